"""The totals and grades that a report prints, wherever it does."""

import re
from collections.abc import Iterator, Sequence

from reports.snapshot.original import Stated

from .lines import Line
from .patterns import NUMBER, number

TOTAL = re.compile(
    r"(?:评价|自评|综合|绩效|最终)[\u4e00-\u9fff]{0,4}?(?:得分|评分|总分|分数)(?:合计)?(?:[\u4e00-\u9fff]{0,4}?为|是|:|达到|达)?\s*"
    rf"({NUMBER})\s*分(?!值)"
)
SUM = re.compile(rf"(?:总得分|总分|得分合计|合计得分|总评分)(?:合计)?(?:为|是|:|达到|达)?\s*({NUMBER})\s*分(?!值)")
GRADE = re.compile(
    r"(?:评价结论|评价结果|自评结论|自评结果|自评等级|评价等级|绩效等级|等级|等次|评定|级别|结论)(?:评定)?(?:为|是|:)?\s*[“\"‘]?(优秀|优|良好|良|中等|中|较差|差|合格|不合格)[”\"’]?(?![\u4e00-\u9fff]{0,2}[化质势])"
)
MOST = 200


def totals(lines: Sequence[Line]) -> tuple[Stated, ...]:
    """Return every total of the whole report in reading order."""
    return tuple(entry for line in lines for entry in _totals(line))


def _totals(line: Line) -> Iterator[Stated]:
    seen: set[int] = set()
    for pattern in (TOTAL, SUM):
        for found in pattern.finditer(line.plain):
            value = number(found[1])
            if found.end() not in seen and value <= MOST:
                seen.add(found.end())
                yield Stated(line.text[found.start() : found.end()], line.number, *found.span(), "总得分", value)


def grades(lines: Sequence[Line]) -> tuple[Stated, ...]:
    """Return every grade that is stated, in reading order."""
    return tuple(
        Stated(found[1], line.number, *found.span(1), "等级") for line in lines for found in GRADE.finditer(line.plain)
    )
