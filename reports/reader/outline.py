"""The numbered lines of a text, and how deep each heading lies.

Reports number their levels as they like ("(1)" above "1、"): a form of number that is open already goes back to its
level, a new one opens the next.
"""

import re
from collections.abc import Iterator, Sequence

from perfeval.lib.characters import half
from reports.snapshot.original import HeadingFacts

from .lines import Line
from .patterns import parted

CHINESE = "零一二三四五六七八九十"
_ONES = "[一二三四五六七八九十]{1,3}"
FORMS = {
    "第一章": re.compile(rf"第({_ONES})(?:章|节|部分)[、:\s]?"),
    "一、": re.compile(rf"({_ONES})、"),
    "(一)": re.compile(rf"\(({_ONES})\)[、.]?"),
    "1、": re.compile(r"([0-9]{1,2})、"),
    "1.": re.compile(r"([0-9]{1,2})\.(?![0-9])"),
    "(1)": re.compile(r"\(([0-9]{1,2})\)[、.]?"),
    "1)": re.compile(r"([0-9]{1,2})\)[、.]?"),
    "①": re.compile("([①-⑳])"),
}
SAME_RANK = {"1、": "1."}
LONGEST_TITLE = 45
LONGEST_CLOSED_TITLE = 12
STOPS = "。;,、"


def headings(lines: Sequence[Line]) -> tuple[HeadingFacts, ...]:
    """Return all numbered lines in order."""
    open_ranks: list[str] = []
    return tuple(_placed(line, found, open_ranks) for line in lines if (found := _numbered(line)))


def _numbered(line: Line) -> tuple[str, int, str] | None:
    """Return form, number and the rest of a numbered line."""
    indent = len(line.plain) - len(line.plain.lstrip())
    if line.is_row:
        return None
    for form, pattern in FORMS.items():
        found = pattern.match(line.plain, indent)
        if found:
            return form, ordinal(found[1]), line.text[found.end() :].strip()
    return None


def _placed(line: Line, found: tuple[str, int, str], open_ranks: list[str]) -> HeadingFacts:
    form, count, title = found
    rank = SAME_RANK.get(form, form)
    if not is_title(title):
        return HeadingFacts(form, count, title, line.number, len(open_ranks), is_heading=False)
    if rank in open_ranks:
        del open_ranks[open_ranks.index(rank) :]
    open_ranks.append(rank)
    return HeadingFacts(form, count, title, line.number, len(open_ranks) - 1)


def is_title(text: str) -> bool:
    """Whether a line is a heading and not a sentence.

    >>> is_title("人员情况。"), is_title("筑牢防疫屏障,全面抓实疫情防控工作。"), is_title("数量指标(10分)")
    (True, False, True)
    """
    name, points = parted(half(text))
    if not name or len(name) > LONGEST_TITLE:
        return False
    if points is not None:
        return "。" not in name
    if len(name) <= LONGEST_CLOSED_TITLE and name.endswith("。"):
        name = name[:-1]
    return name[-1:] not in STOPS and "。" not in name


def ordinal(text: str) -> int:
    """Return the number that a heading bears.

    >>> ordinal("十二"), ordinal("二十"), ordinal("③"), ordinal("7")
    (12, 20, 3, 7)
    """
    if text.isascii():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.partition("十")
    if not ten:
        return CHINESE.index(text[-1])
    return (CHINESE.index(tens[0]) if tens else 1) * 10 + (CHINESE.index(ones[0]) if ones else 0)


def section(
    found: Sequence[HeadingFacts], wanted: re.Pattern[str], last_line: int
) -> Iterator[tuple[HeadingFacts, int, int]]:
    """Yield each heading whose title is `wanted`, with the lines from below it to before the next one as high."""
    real = [heading for heading in found if heading.is_heading]
    for index, heading in enumerate(real):
        if wanted.search(heading.title):
            end = next((later.line for later in real[index + 1 :] if later.level <= heading.level), last_line + 1)
            yield heading, heading.line + 1, end - 1
