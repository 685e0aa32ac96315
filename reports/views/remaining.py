"""What remains before an evaluation can be submitted (送审前还需办理), and the way to the next of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from departments import clock
from departments.models import Evaluation, Role
from departments.permissions import get_visible_evaluation, roles_of
from departments.requests import UserRequest
from departments.workflow import Action
from indicators.parts import PARTS

from ..checks import Place, Severity
from ..places import Addresses, by_part
from ..remaining import in_order, next_missing, remaining
from ..services import findings_of
from ..steps import open_steps

COMPLETE = "各部分已填齐，没有待填的内容，可以送审。"


@require_safe
def page(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """List what the checks say, part by part, each with the way to its field."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    roles = roles_of(request.user, evaluation.department)
    findings = findings_of(evaluation)
    parts = by_part(evaluation, findings)
    context = {
        "evaluation": evaluation,
        "parts": parts,
        "complete": sum(part.is_complete for part in parts),
        "remaining": remaining(evaluation, findings),
        "counts": [(kind, sum(finding.severity is kind for finding in findings)) for kind in Severity],
        "may_enter": evaluation.is_editable and Role.PREPARER in roles,
        "submit": next((step for step in open_steps(evaluation, roles) if step.action is Action.SUBMIT), None),
        "days_left": (evaluation.due_on - clock.today()).days,
    }
    return render(request, "reports/remaining.html", context)


@require_safe
def following(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Lead to the next field that blocks, seen from the page named in the address."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    found = next_missing(in_order(evaluation, findings_of(evaluation)), _asked_from(request))
    if found is None:
        messages.success(request, COMPLETE)
        return redirect("reports:remaining", evaluation.pk)
    return redirect(_address(evaluation, found.place))


def _address(evaluation: Evaluation, place: Place) -> str:
    return Addresses(evaluation).of(place)


def _asked_from(request: HttpRequest) -> Place | None:
    """Return the page on which the person was; whatever else was sent counts for nothing."""
    part = request.GET.get("after", "")
    if part not in {known.key for known in PARTS}:
        return None
    return Place(part, row=request.GET.get("row", ""), project=request.GET.get("project", ""))
