"""What stands in the columns of the official form for one indicator."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.scoring import Measurement
from indicators.spreadsheets.cells import Look, Value, literal, places
from indicators.spreadsheets.facts import Display
from indicators.spreadsheets.formulas import Formula
from indicators.spreadsheets.plan import Entry
from indicators.spreadsheets.score_plan import ScorePlan
from perfeval.lib.decimals import plain

UNKNOWN = "—"
LEFT = ("name", "standard", "deviation")
CELL = Look(10)
NUMBER = Look(10, is_shrunk=True)
Answer = tuple[Value, Look]


@dataclass(frozen=True)
class Row:
    """One indicator of the form, beside which columns, and where its figures stand on the other sheet."""

    entry: Entry
    display: Display
    keys: tuple[str, ...]
    planned: ScorePlan

    @property
    def measurement(self) -> Measurement | None:
        """Return what was planned and reached, None where nothing has been planned yet."""
        return self.entry.node.measurement

    def refer(self, key: str) -> str:
        """Return the cell of a figure on the other sheet."""
        return self.planned.cell(key, self.entry)

    def quantity(self, key: str, value: Decimal, *, sign: str = "") -> Answer:
        """Return a live number with sign and unit, as far as they have no columns of their own."""
        given = self.measurement
        before = literal("" if "sign" in self.keys or sign == "=" else sign)
        behind = literal("" if "unit" in self.keys or given is None else given.unit)
        cell = self.refer(key)
        number = f"{before}{places(_decimals(value))}{behind}"
        return Formula(f'IF({cell}="","",{cell})'), replace(NUMBER, number=number)


def column_value(row: Row, key: str) -> Answer:
    """Return value and look of one column."""
    if row.measurement is None and key not in ("name", "points", "score"):
        return UNKNOWN, CELL
    value, look = COLUMNS[key](row)
    return value, replace(look, align="left") if key in LEFT and value != UNKNOWN else look


def _decimals(value: Decimal) -> int:
    return len(plain(value).partition(".")[2])


def _text(value: str) -> Answer:
    return value or UNKNOWN, CELL


def _target(row: Row) -> Answer:
    display, given = row.display, row.measurement
    if display.target_text:
        return display.target_text, CELL
    if display.is_adjusted and display.approved_target is not None and "adjusted_target" in row.keys:
        _, look = row.quantity("target", display.approved_target, sign=display.sign)
        return display.approved_target, look
    if given is None or given.target is None:
        return UNKNOWN, CELL
    return row.quantity("target", given.target, sign=display.sign)


def _adjusted_target(row: Row) -> Answer:
    if not row.display.is_adjusted or row.measurement is None or row.measurement.target is None:
        return UNKNOWN, CELL
    return row.quantity("target", row.measurement.target, sign=row.display.sign)


def _actual(row: Row) -> Answer:
    """Return the result in words, or the number that may be changed; awarded points are not a result."""
    leaf, given = row.entry.leaf, row.measurement
    if row.display.actual_text or given is None or leaf is None or leaf.rule.is_judged:
        return _text(row.display.actual_text)
    cell = row.refer("actual")
    if given.rule == "yes_no":
        return Formula(f'IF({cell}="","",IF({cell}=1,"是","否"))'), CELL
    if given.rule == "formula":
        rate = row.refer("counted")
        return Formula(f'IF({rate}="","",ROUND({rate},2))'), replace(NUMBER, number='0.00"%"')
    if given.rule == "checklist" and leaf.settings:
        return Formula(row.refer("counted")), replace(NUMBER, number='0"项"')
    return row.quantity("actual", Decimal(0) if given.actual is None else given.actual)


def _coefficient(row: Row) -> Answer:
    score, points = row.refer("score"), row.refer("points")
    rate = f'IF(AND(ISNUMBER({score}),{points}>0),ROUND({score}/{points},4),"")'
    return Formula(rate), replace(NUMBER, number="0.00%")


def _score(row: Row) -> Answer:
    return Formula(row.refer("score")), replace(NUMBER, number=places(row.planned.conventions.decimals))


def _is_core(row: Row) -> Answer:
    return {True: "是", False: "否", None: UNKNOWN}[row.display.is_core], CELL


COLUMNS: dict[str, Callable[[Row], Answer]] = {
    "name": lambda row: _text(row.entry.node.name if row.measurement else ""),
    "nature": lambda row: _text(row.display.nature),
    "sign": lambda row: _text(row.display.sign),
    "target": _target,
    "adjusted_target": _adjusted_target,
    "unit": lambda row: _text(row.measurement.unit if row.measurement else ""),
    "actual": _actual,
    "coefficient": _coefficient,
    "points": lambda row: (Formula(row.refer("points")), NUMBER),
    "score": _score,
    "standard": lambda row: _text(row.display.standard),
    "deviation": lambda row: _text(row.display.deviation),
    "is_core": _is_core,
}
