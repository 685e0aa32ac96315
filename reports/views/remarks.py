"""Remarks and judgements of reviewers, and the unit's answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from departments.models import Evaluation, Role
from departments.permissions import get_enterable_evaluation, get_evaluation_as
from departments.requests import UserRequest

from ..comparing import Value, values_of
from ..forms.marks import number_of
from ..forms.reviewing import AnswerForm, JudgementForm, RemarkForm, place_of
from ..gather import gather
from ..models import Remark
from ..services import (
    ReviewRefused,
    answer_remark,
    present_judgement,
    save_judgement,
    settle_remark,
    write_remark,
)

CONFLICT = 409
UNSAVED = "您填写的内容没有保存，仍显示在下面，可复制留存。"


@require_http_methods(["GET", "POST"])
def add(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Write a remark on one value of the evaluation, or on a passage of it."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.REVIEWER)
    row, quote = request.GET.get("row", ""), request.GET.get("quote", "")
    values = _values(evaluation, row)
    form = RemarkForm(
        request.POST or None, values=values, version=evaluation.version, quote=quote, about=place_of(quote, values)
    )
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "quote", "seen")}
        try:
            remark = write_remark(evaluation, form.chosen, actor=request.user, **said)
        except ReviewRefused as refusal:
            form.add_error(None, f"{refusal}{UNSAVED}")
            return _page(request, evaluation, form, "提出审核意见", CONFLICT)
        messages.success(request, "已记录审核意见，退回后填报单位可以看到并答复。")
        return redirect(f"{_desk(evaluation)}#remark-{remark.pk}")
    return _page(request, evaluation, form, "提出审核意见")


@require_http_methods(["GET", "POST"])
def answer(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Answer one remark as the unit."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    remark = get_object_or_404(evaluation.remarks.select_related("author", "on_behalf_of"), pk=pk)
    form = AnswerForm(request.POST or None, initial={"answer": remark.answer, "based_on": remark.version})
    if form.is_valid():
        try:
            answer_remark(
                remark, form.cleaned_data["answer"], actor=request.user, based_on=form.cleaned_data["based_on"]
            )
        except ReviewRefused as refusal:
            form.add_error(None, f"{refusal}{UNSAVED}")
            return _page(request, evaluation, form, "答复审核意见", CONFLICT, remark)
        messages.success(request, "已记录答复。")
        return redirect(f"{reverse('reports:evaluation', args=[evaluation.pk])}#remarks")
    return _page(request, evaluation, form, "答复审核意见", 200, remark)


@require_POST
def settle(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Close a remark, or open it again."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.REVIEWER)
    remark = get_object_or_404(evaluation.remarks, pk=pk)
    is_resolved = request.POST.get("settle") != "reopen"
    try:
        based_on = number_of(request.POST.get("based_on", ""))
        settle_remark(remark, is_resolved=is_resolved, actor=request.user, based_on=based_on)
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已办结该条审核意见。" if is_resolved else "已重新提出该条审核意见。")
    return redirect(f"{_desk(evaluation)}#remark-{remark.pk}")


@require_http_methods(["GET", "POST"])
def judge(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Judge completeness, reasoning and objectivity."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.REVIEWER)
    form = JudgementForm(request.POST or None, judgement=present_judgement(evaluation), version=evaluation.version)
    if form.is_valid():
        seen, based_on = form.cleaned_data["seen"], form.cleaned_data["based_on"]
        try:
            save_judgement(evaluation, form.said(), actor=request.user, seen=seen, based_on=based_on)
        except ReviewRefused as refusal:
            form.add_error(None, f"{refusal}{UNSAVED}")
            return _page(request, evaluation, form, "三项判断", CONFLICT)
        messages.success(request, "已保存三项判断。")
        return redirect(f"{_desk(evaluation)}#judgement")
    return _page(request, evaluation, form, "三项判断")


def _values(evaluation: Evaluation, row: str) -> list[Value]:
    """Return what may be remarked on: the values of one row, or all that say something."""
    values = [value for value in values_of(gather(evaluation)) if value.text]
    return [value for value in values if row and value.place.row == row] or values


def _desk(evaluation: Evaluation) -> str:
    return reverse("reports:review", args=[evaluation.pk])


def _page(
    request: UserRequest,
    evaluation: Evaluation,
    form: Any,
    title: str,
    status: int = 200,
    remark: Remark | None = None,
) -> HttpResponse:
    back = reverse("reports:evaluation", args=[evaluation.pk]) if remark else _desk(evaluation)
    context = {"evaluation": evaluation, "form": form, "title": title, "back": back}
    context["remark"] = remark
    return render(request, "reports/remark.html", context, status=status)
