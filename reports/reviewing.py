"""What a reviewer finds on the desk and in the queue, gathered in a constant number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from departments import clock
from departments.models import Evaluation, Role, User
from departments.models.evaluation import EvaluationQuerySet
from departments.workflow import Status
from indicators.models import Evidence
from indicators.parts import INDICATORS, PARTS
from indicators.schemes import Scheme
from indicators.schemes.chapters import part_of_text

from .checks import Place
from .comparing import Difference, PartDifferences
from .comparing.values import TEXTS
from .models import Remark
from .schemes import scheme_of
from .services import changes_since, decided_version, named_by_part
from .snapshot import Snapshot


def queue_of(user: User) -> EvaluationQuerySet:
    """Return what waits for a reviewer, the oldest first, each with what is new in it."""
    waiting = Evaluation.objects.reviewed_by(user).awaiting_review()
    related = waiting.select_related("department", "cycle", "submitted_by", "scorecard")
    return related.annotate(
        answered=_remarks(Q(resolved_at=None, answered_at__isnull=False)), unresolved=_remarks(Q(resolved_at=None))
    )


def age_of(evaluation: Evaluation) -> int | None:
    """Return for how many days the evaluation has waited in its present stage."""
    since: datetime | None = evaluation.stage_since or evaluation.submitted_at
    return (clock.today() - timezone.localdate(since)).days if since else None


def review_days_left(evaluation: Evaluation) -> int | None:
    """Return how many days its present stage has left, negative when it is late; None where no day is set."""
    due_on = evaluation.review_due_on
    return (due_on - clock.today()).days if due_on else None


def news_of(evaluation: Any) -> list[str]:
    """Return what is new in a row of the queue, in a few words each."""
    is_again, is_new = evaluation.submissions > 1, evaluation.review_begun_at is None
    found = [] if is_again and is_new else ["新送审" if is_new else "审核中"]
    if is_again:
        found.append(f"第{evaluation.submissions}次送审")
    if evaluation.answered:
        found.append(f"{evaluation.answered}条意见已答复")
    if left := (evaluation.unresolved or 0) - (evaluation.answered or 0):
        found.append(f"{left}条意见未答复")
    return found


def following(user: User, evaluation: Evaluation) -> Evaluation | None:
    """Return the next in the queue after this one; after the last comes the first."""
    waiting = Evaluation.objects.reviewed_by(user).awaiting_review().exclude(pk=evaluation.pk)
    at = evaluation.submitted_at
    is_after = Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=evaluation.pk) if at else Q(pk__gt=0)
    rows = waiting.annotate(rank=Case(When(is_after, then=0), default=1)).select_related("department")
    return rows.order_by("rank", "submitted_at", "pk").first()


def readable_remarks(evaluation: Evaluation, roles: Collection[str]) -> QuerySet[Remark]:
    """Return the remarks as far as somebody with `roles` may read them.

    Reviewers and auditors read them at any time; the unit reads those of the present submission once it is returned.
    """
    rows = evaluation.remarks.select_related("author", "on_behalf_of", "answered_by", "resolved_by")
    if evaluation.status == Status.SUBMITTED and not {Role.REVIEWER, Role.AUDITOR} & set(roles):
        return rows.filter(submission__lt=evaluation.submissions)
    return rows


@dataclass(frozen=True)
class Remarked:
    """A remark, and whether what it is about has changed since a stage last decided."""

    remark: Remark
    is_changed: bool
    place: Place

    @property
    def anchor(self) -> str:
        """Where on the desk its value stands."""
        return f"indicator-{self.remark.row}" if self.remark.row.isdecimal() else "report"


def entry_place(remark: Remark, scheme: Scheme) -> Place:
    """Return where the unit corrects what a remark is about: its field, or the page of its part."""
    if remark.row.isdecimal():
        return Place(INDICATORS, remark.field, remark.row, remark.label)
    if remark.part == TEXTS:
        return Place(part_of_text(scheme, remark.row), remark.row, label=remark.label)
    known = {part.key for part in PARTS}
    return Place(remark.part if remark.part in known else INDICATORS, label=remark.label)


class ReviewDesk:
    """What is beside the scores on the desk of one evaluation."""

    def __init__(self, evaluation: Evaluation, snapshot: Snapshot) -> None:
        self.evaluation, self.snapshot = evaluation, snapshot
        self.version = decided_version(evaluation)

    @cached_property
    def changes(self) -> tuple[Difference, ...]:
        """Every value that differs from what was decided on last."""
        return changes_since(self.version, self.snapshot)

    @property
    def changed_parts(self) -> tuple[PartDifferences, ...]:
        """The same by part of entry."""
        return named_by_part(self.evaluation, self.changes)

    def remarks(self, rows: Iterable[Remark]) -> list[Remarked]:
        """Return the remarks with what has become of their places."""
        changed = {(change.place.part, change.place.row, change.place.field) for change in self.changes}
        scheme = scheme_of(self.snapshot)
        return [Remarked(row, (row.part, row.row, row.field) in changed, entry_place(row, scheme)) for row in rows]

    @cached_property
    def evidence(self) -> dict[int, list[Evidence]]:
        """The proofs by their indicator."""
        found: dict[int, list[Evidence]] = {}
        for file in Evidence.objects.filter(indicator__evaluation=self.evaluation).defer("uploaded_by"):
            found.setdefault(file.indicator_id, []).append(file)
        return found


def _remarks(condition: Q) -> Subquery:
    rows = Remark.objects.filter(condition, evaluation=OuterRef("pk")).order_by().values("evaluation")
    return Subquery(rows.annotate(number=Count("pk")).values("number"))
