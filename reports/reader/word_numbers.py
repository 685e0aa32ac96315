"""The numbers that Word writes before paragraphs by itself, as text: without them an outline could not be read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONES = "零一二三四五六七八九"
MOST_LEVELS = 9


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese.

    >>> chinese(3), chinese(10), chinese(12), chinese(20)
    ('三', '十', '十二', '二十')
    """
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{ONES[tens]}十"
    return f"{lead}{ONES[ones] if ones or not tens else ''}"


def circled(number: int) -> str:
    """Return ① to ⑳, and digits beyond."""
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "ideographDigital": chinese,
    "japaneseCounting": chinese,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
}


@dataclass
class Numbers:
    """The lists of a file, and how far each has been counted."""

    part: Element | None
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.part is None:
            return
        abstract = {entry.get(f"{W}abstractNumId"): entry for entry in self.part.findall(f"{W}abstractNum")}
        for entry in self.part.findall(f"{W}num"):
            link = entry.find(f"{W}abstractNumId")
            found = abstract.get(link.get(f"{W}val")) if link is not None else None
            for level in found.findall(f"{W}lvl") if found is not None else ():
                key = (entry.get(f"{W}numId") or "", _number(level.get(f"{W}ilvl")))
                self.levels[key] = (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    _number(_value(level, "start"), 1),
                )

    def of(self, paragraph: Element) -> str:
        """Return the number of a paragraph as Word shows it, empty for one without; the next one counts on."""
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is None:
            return ""
        name, depth = _value(place, "numId"), _number(_value(place, "ilvl"))
        if (name, depth) not in self.levels:
            return ""
        shown, pattern, start = self.levels[name, depth]
        self.counts[name, depth] = self.counts.get((name, depth), start - 1) + 1
        for deeper in range(depth + 1, MOST_LEVELS):
            self.counts.pop((name, deeper), None)
        if shown in ("bullet", "none"):
            return ""
        return self._written(name, pattern)

    def _written(self, name: str, pattern: str) -> str:
        for depth in range(MOST_LEVELS):
            shown, _, start = self.levels.get((name, depth), ("decimal", "", 1))
            pattern = pattern.replace(f"%{depth + 1}", FORMATS.get(shown, str)(self.counts.get((name, depth), start)))
        return pattern


def _value(element: Element, tag: str) -> str:
    found = element.find(f"{W}{tag}")
    return (found.get(f"{W}val") or "") if found is not None else ""


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else default
