"""The figures of one measurement, as people write them, brought to one unit. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.schemes.tables import Table
from indicators.scoring import Reading, Rule, read_value
from indicators.scoring.measurement import NotScored
from indicators.scoring.parameters import flag
from indicators.scoring.values import Kind
from perfeval.lib.decimals import exact, plain

FIGURES = ("points", "target", "actual", "numerator", "denominator", "own_score")
PLANNED = "target"
NOTHING = Reading(Kind.MISSING, "", "")


@dataclass(frozen=True)
class Figures:
    """All figures of a measurement.

    Attributes:
        numbers: by key, None for what has not been entered.
        unit: of all but the points and the percentages.
        readings: how what is more than digits was read.
        sign: ≥ ≤ = > < before the target, empty without one.
    """

    numbers: dict[str, Decimal | None]
    unit: str
    readings: tuple[str, ...]
    sign: str = ""


def read_figures(table: Table, rule: Rule, unit: str) -> Figures:
    """Read every figure that was given, into `unit` or else the unit that the first of them brings along."""
    given = {key: _read(table, key, rule) for key in FIGURES if key in table.values}
    brought = (reading.thing for key, reading in given.items() if not _own_unit(key, rule))
    declared = _spelled(unit)
    common = declared or next(filter(None, brought), "")
    numbers = {key: _in_unit(table, key, reading, _own_unit(key, rule) or common) for key, reading in given.items()}
    assumed = {key: "" if declared or _own_unit(key, rule) else common for key in given}
    told = (_told(key, reading, numbers[key], assumed[key]) for key, reading in given.items())
    return Figures(numbers, common, tuple(filter(None, told)), given.get(PLANNED, NOTHING).sign)


def _read(table: Table, key: str, rule: Rule) -> Reading:
    """Read one figure; what is none is noted, unless it is the worded target of something that is judged."""
    value = table.values[key]
    is_answered = rule.name == "yes_no"
    try:
        reading = _reading(_answer(value) if is_answered and key == "actual" else value)
        if key != PLANNED and reading.sign not in ("", "="):
            table.note(key, f"“{reading.text}”是要求，不是实际的数值，请填写单一的数值。")
        return reading
    except ValueError as error:
        if not (key == "target" and isinstance(value, str) and (is_answered or rule.is_judged)):
            table.note(key, f"{error}，请填写单一的数值。")
        return NOTHING


def _answer(value: object) -> object:
    """Turn 是 and 否 into 1 and 0; what is neither stays as it is."""
    try:
        return int(flag(value, ""))
    except NotScored:
        return value


def _reading(value: object) -> Reading:
    """Read one value.

    Raises:
        ValueError: it is no single number of a reasonable length.
    """
    reading = read_value(value) if value is None or isinstance(value, str) else None
    if reading is None or reading.kind is Kind.TEXT:
        return Reading(Kind.NUMBER, "", "", number=exact(value))
    if reading.number is not None:
        exact(reading.number)
    return reading


def _own_unit(key: str, rule: Rule) -> str:
    """Return the unit that a figure has whatever is measured, empty for all others."""
    if key in ("points", "own_score") or (key == "actual" and rule.is_judged):
        return "分"
    return "%" if key == "target" and rule.name == "formula" else ""


def _spelled(unit: str) -> str:
    """Return the unit in the spelling that values are read with."""
    reading = read_value(f"1{unit}")
    return reading.unit if reading.number == 1 else unit


def _in_unit(table: Table, key: str, reading: Reading, unit: str) -> Decimal | None:
    """Return the number in `unit`; one that does not fit is noted."""
    number = reading.in_unit(unit)
    if reading.number is not None and number is None:
        table.note(key, f"“{reading.text}”的单位与“{unit}”不一致，请统一单位。")
    return number


def _told(key: str, reading: Reading, number: Decimal | None, assumed: str) -> str:
    """Say how a figure was read; of one of digits only no more than the unit that another figure gave it."""
    if number is not None and assumed and not reading.unit:
        return f"{key} “{number:f}”：未写单位，按“{assumed}”理解"
    if not reading.how or reading.text in ("", str(reading.number)):
        return ""
    converted = "" if number is None or number == reading.number else f"，折合为 {plain(number)}"
    return f"{key} “{reading.text}”：{reading.how}{converted}"
