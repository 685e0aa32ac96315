"""The administrator's screens for accounts and memberships."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import services
from ..administration import (
    administered_departments,
    administered_memberships,
    administered_users,
    get_administered_user,
)
from ..forms.people import MembershipForm, NewUserForm, ResetPasswordForm, UserForm
from ..listings import MEMBERSHIPS, USERS
from ..models import Membership
from ..requests import UserRequest
from .exports import exported
from .lists import found, page_of, words_of


@require_safe
def users(request: UserRequest) -> HttpResponseBase:
    """List the accounts with their memberships."""
    words = words_of(request)
    memberships = Prefetch("memberships", Membership.objects.select_related("department"))
    rows = found(administered_users(request.user), words, "username", "full_name").prefetch_related(memberships)
    if file := exported(request, USERS, rows, criteria=words):
        return file
    return render(request, "manage/users.html", {"page": page_of(request, rows), "words": words})


@require_http_methods(["GET", "POST"])
def add_user(request: UserRequest) -> HttpResponse:
    """Open an account."""
    form = NewUserForm(request.POST or None, departments=administered_departments(request.user))
    if form.is_valid():
        user = form.save(commit=False)
        user.must_change_password = True
        choice = {name: form.cleaned_data[name] for name in ("password", "department", "role")}
        services.add_user(user, actor=request.user, **choice)
        messages.success(request, f"已新增用户：{user}。请把用户名和初始密码当面告知本人，首次登录须修改密码。")
        return redirect("departments:user_list")
    return render(request, "manage/form.html", {"form": form, "title": "新增用户"})


@require_http_methods(["GET", "POST"])
def edit_user(request: UserRequest, pk: int) -> HttpResponse:
    """Change the names of an account, or close it."""
    user = get_administered_user(request.user, pk)
    form = UserForm(request.POST or None, instance=user)
    if form.is_valid():
        return _saved(request, form)
    return render(request, "manage/user.html", {"form": form, "account": user})


def _saved(request: UserRequest, form: UserForm) -> HttpResponse:
    try:
        user = services.change_user(form.save(commit=False), actor=request.user)
    except services.OwnAccount as refusal:
        form.add_error(None, str(refusal))
        return render(request, "manage/user.html", {"form": form, "account": form.instance})
    messages.success(request, f"已保存用户：{user}。")
    return redirect("departments:user_list")


@require_http_methods(["GET", "POST"])
def reset_password(request: UserRequest, pk: int) -> HttpResponse:
    """Give somebody a new initial password."""
    user = get_administered_user(request.user, pk)
    form = ResetPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        services.reset_password(user, password=form.cleaned_data["password"], actor=request.user)
        messages.success(request, f"已重置{user}的密码，请当面告知本人。该用户登录后须修改密码。")
        return redirect("departments:user_list")
    return render(request, "manage/form.html", {"form": form, "title": f"重置密码：{user}（{user.username}）"})


@require_safe
def memberships(request: UserRequest) -> HttpResponseBase:
    """List who may do what, and where."""
    words = words_of(request)
    rows = administered_memberships(request.user).select_related("user", "department")
    rows = found(rows, words, "user__username", "user__full_name", "department__name", "department__code")
    if file := exported(request, MEMBERSHIPS, rows, criteria=words):
        return file
    return render(request, "manage/memberships.html", {"page": page_of(request, rows), "words": words})


@require_http_methods(["GET", "POST"])
def add_membership(request: UserRequest) -> HttpResponse:
    """Give somebody a role; nobody gives one to themselves."""
    form = MembershipForm(
        request.POST or None,
        initial={"user": request.GET.get("user")},
        users=administered_users(request.user).filter(is_active=True).exclude(pk=request.user.pk),
        departments=administered_departments(request.user),
    )
    if form.is_valid():
        membership = services.add_membership(form.save(commit=False), actor=request.user)
        messages.success(request, f"已新增岗位：{membership}。")
        return redirect("departments:membership_list")
    return render(request, "manage/form.html", {"form": form, "title": "新增岗位"})


@require_POST
def remove_membership(request: UserRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    membership = get_object_or_404(administered_memberships(request.user).select_related("user", "department"), pk=pk)
    try:
        services.remove_membership(membership, actor=request.user)
    except services.OwnAccount as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已撤销岗位：{membership}。")
    return redirect("departments:membership_list")
