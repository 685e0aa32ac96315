"""抽查: samples, what was found, and how far scores differed over the years."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from departments.listings import local
from departments.models import Cycle, Department
from perfeval.lib.listing import Column, Listing, Look

from ..deviations import UnitDeviations
from .columns import UNIT, name_of

SAMPLES = Listing(
    "抽查",
    "sample",
    (
        Column("年度", "cycle.year", 8),
        Column("范围", "department.name", 30),
        Column("抽取方式", "rule", 40),
        Column("随机种子", "seed", 20),
        Column("抽取人", "drawn_by.full_name", 16),
        Column("抽取时间", local("drawn_at"), 20),
        Column("抽取个数", "drawn", 10),
        Column("已查个数", "checked", 10),
    ),
)


SAMPLE = Listing(
    "名单和结果",
    "sample",
    (
        Column("序号", "position", 8),
        Column("预算编码", "evaluation.department.code", 16),
        Column("单位", "evaluation.department.name", 36),
        Column("自评得分", "evaluation.scorecard.total", 10, Look.POINTS),
        Column("抽查得分", "score", 10, Look.POINTS),
        Column("抽查意见", "opinion", 40),
        Column("抽查人", name_of("checked_by"), 16),
        Column("抽查时间", local("checked_at"), 20),
    ),
)


@dataclass(frozen=True)
class _Year:
    department: Department
    cycle: Cycle
    own: Decimal | None
    by_review: Decimal | None
    final: Decimal | None
    sampled: Decimal | None
    by_sample: Decimal | None
    opinion: str


def deviation_rows(units: Iterable[UnitDeviations]) -> Iterator[_Year]:
    """Yield every year of every unit."""
    for unit in units:
        for year in unit.years:
            differences = (year.own, year.by_review, year.final, year.sampled, year.by_sample, year.opinion)
            yield _Year(unit.department, year.evaluation.cycle, *differences)


DEVIATIONS = Listing(
    "核查偏差",
    "evaluation",
    (
        *UNIT,
        Column("自评得分", "own", 10, Look.POINTS),
        Column("审核偏差", "by_review", 10, Look.POINTS),
        Column("最终得分", "final", 10, Look.POINTS),
        Column("抽查得分", "sampled", 10, Look.POINTS),
        Column("抽查偏差", "by_sample", 10, Look.POINTS),
        Column("抽查意见", "opinion", 40),
    ),
)
