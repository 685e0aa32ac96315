"""Using the results (结果应用): following measures up, and telling in the next report what became of them."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from departments import audit
from departments.models import Evaluation, Role, User
from departments.permissions import roles_of
from departments.services import StaleRow, save_screen
from departments.workflow import Status
from departments.writes import Write
from perfeval.lib.bound import may_hold

from ..figures import Catalogue, catalogue_of, fill, typed_side
from ..gather.previous import previous_snapshot
from ..models import Followup, Measure, Rectification

FIELDS = ("state", "progress", "done_on", "proof")
LONGEST = {field.name: field.max_length or 0 for field in Rectification._meta.fields}
COPIED = ("position", "problem", "measure", "office", "due_on", *FIELDS)


class FollowupRefused(Exception):
    """Nothing is followed up here; the text says why."""


def why_not_followed(evaluation: Evaluation, actor: User) -> str:
    """Return why `actor` cannot follow up the measures of the evaluation, empty when they can."""
    if Role.PREPARER not in roles_of(actor, evaluation.department):
        return "您在该单位没有登记整改情况的权限。"
    if evaluation.status in (Status.APPROVED, Status.PUBLISHED) or evaluation.editions.exists():
        return ""
    return "自评审核通过后，改进措施列入整改台账，才能登记整改情况。"


def require_followed(evaluation: Evaluation, actor: User) -> None:
    """Refuse whatever follows the measures up when `actor` cannot.

    Raises:
        FollowupRefused: with the reason.
    """
    if refusal := why_not_followed(evaluation, actor):
        raise FollowupRefused(refusal)


def tracked(evaluation: Evaluation) -> list[Followup]:
    """Return every measure of the evaluation as it is followed up, those nobody has touched yet as well."""
    ordered = evaluation.measures.order_by("problem__position", "position", "pk")
    measures = ordered.select_related("problem", "followup").prefetch_related("proofs")
    return [
        getattr(measure, "followup", None) or Followup(evaluation=evaluation, measure=measure, version=0)
        for measure in measures
    ]


@transaction.atomic
def save_followups(evaluation: Evaluation, rows: Sequence[Followup], *, actor: User) -> int:
    """Store what has changed of `rows`, each still at the version that was shown; return how many.

    Raises:
        FollowupRefused: it is not open, or not theirs; StaleRow: somebody else was faster.
    """
    current = Evaluation.objects.select_for_update(of=("self",)).select_related("department").get(pk=evaluation.pk)
    require_followed(current, actor)
    return sum(_save(row, actor) for row in rows)


def _save(row: Followup, actor: User) -> bool:
    stored = Followup.objects.filter(measure=row.measure).first()
    changes = audit.compare(
        audit.state_of(stored or Followup(measure=row.measure), list(FIELDS)), audit.state_of(row, list(FIELDS))
    )
    if not changes:
        return False
    if (stored.version if stored else 0) != row.version:
        raise StaleRow(stored)
    row.pk, row.version = stored.pk if stored else None, row.version + 1
    row.save()
    audit.record(row, actor=actor, action=f"followup.{'change' if stored else 'add'}", changes=changes)
    return True


def owed(evaluation: Evaluation) -> QuerySet[Measure]:
    """Return the measures that the unit promised the year before and has not taken over into this evaluation."""
    before = Measure.objects.filter(
        evaluation__department=evaluation.department_id, evaluation__cycle__year=evaluation.cycle.year - 1
    )
    taken = Rectification.objects.filter(evaluation=evaluation).exclude(source=None).values("source")
    return before.exclude(pk__in=taken).order_by("problem__position", "position", "pk")


def take_over(evaluation: Evaluation, *, actor: User) -> int:
    """Take over what the unit promised the year before, with what is known of it; return how many measures.

    Raises:
        Locked: the evaluation is not open for changes.
    """
    carried = Rectification.objects.filter(evaluation=evaluation).order_by("-position")
    last = carried.values_list("position", flat=True).first() or 0
    measures = owed(evaluation).select_related("problem", "followup").prefetch_related("proofs")
    figures = _figures_of_then(evaluation, measures)
    rows = [_row(evaluation, measure, last + place, figures) for place, measure in enumerate(measures, 1)]
    writes = [Write(row, 0, COPIED) for row in rows]
    save_screen(evaluation, writes, actor=actor)
    return len(writes)


def _figures_of_then(evaluation: Evaluation, measures: Iterable[Measure]) -> Catalogue:
    """Return the figures of the year before, none where no measure names one."""
    named = any(may_hold(measure.text) or may_hold(measure.problem.title) for measure in measures)
    last = previous_snapshot(evaluation) if named else None
    return catalogue_of(typed_side(last)) if last else Catalogue()


def _row(evaluation: Evaluation, measure: Measure, position: int, figures: Catalogue) -> Rectification:
    """Return what is told of a measure; what it promised reads as it was printed then, with the figures of then.

    What the filled figures make longer than its field ends in an ellipsis.
    """
    known = getattr(measure, "followup", None) or Followup()
    proof = known.proof or _fitting("、".join(file.name for file in measure.proofs.all()), "proof")
    return Rectification(
        evaluation=evaluation,
        source=measure,
        position=position,
        problem=_fitting(fill(measure.problem.title, figures).text, "problem"),
        measure=_fitting(fill(measure.text, figures).text, "measure"),
        office=measure.office,
        due_on=measure.due_on,
        **{name: getattr(known, name) for name in FIELDS} | {"proof": proof},
    )


def _fitting(text: str, field: str) -> str:
    longest = LONGEST[field]
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
