"""The screens for substitutes of reviewers and for exceptions from the second pair of eyes."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import services
from ..administration import administered_departments, administered_users
from ..forms.reviewing import ExemptionForm, SubstitutionForm
from ..listings import EXEMPTIONS, SUBSTITUTIONS
from ..models import Department, Evaluation, Exemption, Membership, Role, Substitution, User
from ..permissions import has_role, require_role
from ..requests import UserRequest
from .exports import exported
from .lists import page_of


@require_safe
def substitutions(request: UserRequest) -> HttpResponseBase:
    """List who reviews in whose place: a reviewer's own, an administrator's all."""
    require_role(request.user, Role.REVIEWER, Role.ADMINISTRATOR)
    rows = _substitutions(request.user).select_related(
        "membership__user", "membership__department", "substitute", "arranged_by"
    )
    context = {"page": page_of(request, rows), "own": set(_memberships(request.user).values_list("pk", flat=True))}
    return exported(request, SUBSTITUTIONS, rows) or render(request, "manage/substitutions.html", context)


@require_http_methods(["GET", "POST"])
def add_substitution(request: UserRequest) -> HttpResponse:
    """Let somebody stand in."""
    require_role(request.user, Role.REVIEWER, Role.ADMINISTRATOR)
    form = SubstitutionForm(
        request.POST or None,
        memberships=_memberships(request.user).select_related("user", "department"),
        users=User.objects.filter(is_active=True),
    )
    if form.is_valid():
        try:
            made = services.arrange_substitution(form.save(commit=False), actor=request.user)
        except services.SubstitutionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记审核代理：{made}。")
            return redirect("departments:substitution_list")
    return render(request, "manage/form.html", {"form": form, "title": "登记审核代理"})


@require_POST
def end_substitution(request: UserRequest, pk: int) -> HttpResponse:
    """End a substitution before its time."""
    require_role(request.user, Role.REVIEWER, Role.ADMINISTRATOR)
    own = Substitution.objects.filter(membership__in=_memberships(request.user))
    ended = services.end_substitution(get_object_or_404(own, pk=pk), actor=request.user)
    messages.success(request, f"已终止审核代理：{ended}。")
    return redirect("departments:substitution_list")


@require_safe
def exemptions(request: UserRequest) -> HttpResponseBase:
    """List every exception from the second pair of eyes, the latest first."""
    require_role(request.user, Role.ADMINISTRATOR, Role.AUDITOR)
    covered = Department.objects.covered_by(request.user, Role.ADMINISTRATOR, Role.AUDITOR)
    rows = Exemption.objects.filter(evaluation__department__in=covered).select_related(
        "evaluation__department", "evaluation__cycle", "person", "allowed_by"
    )
    context = {"page": page_of(request, rows), "may_allow": has_role(request.user, Role.ADMINISTRATOR)}
    return exported(request, EXEMPTIONS, rows) or render(request, "manage/exemptions.html", context)


@require_http_methods(["GET", "POST"])
def add_exemption(request: UserRequest) -> HttpResponse:
    """Allow an exception; nobody does so for themselves."""
    departments = administered_departments(request.user)
    evaluations = Evaluation.objects.filter(department__in=departments, status__in=["submitted", "approved"])
    form = ExemptionForm(
        request.POST or None,
        evaluations=evaluations.select_related("department", "cycle"),
        users=administered_users(request.user).filter(is_active=True).exclude(pk=request.user.pk),
    )
    if form.is_valid():
        try:
            made = services.allow_exemption(form.save(commit=False), actor=request.user)
        except services.ExemptionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已批准例外：{made}。此项例外列入清单，供审计查阅。")
            return redirect("departments:exemption_list")
    return render(request, "manage/form.html", {"form": form, "title": "批准一人兼办例外"})


def _memberships(user: User) -> QuerySet[Membership]:
    """Return the reviewers' memberships for which `user` may arrange a substitute: own ones, and administered ones."""
    administered = Department.objects.covered_by(user, Role.ADMINISTRATOR)
    return Membership.objects.filter(Q(user=user) | Q(department__in=administered), role=Role.REVIEWER)


def _substitutions(user: User) -> QuerySet[Substitution]:
    return Substitution.objects.filter(Q(membership__in=_memberships(user)) | Q(substitute=user))
