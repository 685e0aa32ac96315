"""A unit's years side by side: the main figures of each report, from what was published. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from departments.wording import UNKNOWN, wan
from perfeval.lib.decimals import plain

Data = Mapping[str, Any]
Value = Decimal | None


@dataclass(frozen=True)
class Measure:
    """One row of the table: what is compared, in which unit, and how it is read and printed."""

    name: str
    unit: str
    read: Callable[[Data], Value]
    show: Callable[[Value], str]


@dataclass(frozen=True)
class Compared:
    """One measure over the years; `values` are None where a year's report does not say."""

    name: str
    unit: str
    values: tuple[Value, ...]
    cells: tuple[str, ...]


def _decimal(value: Any) -> Value:
    return None if value is None else Decimal(str(value))


def _plain(value: Value) -> str:
    return UNKNOWN if value is None else plain(value)


def _line(name: str, column: str) -> Callable[[Data], Value]:
    return lambda data: _decimal(data["budget"][name][column])


def _ratio(name: str) -> Callable[[Data], Value]:
    return lambda data: next((_decimal(one["percent"]) for one in data["ratios"] if one["name"] == name), None)


SCORE = Measure("自评得分", "分", lambda data: _decimal(data["total"]), _plain)
COMPLETION = Measure("预算完成率", "%", _ratio("预算完成率"), _plain)
PLANNED = Measure("全年预算数", "万元", _line("total", "adjusted"), wan)
EXECUTED = Measure("全年执行数", "万元", _line("total", "executed"), wan)
MEASURES = (
    SCORE,
    Measure("复核得分", "分", lambda data: _decimal((data["final"] or {}).get("total")), _plain),
    Measure("年初预算数", "万元", _line("total", "initial"), wan),
    PLANNED,
    EXECUTED,
    COMPLETION,
    Measure("预算调整率", "%", _ratio("预算调整率"), _plain),
    Measure("“三公”经费执行数", "万元", _line("three_public", "executed"), wan),
    Measure("年末结转结余", "万元", lambda data: _decimal(data["budget"]["carryover"]), wan),
    Measure("编制数", "人", lambda data: _decimal(data["staffing"]["quota"]), _plain),
    Measure("实有人数", "人", lambda data: _decimal(data["staffing"]["actual"]), _plain),
)


def side_by_side(years: Sequence[Data | None]) -> list[Compared]:
    """Return every measure that at least one of the years' data knows; a year without a report has None for data."""
    compared = [over_years(measure, years) for measure in MEASURES]
    return [row for row in compared if any(value is not None for value in row.values)]


def over_years(measure: Measure, years: Sequence[Data | None]) -> Compared:
    """Return one measure over the years."""
    values = tuple(measure.read(data) if data else None for data in years)
    return Compared(measure.name, measure.unit, values, tuple(map(measure.show, values)))
