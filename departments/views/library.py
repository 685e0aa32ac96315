"""The administrator's screens for what all departments share: the library of authorities, and the site."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from .. import services
from ..administration import require_root_administrator
from ..forms.organisation import AuthorityForm, SiteForm
from ..listings import AUTHORITIES
from ..models import Authority, SiteConfiguration
from ..requests import UserRequest
from .exports import exported
from .lists import found, page_of, words_of


@require_safe
def authorities(request: UserRequest) -> HttpResponseBase:
    """List the regulations and notices that reports may cite."""
    require_root_administrator(request.user)
    words = words_of(request)
    rows = found(Authority.objects.all(), words, "title", "number", "issuer")
    if file := exported(request, AUTHORITIES, rows, criteria=words):
        return file
    return render(request, "manage/authorities.html", {"page": page_of(request, rows), "words": words})


@require_http_methods(["GET", "POST"])
def add_authority(request: UserRequest) -> HttpResponse:
    """Add a regulation or notice."""
    require_root_administrator(request.user)
    form = AuthorityForm(request.POST or None)
    if form.is_valid():
        return _stored(request, form)
    return render(request, "manage/form.html", {"form": form, "title": "新增依据文件"})


@require_http_methods(["GET", "POST"])
def edit_authority(request: UserRequest, pk: int) -> HttpResponse:
    """Correct a regulation or notice, or end its validity."""
    require_root_administrator(request.user)
    form = AuthorityForm(request.POST or None, instance=get_object_or_404(Authority, pk=pk))
    if form.is_valid():
        return _stored(request, form)
    return render(request, "manage/form.html", {"form": form, "title": "修改依据文件"})


def _stored(request: UserRequest, form: AuthorityForm) -> HttpResponse:
    authority = services.store(form.save(commit=False), actor=request.user)
    messages.success(request, f"已保存依据文件：{authority}。")
    return redirect("departments:authority_list")


@require_http_methods(["GET", "POST"])
def site(request: UserRequest) -> HttpResponse:
    """Change what the published pages say about the portal."""
    require_root_administrator(request.user)
    form = SiteForm(request.POST or None, instance=SiteConfiguration.current())
    if form.is_valid():
        services.store(form.save(commit=False), actor=request.user)
        messages.success(request, "已保存站点配置，以后公开的报告使用新的内容。")
        return redirect("departments:site")
    return render(request, "manage/form.html", {"form": form, "title": "站点配置"})
