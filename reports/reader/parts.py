"""Problems, measures, cited documents and staff of a report."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.snapshot.original import HeadingFacts, Stated, StatedAuthority, StatedItem

from .lines import Line
from .outline import section
from .patterns import parted

PROBLEMS = re.compile(r"(?:问题|不足)")
MEASURES = re.compile(r"(?:改进|整改)(?!率)|措施|建议(?!.*率)|下一步")
AUTHORITY = re.compile(
    r"《(?P<title>[^《》]{4,90}(?:《[^《》]{2,60}》[^《》]{0,40})?)》\s*(?:\((?P<number>[\u4e00-\u9fff]{1,12}\s*[〔\[(【]?\s*[0-9]{4}\s*[〕\])】]?\s*第?\s*[0-9]{1,5}\s*号)\))?"
)
DEEPEST = 2
QUOTA = re.compile(r"编制(?:数|人数|总数)?(?:为|共|:)?\s*([0-9]{1,6})\s*(?:个|名|人)")
ACTUAL = re.compile(r"(?:实有|在职)(?:人数|人员)?(?:数)?(?:为|共|:)?\s*([0-9]{1,6})\s*(?:个|名|人)")
DAY = re.compile(r"(?:截至|截止)(?:到|于)?\s*(20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日|20[0-9]{2}年(?:底|末|年底|年末))")


def items(lines: Sequence[Line], headings: Sequence[HeadingFacts], wanted: re.Pattern[str]) -> tuple[StatedItem, ...]:
    """Return the numbered items below the headings that are `wanted`; a section without numbers is one item."""
    return tuple(
        item
        for first, last in _innermost(lines, headings, wanted)
        for item in _items(lines, [entry for entry in headings if first <= entry.line <= last], first, last)
    )


def _innermost(
    lines: Sequence[Line], headings: Sequence[HeadingFacts], wanted: re.Pattern[str]
) -> list[tuple[int, int]]:
    """Return the lines of each wanted section that has no sections of problems or measures in it.

    Indicators are passed over: their headings bear points.
    """
    chapters = [heading for heading in headings if parted(heading.title)[1] is None]
    spans = {
        heading.line: (heading, first, last)
        for pattern in (PROBLEMS, MEASURES)
        for heading, first, last in section(chapters, pattern, len(lines))
        if heading.level < DEEPEST
    }
    return [
        (first, last)
        for heading, first, last in sorted(spans.values(), key=lambda span: span[1])
        if wanted.search(heading.title) and not any(first <= other <= last for other in spans)
    ]


def _items(lines: Sequence[Line], starts: Sequence[HeadingFacts], first: int, last: int) -> Iterator[StatedItem]:
    if not starts and first <= last:
        text = "\n".join(line.text.strip() for line in lines[first - 1 : last]).strip()
        if text:
            yield StatedItem("", text, first, last)
    for index, start in enumerate(starts):
        end = starts[index + 1].line - 1 if index + 1 < len(starts) else last
        below = "\n".join(line.text.strip() for line in lines[start.line : end]).strip()
        title, text = (start.title, below) if start.is_heading else _split(start.title, below)
        yield StatedItem(title, text, start.line, end)


def _split(text: str, below: str) -> tuple[str, str]:
    """Return the first sentence of an item as its title, and the rest."""
    title, _, rest = text.partition("。")
    return title, f"{rest}\n{below}".strip()


def authorities(lines: Sequence[Line]) -> tuple[StatedAuthority, ...]:
    """Return the cited documents that are regulations or notices by their title or have a number."""
    return tuple(
        StatedAuthority(
            line.text[found.start("title") : found.end("title")], found["number"] or "", line.number, *found.span()
        )
        for line in lines
        for found in AUTHORITY.finditer(line.plain)
    )


def staffing(lines: Sequence[Line]) -> tuple[Stated, ...]:
    """Return posts, people and the days they were counted on, in reading order."""
    return tuple(
        Stated(
            line.text[found.start() : found.end()],
            line.number,
            *found.span(),
            name,
            Decimal(found[1]) if name != "as_of" else None,
        )
        for line in lines
        for name, pattern in (("quota", QUOTA), ("actual", ACTUAL), ("as_of", DAY))
        for found in pattern.finditer(line.plain)
    )
