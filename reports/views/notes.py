"""Deciding whether 说明和提示 goes out with the report."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from departments.models import Role
from departments.permissions import get_visible_evaluation, roles_on
from departments.requests import UserRequest

from ..services.notes import NotesRefused, publish_notes

DECIDING = {Role.PUBLISHER: "reports:publish", Role.REVIEWER: "reports:review"}
"""Who decides, and the page where they do."""


@require_POST
def switch(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Publish the annex with the report, or keep it inside."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    roles = [role for role in DECIDING if role in roles_on(request.user, evaluation)]
    if not roles:
        raise PermissionDenied
    is_published = request.POST.get("publish") == "yes"
    try:
        publish_notes(evaluation, actor=request.user, is_published=is_published)
        words = "随报告公开" if is_published else "不随报告公开"
        messages.success(request, f"已记录：附件“说明和提示”{words}。")
    except NotesRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(DECIDING[roles[0]], evaluation.pk)
