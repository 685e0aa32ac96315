"""The numbers of headings and annexes (GB/T 9704-2012, 7.3.3 and 7.3.4).

>>> numbers([1, 2, 2, 3, 4, 1])
('一、', '（一）', '（二）', '1.', '（1）', '二、')
>>> numbers([1, 2, 3, 4], "parts")
('第一部分　', '一、', '（一）', '1.')
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from reports.document.errors import MalformedDocument

Path = tuple[int, ...]

NumberingStyle = Literal["official", "parts"]

DEEPEST_LEVEL = 4
FORMATS: dict[NumberingStyle, tuple[str, ...]] = {
    "official": ("{chinese}、", "（{chinese}）", "{digits}.", "（{digits}）"),
    "parts": ("第{chinese}部分\u3000", "{chinese}、", "（{chinese}）", "{digits}."),
}
DIGITS = "零一二三四五六七八九"


def numbers(levels: Iterable[int], style: NumberingStyle = "official") -> tuple[str, ...]:
    """Return the number of each heading, given the levels in the order of the text.

    Raises:
        MalformedDocument: a level is skipped, or lies outside 1 to 4.
    """
    return tuple(number(path, style) for path in paths(levels))


def paths(levels: Iterable[int]) -> Iterator[Path]:
    """Yield the place of each heading in the outline: the second 1. of 一、（三） is (1, 3, 2).

    Raises:
        MalformedDocument: a level is skipped, or lies outside 1 to 4.
    """
    path: Path = ()
    for level in levels:
        if not 1 <= level <= min(len(path) + 1, DEEPEST_LEVEL):
            raise MalformedDocument(f"标题层次由第{len(path)}级跳到第{level}级。")
        *above, last = (*path, 0)[:level]
        path = (*above, last + 1)
        yield path


def number(path: Path, style: NumberingStyle = "official") -> str:
    """Return what is printed before the heading at `path`."""
    template = FORMATS[style][len(path) - 1]
    chinese = chinese_numeral(path[-1]) if "chinese" in template else ""
    return template.format(chinese=chinese, digits=path[-1])


def chinese_numeral(value: int) -> str:
    """Return a number from 1 to 99 in Chinese characters: 10 is 十, 21 is 二十一."""
    if not 1 <= value <= 99:
        raise MalformedDocument(f"标题序号{value}超出1至99的范围。")
    tens, ones = divmod(value, 10)
    head = {0: "", 1: "十"}.get(tens, f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")


def annex_label(position: int, count: int) -> str:
    """Return 附件1, 附件2, …; a single annex is 附件 without a number."""
    return "附件" if count == 1 else f"附件{position}"
