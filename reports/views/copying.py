"""Copying what last year's evaluation said into one part (沿用上年)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest
from departments.services import Collision, Locked, StaleRows
from indicators.parts import parts_of
from indicators.services import GoalsApproved

from ..rolling import copy_part

NOTHING = "没有可以沿用的内容：上年没有填写，或本年已经填写。"


@require_POST
def copy_last_year(request: UserRequest, evaluation_pk: int, part: str) -> HttpResponse:
    """Copy one part, or say why not; then show it."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    found = next((known for known in parts_of(evaluation) if known.key == part), None)
    if found is None:
        raise Http404
    try:
        count = copy_part(evaluation, part, actor=request.user)
    except (Locked, StaleRows, Collision, GoalsApproved) as refusal:
        messages.error(request, str(refusal))
    else:
        said = f"已沿用上年内容{count}处。请逐段核对，修改或点“仍适用”。" if count else NOTHING
        (messages.success if count else messages.warning)(request, said)
    return redirect(found.url_name, evaluation.pk)
