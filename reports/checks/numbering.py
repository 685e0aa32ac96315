"""T10: the numbered lines of an old report go on one by one, and every level has its own form."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.snapshot import Snapshot
from reports.snapshot.original import HeadingFacts

from .findings import Category, Context, Fault, Severity
from .printed import at_line, original_of, printed
from .sample_report import reporting

RANKS = {"第一章": 0, "一、": 1, "(一)": 2, "1.": 3, "1、": 3, "(1)": 4, "1)": 5, "①": 5}


@dataclass
class Level:
    """A level that is open: its form of number, and the last number."""

    form: str
    last: int


@printed(
    "T10",
    Severity.EXPLAIN,
    category=Category.TEXT,
    basis="GB/T 9704-2012 7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注",
    explanation="序号重复、跳号或者层次颠倒，引用和查找都会出错。",
    remedy="按“一、”“（一）”“1.”“（1）”的顺序逐级编号。",
    bad=reporting(("3.人员情况", "2.人员情况")),
)
def numbers_go_on(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """标题和条目的序号连续，层次不颠倒。"""
    for original in original_of(snapshot):
        for heading, message in _faults(original.headings):
            start = original.line(heading.line).strip()[:12]
            yield at_line(original, heading.line, f"“{start}”{message}，请改正。", content=heading.title)


def _faults(headings: tuple[HeadingFacts, ...]) -> Iterator[tuple[HeadingFacts, str]]:
    levels: list[Level] = []
    inverted: set[tuple[str, str]] = set()
    for heading in headings:
        at = _open_level(levels, heading)
        if at is None:
            above = levels[-1].form if levels else ""
            levels.append(Level(heading.kind, heading.ordinal))
            if above and RANKS[heading.kind] <= RANKS[above] and (above, heading.kind) not in inverted:
                inverted.add((above, heading.kind))
                yield heading, f"用在“{above}”之下，层次颠倒"
            continue
        level = levels[at]
        del levels[at + 1 :]
        if heading.ordinal != level.last + 1:
            yield heading, "序号重复" if heading.ordinal == level.last else f"前面是第{level.last}项，序号不连续"
        elif heading.kind != level.form:
            yield heading, f"与前面的“{level.form}”写法不一致"
        level.last, level.form = heading.ordinal, heading.kind


def _open_level(levels: list[Level], heading: HeadingFacts) -> int | None:
    """Return the level that the number goes on with; None for one that opens a new level.

    A first item in a form that is open already opens a level of its own below the last one, unless that one has
    just begun again.
    """
    same = [at for at, level in enumerate(levels) if RANKS[level.form] == RANKS[heading.kind]]
    fitting = [at for at in same if levels[at].last + 1 == heading.ordinal]
    if fitting:
        return fitting[-1]
    if same and heading.ordinal != 1:
        return same[-1]
    return None
