"""The numbers of headings and annexes (GB/T 9704-2012, 7.3.3 and 7.3.4).

>>> numbers([1, 2, 2, 3, 4, 1])
('一、', '（一）', '（二）', '1.', '（1）', '二、')
"""

from collections.abc import Iterable

from reports.document.errors import MalformedDocument

DIGITS = "零一二三四五六七八九"
FORMS = ("{chinese}、", "（{chinese}）", "{arabic}.", "（{arabic}）")


def chinese_numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese characters: 10 is 十, 21 is 二十一."""
    if not 1 <= number <= 99:
        raise MalformedDocument(f"标题序号{number}超出1至99的范围。")
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


def numbers(levels: Iterable[int]) -> tuple[str, ...]:
    """Return the number of each heading, given the levels in the order of the text.

    Raises:
        MalformedDocument: a level is skipped, or lies outside 1 to 4.
    """
    counts: list[int] = []
    found = []
    for level in levels:
        if not 1 <= level <= min(len(counts) + 1, len(FORMS)):
            raise MalformedDocument(f"标题层次由第{len(counts)}级跳到第{level}级。")
        counts = [*counts, 0][:level]
        counts[-1] += 1
        found.append(FORMS[level - 1].format(chinese=_chinese(level, counts), arabic=counts[-1]))
    return tuple(found)


def _chinese(level: int, counts: list[int]) -> str:
    return chinese_numeral(counts[-1]) if level <= 2 else ""


def annex_label(position: int, count: int) -> str:
    """Return 附件1, 附件2, …; a single annex is 附件 without a number."""
    return "附件" if count == 1 else f"附件{position}"
