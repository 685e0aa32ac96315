"""Storing what somebody is typing, without a click (自动保存): all that can be stored, and the rest as a draft."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from departments import clock, visits
from departments.forms.partial import PartialScreen
from departments.forms.rows import count_of
from departments.forms.screens import Screen
from departments.forms.sending import Waiting, lay_over, untouched
from departments.models import Draft, Evaluation
from departments.requests import UserRequest
from departments.services import (
    Collision,
    Fields,
    Locked,
    StaleRows,
    discard_draft,
    draft_of,
    end_visits,
    keep_draft,
    why_locked,
)
from departments.visits import Visit

from ..services import GoalsApproved, ProjectFilledIn

MOST_ROUNDS = 8
Shown = TypeVar("Shown", bound=Screen)
Build = Callable[[Evaluation, QueryDict], Screen]
Save = Callable[..., Any]
OTHER_PERSON = "现在登录的是“{user}”，与填写人不是同一人，内容未保存。请用原来的账号登录后继续。"
NOT_YET_THERE = "已暂存，点“保存”后加入。"
LEAVING, LAST = "leave", "last"


def visit_of(request: UserRequest, *, is_over: bool = False) -> Visit | None:
    """Return the stay on the page that has sent this, None for a page without a script."""
    with suppress(KeyError, ValueError):
        return Visit(f"{request.user.pk}:{UUID(str(request.POST['visit']))}", is_over)
    return None


def is_automatic(request: UserRequest) -> bool:
    """Return whether the page has sent itself."""
    return "autosave" in request.POST


def autosave(request: UserRequest, evaluation: Evaluation, build: Build, save: Save | None) -> HttpResponse:
    """Answer a page that has sent itself; `build` reads the page of an evaluation, without `save` all is a draft."""
    if request.POST.get("author", str(request.user.pk)) != str(request.user.pk):
        return _refuse(request, OTHER_PERSON.format(user=request.user))
    visit = visit_of(request, is_over=request.POST["autosave"] == LAST)
    if request.POST["autosave"] == LEAVING:
        if visit:
            end_visits(evaluation, visit.key)
        return HttpResponse(status=204)
    return _Autosave(request, evaluation, build, save).answer(visit)


def with_draft(request: UserRequest, build: Callable[[QueryDict | None], Shown]) -> tuple[Shown, list[Waiting]]:
    """Return the page with what the person has typed and could not be stored, and a list of that."""
    screen = build(None)
    draft = draft_of(screen.evaluation, request.user, request.path)
    if draft is None:
        return screen, []
    waiting = lay_over(data := untouched(screen), draft.fields)
    if screen.is_frozen:
        return screen, waiting
    screen = build(data)
    screen.is_valid()
    screen.draft_version = draft.version
    return screen, waiting


def evaluation_now(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation as it is stored now, without what forms have done to it."""
    return Evaluation.objects.select_related("department", "cycle").get(pk=evaluation.pk)


def forget_draft(request: UserRequest, evaluation: Evaluation) -> None:
    """Forget what could not be stored: all of the page has been saved, or the person has given it up."""
    discard_draft(evaluation, request.user, request.path)


class _Autosave:
    """One automatic save."""

    def __init__(self, request: UserRequest, evaluation: Evaluation, build: Build, save: Save | None) -> None:
        self.request, self.evaluation, self.build, self.save = request, evaluation, build, save
        self.page = PartialScreen(build(evaluation, request.POST), request.POST)
        self.page.typed.is_valid()
        self.versions: dict[str, str] = {}
        self.refusal = ""

    def answer(self, visit: Visit | None) -> HttpResponse:
        """Store, keep the rest, and say so."""
        self._store(visit)
        former = draft_of(self.evaluation, self.request.user, self.request.path)
        fields = self.page.fields(self.versions)
        draft = self._keep(fields) if former or fields else None
        context = {
            "at": clock.now(),
            "screen": self.page.typed,
            "versions": self.versions,
            "waiting": len(draft.fields) if draft and self.page.typed.is_sparse else len(fields),
            "refusal": self.refusal or " ".join([*self.page.problems, *self.page.typed.lost]),
            "remarked": list(self.page.remarked(former.fields if former else ())),
            "draft": draft,
        }
        response = render(self.request, "entry/autosaved.html", context, status=409 if self.refusal else 200)
        response["X-Autosave"] = "refused" if self.refusal else "partly" if fields else "stored"
        return response

    def _keep(self, fields: Fields) -> Draft | None:
        is_sparse = self.page.typed.is_sparse
        return keep_draft(
            self.evaluation,
            self.request.user,
            self.request.path,
            fields,
            known=None if is_sparse else count_of(str(self.request.POST.get("draft", ""))),
            stored=self.page.stored_names(),
        )

    def _store(self, visit: Visit | None) -> None:
        if reason := why_locked(self.evaluation):
            self._refuse(reason)
            return
        if self.save is None:
            self.page.set_all_aside(NOT_YET_THERE)
            return
        screen = self.page.typed
        for _ in range(MOST_ROUNDS):
            if not self.page.set_aside(screen) and self._try(screen, self.save, visit):
                return
            screen = self.build(evaluation_now(self.evaluation), self.page.rest)
            screen.is_valid()
        self._refuse("内容与他人同时保存的修改冲突，请点“保存”核对。")

    def _try(self, screen: Screen, save: Save, visit: Visit | None) -> bool:
        """Store the screen; return whether this was the end of it."""
        writes = self.page.writes(screen)
        if any(write.is_removal for write in writes):
            return False
        try:
            with visits.during(visit):
                saved = save(screen.evaluation, writes, actor=self.request.user)
        except StaleRows as stale:
            self.page.show_clashes(screen, stale.conflicts)
            return False
        except (Locked, Collision, ProjectFilledIn, GoalsApproved) as refusal:
            self._refuse(str(refusal))
            return True
        self.page.typed.show_saved(saved)
        self.versions = self.page.versions(screen, writes)
        return True

    def _refuse(self, reason: str) -> None:
        self.refusal = reason
        self.page.set_all_aside(reason)


def _refuse(request: UserRequest, reason: str) -> HttpResponse:
    context: dict[str, Any] = {"refusal": reason, "at": clock.now()}
    response = render(request, "entry/autosaved.html", context, status=409)
    response["X-Autosave"] = "refused"
    return response
