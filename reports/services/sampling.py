"""Drawing samples and storing what checking them has found."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from departments import audit, clock
from departments.gather import gather_totals
from departments.models import Cycle, Department, Evaluation, User
from departments.stages import path_of

from ..models import Sample, SampledEvaluation
from ..sampling import Unit, draw_amount, draw_number, draw_share

Method = Sample.Method
RESULT = ["score", "opinion"]


class SampleRefused(Exception):
    """The draw or its result makes no sense; the text says why."""


@transaction.atomic
def draw_sample(sample: Sample, *, chosen: Iterable[Evaluation] = (), actor: User) -> Sample:
    """Draw from the submitted evaluations at or below the sample's department, and store frame and outcome.

    `chosen` are those named by hand.

    Raises:
        SampleRefused: nobody would be drawn.
    """
    evaluations = {row.department.code: row for row in frame_of(sample.cycle, sample.department)}
    units = units_of(evaluations.values())
    codes = {row.department.code for row in chosen}
    drawn = drawn_from(sample, units) if sample.method != Method.HAND else [u for u in units if u.code in codes]
    if not drawn:
        raise SampleRefused("没有抽到单位：范围内没有符合条件的已送审自评，请调整抽取方式或数值。")
    sample.frame = [[unit.code, unit.group, None if unit.amount is None else f"{unit.amount:f}"] for unit in units]
    sample.drawn_by, sample.drawn_at = actor, clock.now()
    sample.save()
    SampledEvaluation.objects.bulk_create(
        SampledEvaluation(sample=sample, evaluation=evaluations[unit.code], position=position)
        for position, unit in enumerate(drawn, start=1)
    )
    listed: audit.Changes = {
        "method": [None, sample.method],
        "seed": [None, sample.seed],
        "drawn": [None, [u.code for u in drawn]],
    }
    audit.record(sample, actor=actor, action="sample.add", changes=listed, comment=sample.rule)
    return sample


def drawn_from(sample: Sample, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return whom the sample's rule and seed draw from `units`; none for one by hand."""
    if sample.method == Method.NUMBER:
        return draw_number(units, sample.number or 0, seed=sample.seed)
    if sample.method == Method.SHARE:
        return draw_share(units, sample.percent or Decimal(0), seed=sample.seed)
    return draw_amount(units, sample.amount or Decimal(0)) if sample.method == Method.AMOUNT else ()


def is_reproducible(sample: Sample) -> bool:
    """Whether drawing again from the stored frame, rule and seed gives the very same units."""
    units = [Unit(code, group, None if amount is None else Decimal(amount)) for code, group, amount in sample.frame]
    again = [unit.code for unit in drawn_from(sample, units)]
    rows = sample.rows.order_by("position").values_list("evaluation__department__code", flat=True)
    return sample.method == Method.HAND or again == list(rows)


def frame_of(cycle: Cycle, department: Department) -> list[Evaluation]:
    """Return the evaluations of a round that are submitted, at or below a department, by code."""
    rows = Evaluation.objects.filter(cycle=cycle, department__path__startswith=department.path)
    closed = rows.exclude(submitted_at=None).select_related("department", "cycle")
    return list(closed.order_by("department__code"))


def units_of(evaluations: Iterable[Evaluation]) -> list[Unit]:
    """Return the evaluations as units of a draw, with their 主管部门 and the sum of their first budget."""
    rows = list(evaluations)
    totals = gather_totals([row.pk for row in rows])
    keys = {path_of(row.department.path)[:2][-1] for row in rows}
    groups = dict(Department.objects.filter(pk__in=keys).values_list("pk", "code"))
    return [
        Unit(row.department.code, groups[path_of(row.department.path)[:2][-1]], totals[row.pk].initial) for row in rows
    ]


@transaction.atomic
def save_result(
    row: SampledEvaluation, *, score: Decimal | None, opinion: str, actor: User, based_on: int
) -> SampledEvaluation:
    """Store what checking one evaluation once more has found; the self score and the stages' stay as they are.

    Raises:
        SampleRefused: somebody else has stored a result since version `based_on`.
    """
    current = SampledEvaluation.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=row.pk)
    if current.version != based_on:
        raise SampleRefused("抽查结果在您打开页面后已被他人修改，请核对后再保存。")
    before = audit.state_of(current, RESULT)
    current.score, current.opinion = score, opinion
    current.checked_by, current.checked_at = actor, clock.now()
    current.version += 1
    current.save()
    changes = audit.compare(before, audit.state_of(current, RESULT))
    audit.record(current, actor=actor, action="sampledevaluation.change", changes=changes)
    return current
