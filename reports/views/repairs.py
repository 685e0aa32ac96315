"""Putting texts right at a click, as a diff, and back again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest
from departments.services import Locked, StaleRows, why_locked
from indicators.services import GoalsApproved

from ..services import findings_of
from ..services.repairs import CannotRepair, proposals_of, repair, undo

CONFLICT = 409
REFUSALS = (CannotRepair, Locked, StaleRows, GoalsApproved)


@require_http_methods(["GET", "POST"])
def repairs(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show what can be put right as a diff, or put right what is ticked."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    if request.method == "POST":
        try:
            made = repair(evaluation, request.POST.getlist("key"), actor=request.user)
        except REFUSALS as refusal:
            return _page(request, evaluation, problem=str(refusal), status=CONFLICT)
        messages.success(request, f"已修改{len(made.changes)}处文字。需要时可在本页撤销。")
        return redirect("reports:repairs", evaluation.pk)
    return _page(request, evaluation)


@require_POST
def undo_repair(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Put the texts back."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    made = get_object_or_404(evaluation.repairs.filter(undone_at=None), pk=pk)
    try:
        kept = undo(made, actor=request.user)
        messages.success(request, f"已撤销。其中{kept}处此后另有改动，保持现状。" if kept else "已撤销，文字恢复原样。")
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:repairs", evaluation.pk)


def _page(request: UserRequest, evaluation: Evaluation, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "evaluation": evaluation,
        "proposals": proposals_of(evaluation, findings_of(evaluation)),
        "made": evaluation.repairs.filter(undone_at=None).select_related("made_by")[:5],
        "problem": problem or why_locked(evaluation),
        "may_repair": evaluation.is_editable,
    }
    return render(request, "findings/repairs.html", context, status=status)
