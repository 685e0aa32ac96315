"""What a summary knows of one unit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from departments.figures import Line
from departments.ratios import Ratio, ratio

NO_TOTAL = Line("total", "支出合计")
NO_PROJECTS = Line("project", "项目支出")


@dataclass(frozen=True)
class LevelScore:
    """One indicator of level one; `score` is None while something below it lacks a score."""

    name: str
    points: Decimal
    score: Decimal | None


@dataclass(frozen=True)
class UnitFacts:
    """One unit of the summary, with its evaluation where it has one.

    Attributes:
        depth: how far it lies below the first unit of the summary.
        status: where its evaluation stands, in the words of the screen.
        is_filed: whether the unit has handed in what it had to.
        total: its whole expenditure.
        project_line: 项目支出 as the unit entered it.
        projects: the sum of its project list, None where it lists none.
        approved_on, published_on: the days of the steps that it has taken and that still hold.
        score: 自评得分; `final` is the score that counts after the review (最终得分).
    """

    pk: int
    name: str
    depth: int = 0
    code: str = ""
    evaluation: int | None = None
    status: str = "未开展"
    is_filed: bool = False
    scheme: str = ""
    total: Line = NO_TOTAL
    project_line: Line = NO_PROJECTS
    projects: Line | None = None
    project_count: int = 0
    score: Decimal | None = None
    grade: str = ""
    final: Decimal | None = None
    levels: tuple[LevelScore, ...] = ()
    approved_on: date | None = None
    published_on: date | None = None

    @property
    def rate(self) -> Ratio:
        """Return 执行率: executed of the year's budget."""
        return execution(self.total.adjusted, self.total.executed)


def execution(budget: Decimal | None, executed: Decimal | None) -> Ratio:
    """Return 执行率 of two amounts."""
    return ratio("执行率", "全年执行数", executed, "全年预算数", budget, unit="元")
