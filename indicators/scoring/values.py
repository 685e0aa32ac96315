"""取值: values as people write them, read tolerantly into something strict.

>>> reading = read_value("≥50个")
>>> reading.sign, reading.number, reading.unit
('≥', Decimal('50'), '个')
>>> read_value("150万元").in_unit("元")
Decimal('1500000')
>>> read_value("—").is_missing
True
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfeval.lib.decimals import ONE

MISSING = {"", "-", "--", "/", "\\", "无", "暂无", "空", "不适用", "N/A", "NA", "*"}
DASHES = dict.fromkeys(map(ord, "—–−‐‑‒―─﹣"), "-")
SIGNS = {
    "≥": ("≥", ">=", "=>", "≧", "⩾", "大于等于", "大于或等于", "不低于", "不少于", "不小于", "至少"),
    "≤": ("≤", "<=", "=<", "≦", "⩽", "小于等于", "小于或等于", "不高于", "不超过", "不多于", "不大于", "至多"),
    "=": ("=", "等于"),
    ">": (">", "大于", "超过", "高于", "多于"),
    "<": ("<", "小于", "低于", "少于"),
}
PREFIXES = sorted(
    ((words, sign) for sign, all_words in SIGNS.items() for words in all_words), key=lambda pair: -len(pair[0])
)
SUFFIXES = (
    ("及以上", "≥"),
    ("(含)以上", "≥"),
    ("以上", "≥"),
    ("及以下", "≤"),
    ("(含)以下", "≤"),
    ("以下", "≤"),
    ("以内", "≤"),
)
PERCENT = {"%", "百分比", "百分数", "个百分比"}
SCALES = {"千": Decimal(1000), "万": Decimal(10000), "亿": Decimal(100000000)}
NUMBER = re.compile(r"(?P<minus>[-+]?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(?P<unit>.*)", re.DOTALL)


class Kind(StrEnum):
    """What a value turned out to be."""

    NUMBER = "number"
    TEXT = "text"
    MISSING = "missing"


@dataclass(frozen=True)
class Reading:
    """One value as it was read.

    Attributes:
        sign: ≥ ≤ = > < or empty.
        unit: as written, “%” for every way to say percent.
        text: the value as written, without blanks around it.
        how: how it was read, for the person who confirms it.
    """

    kind: Kind
    text: str
    how: str
    sign: str = ""
    number: Decimal | None = None
    unit: str = ""

    @property
    def is_missing(self) -> bool:
        """Return whether nothing was given."""
        return self.kind is Kind.MISSING

    def in_unit(self, unit: str) -> Decimal | None:
        """Return the number in another unit of the same thing (万元 to 元), None when they do not fit.

        A bare 万 is a scale and names no thing: it fits any unit.
        """
        if self.number is None:
            return None
        scale, base = _scaled(self.unit)
        wanted_scale, wanted_base = _scaled(unit)
        if self.unit in ("", unit):
            return self.number
        if base not in ("", wanted_base) and unit not in SCALES:
            return None
        return self.number * scale / wanted_scale

    @property
    def thing(self) -> str:
        """Return the unit if it names what was counted, nothing for a bare 万."""
        return "" if self.unit in SCALES else self.unit


def read_value(written: object) -> Reading:
    """Read a target or an actual value; what is not a single number stays text."""
    text = "" if written is None else str(written).strip()
    value = "".join(unicodedata.normalize("NFKC", text).translate(DASHES).split())
    if value.upper() in MISSING or set(value) == {"-"}:
        return Reading(Kind.MISSING, text, "未填写" if not text else f"“{text}”按未填写处理")
    sign, rest = _split_sign(value)
    found = NUMBER.fullmatch(_percent_in_front(rest))
    if found is None:
        return Reading(Kind.TEXT, text, "没有可识别的数字，按文字处理")
    unit = "%" if found["unit"] in PERCENT else found["unit"]
    if not _is_unit(unit):
        return Reading(Kind.TEXT, text, "不是单一的数值，按文字处理，请人工确认")
    number = Decimal(f"{found['minus']}{found['digits'].replace(',', '')}")
    return Reading(Kind.NUMBER, text, _how(sign, number, unit), sign, number, unit)


def _split_sign(value: str) -> tuple[str, str]:
    """Take the comparison off the front or the end."""
    for words, sign in PREFIXES:
        if value.startswith(words):
            return sign, value[len(words) :]
    for words, sign in SUFFIXES:
        if value.endswith(words):
            return sign, value[: -len(words)]
    return "", value


def _percent_in_front(value: str) -> str:
    """Turn 百分之95 into 95%."""
    return f"{value[3:]}%" if value.startswith("百分之") else value


def _is_unit(unit: str) -> bool:
    """Return whether the rest after the number is a unit and nothing more."""
    return len(unit) <= 10 and not re.search(r"[\d,。;:、!?~—<>≥≤=+-]|至|到", unit)


def _scaled(unit: str) -> tuple[Decimal, str]:
    """Split a unit into its scale and the thing counted."""
    return (SCALES[unit[0]], unit[1:]) if unit[:1] in SCALES else (ONE, unit)


def _how(sign: str, number: Decimal, unit: str) -> str:
    """Describe a number as it was read."""
    parts = [f"符号“{sign}”" if sign else "", f"数值 {number:f}", f"单位“{unit}”" if unit else ""]
    return "，".join(part for part in parts if part)
