"""Keeping what somebody has typed and no field can hold yet."""

from collections.abc import Container
from typing import Any

from django.db import transaction

from .. import clock
from ..models import Draft, Evaluation, User

Fields = dict[str, dict[str, Any]]


def draft_of(evaluation: Evaluation, user: User, path: str) -> Draft | None:
    """Return what `user` has typed on the page at `path` and could not be stored."""
    return Draft.objects.filter(evaluation=evaluation, user=user, path=path).first()


@transaction.atomic
def keep_draft(
    evaluation: Evaluation, user: User, path: str, fields: Fields, *, known: int | None = 0, stored: Container[str] = ()
) -> Draft | None:
    """Keep `fields`, and of what another page has kept since version `known` all that is not `stored` now.

    Where `fields` is only a part of what waits on the page, `known` is None.
    """
    draft = Draft.objects.select_for_update(of=("self",)).filter(evaluation=evaluation, user=user, path=path).first()
    if draft is None:
        if not fields:
            return None
        entries = _entries(fields)
        return Draft.objects.create(evaluation=evaluation, user=user, path=path, entries=entries, at=clock.now())
    if draft.version != known:
        others = {name: kept for name, kept in draft.fields.items() if name not in stored and name not in fields}
        fields = others | fields
    if not fields:
        draft.delete()
        return None
    if (entries := _entries(fields)) != draft.entries:
        draft.entries, draft.at, draft.version = entries, clock.now(), draft.version + 1
        draft.save(update_fields=["entries", "at", "version"])
    return draft


def discard_draft(evaluation: Evaluation, user: User, path: str) -> None:
    """Forget what could not be stored."""
    Draft.objects.filter(evaluation=evaluation, user=user, path=path).delete()


def _entries(fields: Fields) -> list[dict[str, Any]]:
    return [{"name": name, **kept} for name, kept in fields.items()]
