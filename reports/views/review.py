"""The reviewer's queue and desk."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from departments.models import Evaluation, Role, User
from departments.permissions import get_evaluation_as, require_role, roles_on
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import page_of
from indicators.services import ScoringClosed, StaleMarks, save_stage_scores, stage_results, why_not_scoring

from ..carried import share_unchanged
from ..document.compose import compose
from ..forms.marks import MarkSheet
from ..gather import gather
from ..listings import REVIEW_QUEUE
from ..models import Judgement
from ..places import by_check
from ..rendering.html import body_html
from ..reviewing import Remarked, ReviewDesk, following, queue_of, readable_remarks
from ..services import findings_of, present_judgement
from ..services.findings import answers_to, waivers_of
from ..services.notes import notes_are_published
from ..snapshot import Snapshot
from ..steps import Step, open_steps

CONFLICT = 409
INVALID = "核查分数尚未保存。请改正以下各处，然后再次保存。"
UNSAVED = "您填写的内容没有保存，仍显示在下面，可复制留存。"
PLACE = re.compile(r"indicator-\d+\Z")


@require_safe
def queue(request: UserRequest) -> HttpResponseBase:
    """List what waits for review, the oldest first."""
    require_role(request.user, Role.REVIEWER)
    rows = queue_of(request.user)
    return exported(request, REVIEW_QUEUE, rows) or render(
        request, "reports/review_queue.html", {"page": page_of(request, rows)}
    )


@require_http_methods(["GET", "POST"])
def desk(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show everything a reviewer decides by, or store what the reviewer says of the indicators."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.REVIEWER)
    snapshot = gather(evaluation)
    reason = why_not_scoring(evaluation, request.user)
    sent = request.POST if request.method == "POST" else None
    sheet = MarkSheet(evaluation, snapshot, sent, is_open=not reason)
    trouble = {} if sent is None else _store(sheet, request.user)
    if sent is not None and not trouble:
        messages.success(request, "核查分数已保存。")
        return redirect(f"{reverse('reports:review', args=[evaluation.pk])}#{_place(sent.get('place', ''))}")
    return _page(request, evaluation, snapshot, {"sheet": sheet, "reason": reason} | trouble)


def _store(sheet: MarkSheet, actor: User) -> dict[str, Any]:
    """Store what was said, or return what to tell the reviewer and with which status."""
    if sheet.is_open and not sheet.is_valid():
        return {"problem": INVALID, "status": 200}
    try:
        save_stage_scores(sheet.evaluation, sheet.marks() if sheet.is_open else [], actor=actor, seen=sheet.seen)
    except ScoringClosed as closed:
        sheet.freeze()
        return {"reason": f"{closed}{UNSAVED}", "status": CONFLICT}
    except StaleMarks as stale:
        sheet.show_conflicts(stale.current)
        return {"problem": str(stale), "status": CONFLICT}
    return {}


def _place(sent: str) -> str:
    """Return where the reviewer was on the page."""
    return sent if PLACE.match(sent) else "indicators"


def _page(request: UserRequest, evaluation: Evaluation, snapshot: Snapshot, about: dict[str, Any]) -> HttpResponse:
    beside = ReviewDesk(evaluation, snapshot)
    remarks = beside.remarks(readable_remarks(evaluation, {Role.REVIEWER}))
    about["sheet"].put_beside(beside.evidence, _by_row(remarks))
    waivers = waivers_of(evaluation)
    found = findings_of(evaluation, snapshot, waivers)
    context = {
        "evaluation": evaluation,
        "snapshot": snapshot,
        "results": stage_results(evaluation),
        "desk": beside,
        "remarks": remarks,
        "judgement": present_judgement(evaluation) or Judgement(),
        "decisions": evaluation.decisions.select_related("decided_by", "on_behalf_of"),
        "following": following(request.user, evaluation),
        "checks": by_check(found),
        "answers": answers_to(found, waivers),
        "notes_are_published": notes_are_published(evaluation),
        "share": share_unchanged(snapshot),
        "steps": _steps(evaluation, request.user),
        "body": body_html(compose(snapshot)),
    }
    return render(request, "reports/review.html", context | about, status=about.get("status", 200))


def _steps(evaluation: Evaluation, user: User) -> list[Step]:
    acting = roles_on(user, evaluation)
    return [step for step in open_steps(evaluation, acting) if step.role == Role.REVIEWER]


def _by_row(remarks: list[Remarked]) -> dict[str, list[Remarked]]:
    """Return the open remarks by the row that they are about."""
    found: dict[str, list[Remarked]] = {}
    for remarked in remarks:
        if not remarked.remark.resolved_at:
            found.setdefault(remarked.remark.row, []).append(remarked)
    return found
