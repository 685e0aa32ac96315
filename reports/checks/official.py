"""K05: what the unit enters agrees with what the finance system says (财政数据)."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from departments.figures import Line
from departments.wording import wan_exactly
from perfeval.lib.decimals import plain
from reports.snapshot import Snapshot

from .examples import adjusted, noted
from .findings import Category, Context, Fault, Severity
from .registry import check

BASIS = "财预〔2020〕10号：绩效自评数据应真实、准确，与预决算一致"
money = partial(check, part="budget", category=Category.CONSISTENCY, basis=BASIS)

COLUMNS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
ROUNDED = Decimal(100)
"""What amounts in 万元 with two decimals leave out: less is no difference of substance."""
TOTAL = "total"
MORE = Decimal(2000000)
SAMPLE = Decimal(18681700)


@dataclass(frozen=True)
class Difference:
    """One amount that is not what the finance system says."""

    line: Line
    column: str
    entered: Decimal
    official: Decimal

    @property
    def fault(self) -> Fault:
        """The difference as a fault at its input."""
        gap = wan_exactly(abs(self.entered - self.official))
        column, row = COLUMNS[self.column], "" if self.line.category == TOTAL else self.line.category
        message = (
            f"“{self.line.name}”{column}填报{wan_exactly(self.entered)}，财政数据为{wan_exactly(self.official)}，"
            f"相差{gap}。请核对；填报无误的，请联系财政部门核实导入的数据。"
        )
        return Fault(message, self.column, row, column, expected=plain(self.official), actual=plain(self.entered))


def differences(snapshot: Snapshot, context: Context, columns: Collection[str]) -> Iterator[Difference]:
    """Yield where both the unit and the finance system say something, and not the same."""
    for (category, column), official in context.official.items():
        line = snapshot.budget.total if category == TOTAL else snapshot.budget.line(category)
        entered = getattr(line, column)
        if column in columns and entered is not None and entered != official:
            yield Difference(line, column, entered, official)


def _knowing(column: str, amount: Decimal) -> Callable[[Context], Context]:
    """Let an example know one total of the finance system."""
    return lambda context: replace(context, official={(TOTAL, column): amount})


def _with_more(more: Decimal) -> Callable[[Snapshot], Snapshot]:
    return lambda snapshot: noted(adjusted(snapshot, more))


@money(
    "K05",
    Severity.BLOCK,
    explanation="年初预算和全年执行以财政批复和部门决算为准，填报数不同时，执行率和得分都不可信。",
    remedy="核对预算批复和部门决算后改正；填报无误的，请联系财政部门核实导入的数据。",
    bad=_with_more(MORE),
    knowing=_knowing("executed", SAMPLE),
)
def entered_is_official(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """填报的年初预算数和全年执行数与财政数据一致。"""
    for found in differences(snapshot, context, ("initial", "executed")):
        if abs(found.entered - found.official) >= ROUNDED:
            yield found.fault


@money(
    "K05-adjusted",
    Severity.EXPLAIN,
    explanation="全年预算数由年初预算和调整事项得出，与财政数据不同的，多为漏填调整事项，或财政数据尚未包括年末的调整。",
    remedy="核对并补填调整事项；财政数据尚未更新的，请说明。",
    bad=_with_more(MORE),
    knowing=_knowing("adjusted", SAMPLE),
)
def adjusted_is_official(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """由调整事项得出的全年预算数与财政数据一致。"""
    for found in differences(snapshot, context, ("adjusted",)):
        if abs(found.entered - found.official) >= ROUNDED:
            yield found.fault


@money(
    "K05-rounding",
    Severity.HINT,
    explanation="按万元取整的数额与财政数据有尾差，不影响评价结论，但与决算表对照时会被问到。",
    remedy="填写到元或分。",
    bad=_with_more(Decimal(50)),
    knowing=_knowing("executed", SAMPLE),
)
def entered_is_not_rounded(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """填报数与财政数据没有尾差。"""
    for found in differences(snapshot, context, COLUMNS):
        if abs(found.entered - found.official) < ROUNDED:
            yield found.fault
