"""The administrator's screens that change schemes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from departments.administration import require_root_administrator
from departments.models import Cycle
from departments.requests import UserRequest

from .. import services
from ..forms.schemes import AdoptionForm, CopyForm, SchemeEditor
from ..models import Scheme
from ..schemes import SchemeError


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Change a scheme with a preview of what that does; HTMX asks for the preview alone."""
    require_root_administrator(request.user)
    scheme = get_object_or_404(Scheme.objects.with_uses(), pk=pk)
    editor = SchemeEditor(scheme, request.POST or None)
    if "HX-Request" in request.headers:
        return render(request, "manage/scheme_preview.html", {"editor": editor})
    problem = ""
    if request.POST and "preview" not in request.POST:
        problem = _save(request, editor)
        if not problem:
            return redirect("indicators:scheme", editor.scheme.pk)
    next_version = services.newest_version(scheme.name) + 1
    shown = {"scheme": scheme, "editor": editor, "screen": editor, "problem": problem, "next_version": next_version}
    return render(request, "manage/scheme_edit.html", shown)


def _save(request: UserRequest, editor: SchemeEditor) -> str:
    """Store what was typed and tell so; return what hinders, if anything does."""
    if editor.spec is None:
        return f"有{len(editor.faults)}处需要改正，内容还没有保存："
    before = editor.scheme
    try:
        saved = services.save_scheme(before, editor.spec, based_on=editor.based_on, actor=request.user)
    except services.StaleScheme as stale:
        editor.show_conflict(stale.stored)
        return str(stale)
    except SchemeError as error:
        return "；".join(problem.message for problem in error.problems)
    editor.scheme = saved
    messages.success(request, _said_of(before, saved, is_changed=bool(editor.differences)))
    return ""


def _said_of(before: Scheme, saved: Scheme, *, is_changed: bool) -> str:
    if not is_changed:
        return "内容没有变化，没有另行保存。"
    if saved == before:
        return f"已保存{saved}。"
    return f"已另存为{saved}。正在使用原版本的年度任务和自评仍用原版本。"


@require_http_methods(["GET", "POST"])
def copy(request: UserRequest, pk: int) -> HttpResponse:
    """Make a scheme of its own that begins as this one."""
    require_root_administrator(request.user)
    scheme = get_object_or_404(Scheme, pk=pk)
    form = CopyForm(request.POST or None, initial={"title": scheme.title})
    if form.is_valid():
        added = services.copy_scheme(scheme, **form.cleaned_data, actor=request.user)
        messages.success(request, f"已复制为{added}，请修改。")
        return redirect("indicators:scheme_edit", added.pk)
    return render(request, "manage/form.html", {"form": form, "title": f"复制为新方案：{scheme}"})


@require_http_methods(["GET", "POST"])
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Remove a version that nobody uses, once that is confirmed."""
    require_root_administrator(request.user)
    scheme = get_object_or_404(Scheme, pk=pk)
    if request.method == "GET":
        return render(request, "manage/scheme_remove.html", {"scheme": scheme})
    try:
        services.remove_scheme(scheme, actor=request.user)
    except services.SchemeInUse as used:
        messages.error(request, str(used))
        return redirect("indicators:scheme", pk)
    messages.success(request, f"已删除{scheme}。")
    return redirect("indicators:scheme_list")


@require_POST
def adopt(request: UserRequest, pk: int) -> HttpResponse:
    """Let a round that is running use this version."""
    require_root_administrator(request.user)
    scheme = get_object_or_404(Scheme, pk=pk)
    form = AdoptionForm(request.POST, scheme=scheme)
    if not form.is_valid():
        messages.error(request, "请选择正在使用此方案的年度任务。")
        return redirect("indicators:scheme", pk)
    cycle = form.cleaned_data["cycle"]
    try:
        done = services.adopt_version(cycle, scheme, actor=request.user)
    except services.LevelsDiffer as different:
        messages.error(request, str(different))
    else:
        kept = f"，{done.staying}个在审核、已审核或已公开的自评仍用原版本" if done.staying else ""
        said = f"{cycle}已改用{scheme}：{done.moving}个填报中的自评已改用{kept}。"
        messages.success(request, _with_next_step(said, cycle) if done.moving else said)
    return redirect("indicators:scheme", pk)


def _with_next_step(said: str, cycle: Cycle) -> str:
    """Return the message with the way to have the round scored again."""
    address = reverse("reports:rescore", args=[cycle.pk])
    return format_html('{}原有得分尚未变动，请随后<a href="{}">对{}重新计分</a>。', said, address, cycle)
