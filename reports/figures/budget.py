"""The year's money and its rates as figures."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial

from departments.figures import BudgetFigures, Line
from departments.ratios import Outcome, Ratio
from departments.wording import ratio_text
from perfeval.lib.decimals import HUNDRED
from reports.snapshot import ProjectFacts

from .figure import Figure, Kind

COLUMNS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数", "previous": "上年执行数"}
INCOME = {"initial": "收入年初预算数", "executed": "全年收入", "previous": "上年收入"}
BALANCES = {
    "carryover": "年末结转结余",
    "carryover_previous": "上年末结转结余",
    "assets_total": "固定资产总额",
    "assets_in_use": "在用固定资产",
    "key_projects": "重点支出预算",
    "counted_adjustments": "预算调整数",
}
ALWAYS = {
    "basic": "基本支出",
    "project": "项目支出",
    "general": "一般公共预算",
    "government": "政府性基金预算",
    "operating": "公用经费",
    "reception": "公务接待费",
    "procurement": "政府采购",
}
"""Lines that generated sentences name, entered or not."""
RATE_DECIMALS = 2


def money(name: str, amount: Decimal | None) -> Figure:
    """Return an amount of 元, written in 万元 with two decimals."""
    return Figure(name, Kind.MONEY, amount, "万元", 2, is_fixed=True)


def budget_figures(budget: BudgetFigures) -> Iterator[Figure]:
    """Yield the amounts: the whole expenditure first, each line by its name, what is left, each project."""
    yield from _line("", budget.total)
    income = budget.line("income")
    for column, name in INCOME.items():
        yield money(name, getattr(income, column))
    for line in budget.lines:
        if line.category != "income":
            yield from _line(line.name, line)
    for category, name in ALWAYS.items():
        yield from _line(name, budget.line(category))
    yield from _line("“三公”经费", budget.three_public)
    for field, name in BALANCES.items():
        yield money(name, getattr(budget, field))
    yield Figure("项目个数", Kind.COUNT, Decimal(len(budget.projects)), "个")
    for project in budget.projects:
        for column in ("initial", "adjusted", "executed"):
            yield money(f"{project.name}{COLUMNS[column]}", getattr(project, column))


def project_figures(project: ProjectFacts) -> Iterator[Figure]:
    """Yield the money of one project, for the texts of its own self-evaluation."""
    fund = project.total_fund
    for column in ("initial", "adjusted", "executed"):
        yield money(f"项目{COLUMNS[column]}", getattr(fund, column))
    if fund.executed is not None and fund.adjusted:
        rate = fund.executed * HUNDRED / fund.adjusted
        yield Figure("项目预算执行率", Kind.PERCENT, rate, "%", RATE_DECIMALS, is_core=True)
    yield Figure("项目名称", Kind.TEXT, text=project.name)


def ratio_figures(ratios: Iterable[Ratio]) -> Iterator[Figure]:
    """Yield the rates; one that cannot be calculated says so in words."""
    for ratio in ratios:
        figure = partial(Figure, ratio.name, Kind.PERCENT, unit="%", places=RATE_DECIMALS, is_core=True)
        if ratio.outcome is Outcome.PERCENT and ratio.numerator is not None and ratio.denominator:
            yield figure(ratio.numerator * HUNDRED / ratio.denominator)
        else:
            yield figure(text="" if ratio.outcome is Outcome.UNKNOWN else ratio_text(ratio))


def _line(lead: str, line: Line) -> Iterator[Figure]:
    for column, name in COLUMNS.items():
        yield money(f"{lead}{name}", getattr(line, column))
