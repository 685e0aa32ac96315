"""The reviewer's queue and desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.models import Evaluation, Role
from departments.permissions import get_evaluation_as, require_role
from departments.requests import UserRequest
from departments.views.lists import page_of
from indicators.models import Evidence

from ..document.compose import compose
from ..gather import gather
from ..places import by_check
from ..rendering.html import body_html
from ..services import findings_of
from ..steps import open_steps


@require_safe
def queue(request: UserRequest) -> HttpResponse:
    """List what waits for review, the oldest first."""
    require_role(request.user, Role.REVIEWER)
    waiting = Evaluation.objects.for_role(request.user, Role.REVIEWER).awaiting_review()
    rows = waiting.select_related("department", "cycle", "submitted_by", "scorecard")
    return render(request, "reports/review_queue.html", {"page": page_of(request, rows)})


@require_safe
def desk(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show everything a reviewer decides by: the indicators with their scores, the findings, the report."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.REVIEWER)
    snapshot = gather(evaluation)
    evidence = Evidence.objects.filter(indicator__evaluation=evaluation).defer("uploaded_by")
    context = {
        "evaluation": evaluation,
        "snapshot": snapshot,
        "leaves": list(snapshot.leaves()),
        "evidence": evidence,
        "checks": by_check(findings_of(evaluation, snapshot)),
        "steps": [step for step in open_steps(evaluation, {Role.REVIEWER}) if step.role == Role.REVIEWER],
        "body": body_html(compose(snapshot)),
    }
    return render(request, "reports/review.html", context)
