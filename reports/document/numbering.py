"""The numbers of headings and annexes (GB/T 9704-2012, 7.3.3 and 7.3.4).

>>> numbers([1, 2, 2, 3, 4, 1])
('一、', '（一）', '（二）', '1.', '（1）', '二、')
"""

from collections.abc import Iterable, Iterator

from reports.document.errors import MalformedDocument

Path = tuple[int, ...]

DEEPEST_LEVEL = 4
DIGITS = "零一二三四五六七八九"


def numbers(levels: Iterable[int]) -> tuple[str, ...]:
    """Return the number of each heading, given the levels in the order of the text.

    Raises:
        MalformedDocument: a level is skipped, or lies outside 1 to 4.
    """
    return tuple(number(path) for path in paths(levels))


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


def number(path: Path) -> str:
    """Return what is printed before the heading at `path`."""
    last = path[-1]
    match len(path):
        case 1:
            return f"{chinese_numeral(last)}、"
        case 2:
            return f"（{chinese_numeral(last)}）"
        case 3:
            return f"{last}."
        case _:
            return f"（{last}）"


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
