"""Marking text as carried over (沿用), and confirming that it still holds (仍适用)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from .. import audit, clock
from ..models import CarriedText, Evaluation, User
from ..models.carried import Origin
from ..models.versioned import Versioned
from ..provenance import digest, paragraphs
from .entry import open_for_entry

OPENING = 40


@dataclass(frozen=True)
class Source:
    """Where text is carried over from.

    Attributes:
        label: as people read it, such as 2021年度自评 or the name of a file.
        year: the budget year for which it was written, None when nobody knows.
        known: since which year a paragraph has been the same, by its digest, where that was before `year`.
    """

    origin: Origin
    label: str
    year: int | None = None
    known: Mapping[str, int | None] = field(default_factory=dict)


@transaction.atomic
def carry(
    evaluation: Evaluation,
    rows: Iterable[tuple[Versioned, Collection[str]]],
    *,
    source: Source,
    actor: User | None,
) -> int:
    """Mark every paragraph that `rows` hold now in the named fields as carried over; return how many there are.

    The text itself is stored by `save_screen`, in the same transaction and before this. A paragraph that was marked
    already keeps its first mark. The log gets one row for all.

    Raises:
        Locked: the evaluation is not open for changes.
    """
    current = open_for_entry(evaluation)
    marks = [mark for row, fields in rows for mark in _marks(current, row, fields, source, actor)]
    CarriedText.objects.bulk_create(marks, ignore_conflicts=True)
    if marks:
        comment = f"沿用“{source.label}”的文字{len(marks)}段"
        audit.record(current, actor=actor, action="carriedtext.carry", comment=comment)
    return len(marks)


def _marks(
    evaluation: Evaluation, row: Versioned, fields: Collection[str], source: Source, actor: User | None
) -> Iterator[CarriedText]:
    for name in fields:
        for paragraph in paragraphs(getattr(row, name) or ""):
            key = digest(paragraph)
            yield CarriedText(
                evaluation=evaluation,
                object_type=row._meta.label,
                object_pk=row.pk,
                field=name,
                digest=key,
                opening=paragraph[:OPENING],
                origin=source.origin,
                source=source.label,
                since=source.known.get(key) or source.year,
                carried_at=clock.now(),
                carried_by=actor,
            )


@transaction.atomic
def confirm(evaluation: Evaluation, keys: Collection[int], *, actor: User) -> int:
    """Record that the paragraphs with these keys still hold (仍适用); return how many were still to be confirmed.

    Keys of another evaluation and paragraphs confirmed before are passed over.

    Raises:
        Locked: the evaluation is not open for changes.
    """
    current = open_for_entry(evaluation)
    waiting = current.carried_texts.unconfirmed().filter(pk__in=keys)
    openings = list(waiting.values_list("opening", flat=True))
    waiting.update(confirmed_at=clock.now(), confirmed_by=actor)
    if openings:
        comment = f"确认沿用的文字仍适用（{len(openings)}段）：{'；'.join(openings)}"
        audit.record(current, actor=actor, action="carriedtext.confirm", comment=comment)
    return len(openings)
