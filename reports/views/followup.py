"""The ledger of measures (整改台账) of a unit and of a round, and taking last year's over into this year's report."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments import clock
from departments.models import Cycle
from departments.permissions import get_enterable_evaluation, get_visible_evaluation, require_role
from departments.requests import UserRequest
from departments.services import Locked, StaleRow
from departments.views.exports import exported
from departments.views.lists import page_of

from ..forms.followup import FollowupSheet, LedgerForm
from ..ledger import CHOICES as STATES
from ..ledger import counts_of, lines_of, matching, measures_of
from ..listings import followup_list, ledger_list
from ..matrix import ROLES
from ..services.rectification import FollowupRefused, save_followups, take_over, tracked, why_not_followed
from .rounds import round_search

CONFLICT = 409


@require_http_methods(["GET", "POST"])
def ledger(request: UserRequest, evaluation_pk: int) -> HttpResponseBase:
    """Show what was promised and how far it is; store what the unit says of it."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    if request.method == "POST":
        get_enterable_evaluation(request.user, evaluation_pk)
    rows = tracked(evaluation)
    if file := exported(request, followup_list(), rows, of=str(evaluation)):
        return file
    refusal = why_not_followed(evaluation, request.user)
    sent = request.POST if request.method == "POST" and not refusal else None
    sheet = FollowupSheet(rows, sent, is_frozen=bool(refusal))
    status = CONFLICT if request.method == "POST" and refusal else 200
    if sent is not None and sheet.is_valid():
        try:
            count = save_followups(evaluation, sheet.rows(), actor=request.user)
            messages.success(request, f"已保存{count}项整改情况。")
            return redirect("reports:followup", evaluation.pk)
        except (StaleRow, FollowupRefused) as refused:
            messages.error(request, f"{refused}您填写的内容没有保存，仍显示在下面。")
            status = CONFLICT
    context = {"evaluation": evaluation, "sheet": sheet, "refusal": refusal, "today": clock.today()}
    return render(request, "reports/followup.html", context, status=status)


@require_POST
def carry(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Take last year's measures over."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    try:
        count = take_over(evaluation, actor=request.user)
        messages.success(request, f"已从上年整改台账带入{count}项，请逐项核对。")
    except Locked as locked:
        messages.error(request, str(locked))
    return redirect("reports:enter_problems", evaluation.pk)


@require_safe
def of_round(request: UserRequest, year: int) -> HttpResponseBase:
    """Show what all units of a round have promised, and how far it is."""
    require_role(request.user, *ROLES)
    cycle = get_object_or_404(Cycle, year=year)
    everything, search = measures_of(cycle, request.user), LedgerForm(request.GET)
    found = matching(everything, search.criteria())
    if file := exported(request, ledger_list(), lambda: lines_of(found), of=str(cycle), criteria=search.in_words()):
        return file
    page = page_of(request, found)
    context = {"page": page, "rows": lines_of(page.object_list)}
    return render(request, "reports/ledger.html", context | round_search(cycle, search, counts_of(everything), STATES))
