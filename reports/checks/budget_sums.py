"""A08: the sums of the money agree."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from departments.figures import AdjustmentFigure, Line, ProjectFigure
from departments.figures import total as sum_of
from departments.wording import wan
from perfeval.lib.decimals import plain
from reports.snapshot import Snapshot

from .edits import changing_budget, changing_line, with_budget, without_projects
from .findings import Category, Context, Fault, Severity
from .registry import check

money = partial(check, part="budget", category=Category.ARITHMETIC)

COLUMNS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}


def differences(left: Line, right: Line) -> Iterator[tuple[str, str, Decimal, Decimal]]:
    """Yield column, its name and both amounts, where both are known and not the same."""
    for column, name in COLUMNS.items():
        one, other = getattr(left, column), getattr(right, column)
        if one is not None and other is not None and one != other:
            yield column, name, one, other


@money(
    "A08-funds",
    Severity.BLOCK,
    basis="部门决算报表：支出按性质与按资金来源两种分类合计相等",
    explanation="同一笔支出按性质分和按资金来源分，合计必须相等。",
    remedy="核对基本支出、项目支出与各项资金来源的数额。",
    bad=changing_line("other", executed=Decimal(10000)),
)
def nature_equals_fund(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """按性质和按资金来源的支出合计相等。"""
    budget = snapshot.budget
    for column, name, nature, fund in differences(budget.total, budget.total_by_fund):
        message = f"{name}：按性质合计{wan(nature)}万元，按资金来源合计{wan(fund)}万元，请核对。"
        yield Fault(message, column, "general", name, expected=plain(nature), actual=plain(fund))


def _projects(snapshot: Snapshot) -> Line:
    columns = ([getattr(project, column) for project in snapshot.budget.projects] for column in COLUMNS)
    return Line("projects", "项目合计", *map(sum_of, columns))


@money(
    "A08-projects",
    Severity.BLOCK,
    basis="部门预算编制要求：项目支出由各项目组成",
    explanation="所列项目的合计不能超过项目支出。",
    remedy="核对项目清单与项目支出的数额。",
    bad=lambda snapshot: _with_project(snapshot, Decimal(9000000)),
)
def projects_stay_within(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """所列项目的合计不超过项目支出。"""
    for column, name, listed, whole in differences(_projects(snapshot), snapshot.budget.line("project")):
        if listed > whole:
            message = f"{name}：所列项目合计{wan(listed)}万元，超过项目支出{wan(whole)}万元，请核对。"
            yield Fault(message, column, "project", name, expected=plain(whole), actual=plain(listed))


@money(
    "A08-unlisted",
    Severity.EXPLAIN,
    basis="部门预算编制要求：项目支出由各项目组成",
    explanation="项目清单没有列全，重点支出安排率就缺少依据；开展项目自评的年度，由各项目自评核对。",
    remedy="补列其余项目；只列重点项目的，说明其余项目的情况。",
    bad=lambda snapshot: _with_project(snapshot, Decimal(1000000)),
)
def projects_are_all_listed(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """所列项目的合计等于项目支出。"""
    if snapshot.project_scheme is not None:
        return
    for column, name, listed, whole in differences(_projects(snapshot), snapshot.budget.line("project")):
        if listed < whole:
            message = f"{name}：所列项目合计{wan(listed)}万元，少于项目支出{wan(whole)}万元，请补列或说明。"
            yield Fault(message, column, "project", name, expected=plain(whole), actual=plain(listed))


def _with_project(snapshot: Snapshot, amount: Decimal) -> Snapshot:
    project = ProjectFigure("老旧社区改造", amount, amount, amount, is_key=True)
    return with_budget(without_projects(snapshot), replace(snapshot.budget, projects=(project,)))


@money(
    "A08-adjustments",
    Severity.BLOCK,
    basis="《中华人民共和国预算法》：预算调整须经批准，不得虚列",
    explanation="追减不能超过原有预算；结构调整要写明调入的支出性质，且与调出的不同。",
    remedy="核对调整事项的类型、支出性质和金额。",
    bad=changing_budget(
        adjustments=(
            AdjustmentFigure("restructure", "结构调整", "basic", "", "general", Decimal(1), "东财预〔2022〕8号"),
        )
    ),
)
def adjustments_are_possible(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """调整事项前后一致，调整后的预算不为负数。"""
    for row, adjustment in enumerate(snapshot.budget.adjustments):
        if adjustment.kind == "restructure" and adjustment.target_nature in ("", adjustment.nature):
            message = f"调整事项第{row + 1}项是结构调整，请填写与调出性质不同的调入性质。"
            yield Fault(message, "target_nature", str(row), adjustment.document)
    for line in snapshot.budget.lines:
        if line.adjusted is not None and line.adjusted < 0:
            message = f"“{line.name}”调整后的全年预算数为{wan(line.adjusted)}万元，请核对调整事项。"
            yield Fault(message, "adjusted", line.category, line.name, actual=plain(line.adjusted))
