"""What all entry screens do alike: open the door, check the form, store everything or nothing, say what happened."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from departments import visits
from departments.forms.rows import count_of
from departments.forms.screens import Screen
from departments.models import Evaluation, Role, User
from departments.permissions import get_enterable_evaluation, get_visible_evaluation, roles_of
from departments.requests import UserRequest
from departments.services import Collision, Locked, StaleRows, confirm, others_present, save_screen, why_locked

from ..parts import part_after, part_of
from ..services import GoalsApproved, ProjectFilledIn
from .autosaving import Build, Save, autosave, forget_draft, is_automatic, visit_of, with_draft

INVALID = "内容尚未保存。请改正以下各处，然后再次保存。"
READER = "您在该单位没有填报权限，只能查看。"
UNSAVED = "您填写的内容没有保存，仍显示在下面，可复制留存。"


def part_screen(
    request: UserRequest, evaluation_pk: int, key: str, screen_class: type[Screen], *, save: Save = save_screen
) -> HttpResponse:
    """Show or store one part of the entry."""
    if request.method == "GET":
        evaluation, reason = get_for_reading(request.user, evaluation_pk)
        return show_for_entry(request, key, partial(screen_class, evaluation, is_frozen=bool(reason)), reason=reason)
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    if answer := answer_aside(request, evaluation, screen_class, save):
        return answer
    screen = screen_class(evaluation, request.POST)
    trouble = store(screen, save, request)
    if trouble:
        return show(request, key, screen, autosaves=True, **trouble)
    messages.success(request, "已保存。")
    part = part_after(key, evaluation) if "next" in request.POST else part_of(key)
    return redirect(part.url_name, evaluation.pk)


def get_for_reading(user: User, evaluation_pk: int) -> tuple[Evaluation, str]:
    """Return the evaluation, or 404, and why `user` cannot change it (empty when they can)."""
    evaluation = get_visible_evaluation(user, evaluation_pk)
    if Role.PREPARER not in roles_of(user, evaluation.department):
        return evaluation, READER
    return evaluation, why_locked(evaluation)


def answer_aside(request: UserRequest, evaluation: Evaluation, build: Build, save: Save | None) -> HttpResponse | None:
    """Answer what is not a click on a button that saves; None when it is one."""
    if is_automatic(request):
        return autosave(request, evaluation, build, save)
    if "discard" in request.POST:
        forget_draft(request, evaluation)
        return redirect(request.path)
    return None


def store(screen: Screen, save: Save, request: UserRequest) -> dict[str, Any]:
    """Store the screen and end the visit, or return what to tell the person and with which status."""
    try:
        if reason := why_locked(screen.evaluation):
            raise Locked(reason)
        if not screen.is_valid():
            return {"problem": INVALID, "status": 200}
        with visits.during(visit_of(request, is_over=True)):
            save(screen.evaluation, screen.writes(), actor=request.user)
            forget_draft(request, screen.evaluation)
            confirm(screen.evaluation, _confirmed(request), actor=request.user)
    except Locked as locked:
        screen.freeze()
        return {"reason": f"{locked}{UNSAVED}", "status": 409}
    except StaleRows as stale:
        screen.show_conflicts(stale.conflicts)
        return {"problem": str(stale), "status": 409}
    except (Collision, ProjectFilledIn, GoalsApproved) as refusal:
        return {"problem": str(refusal), "status": 409}
    return {}


def _confirmed(request: UserRequest) -> list[int]:
    """Return the carried-over paragraphs that the click has confirmed; whatever else was sent counts for nothing."""
    sent = request.POST.get("confirm", "").split(",")
    return [key for key in map(count_of, sent) if key]


def show_for_entry(
    request: UserRequest, key: str, build: Callable[[QueryDict | None], Screen], **more: Any
) -> HttpResponse:
    """Render the page of a part, with what could not be stored of what the person has typed."""
    screen, waiting = with_draft(request, build)
    return show(request, key, screen, waiting=waiting, autosaves=not screen.is_frozen, **more)


def show(
    request: UserRequest,
    key: str,
    screen: Screen,
    *,
    reason: str = "",
    problem: str = "",
    status: int = 200,
    template: str = "",
    **more: Any,
) -> HttpResponse:
    """Render the page of a part."""
    context = {
        "evaluation": screen.evaluation,
        "screen": screen,
        "part": part_of(key),
        "next_part": part_after(key, screen.evaluation),
        "reason": reason,
        "problem": problem,
        "others": others_present(screen.evaluation, request.user, key, request.path),
    }
    return render(request, f"entry/{template or key}.html", context | more, status=status)
