"""What of an old report can stand in a new evaluation: its texts and its indicators. Pure.

Money and scores belong to their year and stay behind; so does what has no place that is certain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reports.snapshot import OriginalFacts
from reports.snapshot.original import HeadingFacts, StatedIndicator, StatedItem

DUTIES = re.compile("职能|职责")
OFFICES = re.compile("组织架构|机构设置|内设机构|机构情况")
TASKS = re.compile("工作任务|重点工作|主要任务")
SECTIONS = {
    "performance_management": re.compile("绩效管理"),
    "result_use": re.compile("应用"),
    "disclosure": re.compile("公开(?!.*应用)"),
}
LONGEST_DUTY_TITLE = 30
CLAUSE_END = re.compile("[,，、;；。:：]")


@dataclass(frozen=True)
class Harvest:
    """What was found; `left` says in words what was not taken, and why."""

    duties: tuple[StatedItem, ...] = ()
    offices: tuple[StatedItem, ...] = ()
    tasks: tuple[StatedItem, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    indicators: tuple[StatedIndicator, ...] = ()
    problems: tuple[tuple[StatedItem, StatedItem | None], ...] = ()
    left: tuple[str, ...] = ()


def harvest(original: OriginalFacts) -> Harvest:
    """Return the texts and indicators of a report that can be carried over."""
    named = tuple(leaf for leaf in original.indicators if leaf.path[-1] and leaf.points)
    is_matched = len(original.measures) == len(original.problems)
    measures: Sequence[StatedItem | None] = original.measures if is_matched else [None] * len(original.problems)
    return Harvest(
        duties=tuple(map(_titled, _items(original, DUTIES))),
        offices=tuple(_items(original, OFFICES)),
        tasks=tuple(_items(original, TASKS)),
        sections=_sections(original),
        indicators=named,
        problems=tuple(zip(original.problems, measures, strict=True)),
        left=tuple(_left(original, is_matched=is_matched)),
    )


def _left(original: OriginalFacts, *, is_matched: bool) -> Iterator[str]:
    for leaf in original.indicators:
        if not leaf.path[-1]:
            yield f"第{leaf.line}行“{leaf.name}”没有三级指标名称"
        elif not leaf.points:
            yield f"第{leaf.line}行“{leaf.name}”没有分值"
    if not is_matched and original.measures:
        yield "改进措施没有与问题一一对应"


def _items(original: OriginalFacts, wanted: re.Pattern[str]) -> list[StatedItem]:
    """Return the numbered lines one level below the first heading that is wanted."""
    headings = original.headings
    for index, heading in enumerate(headings):
        if heading.is_heading and wanted.search(heading.title):
            below = []
            for later in headings[index + 1 :]:
                if later.is_heading and later.level <= heading.level:
                    break
                below.append(later)
            kinds = [entry.kind for entry in below]
            starts = [entry for entry in below if entry.kind == kinds[0]]
            return [_item(original, entry, headings) for entry in starts]
    return []


def _item(original: OriginalFacts, start: HeadingFacts, headings: Sequence[HeadingFacts]) -> StatedItem:
    end = next((heading.line for heading in headings if heading.line > start.line), len(original.lines) + 1)
    below = "\n".join(line.strip() for line in original.lines[start.line : end - 1]).strip()
    if start.is_heading:
        return StatedItem(start.title.rstrip("。"), below, start.line, end - 1)
    title, stop, rest = start.title.partition("。")
    text = f"{rest}\n{below}".strip() if stop else below
    return StatedItem(title, text, start.line, end - 1)


def _titled(duty: StatedItem) -> StatedItem:
    """Return a duty with a short title: its first clause, where the first sentence is too long for one."""
    if len(duty.title) <= LONGEST_DUTY_TITLE:
        return duty
    short = CLAUSE_END.split(duty.title, maxsplit=1)[0][:LONGEST_DUTY_TITLE]
    return StatedItem(short, f"{duty.title}。{duty.text}".strip(), duty.line, duty.last_line)


def _sections(original: OriginalFacts) -> dict[str, str]:
    found = {"preamble": _preamble(original)}
    chapters = [heading for heading in original.headings if heading.is_heading]
    for key, wanted in SECTIONS.items():
        bodies = (
            _body(original, chapters, index) for index, entry in enumerate(chapters) if wanted.search(entry.title)
        )
        found[key] = next(filter(None, bodies), "")
    return {key: text for key, text in found.items() if text}


def _preamble(original: OriginalFacts) -> str:
    """Return the text above the first heading, without the head and the title."""
    first = original.headings[0].line if original.headings else 1
    start = max([fact.line for fact in original.header] + ([original.title.line] if original.title else []), default=0)
    return "\n".join(line.strip() for line in original.lines[start : first - 1] if line.strip())


def _body(original: OriginalFacts, chapters: Sequence[HeadingFacts], index: int) -> str:
    """Return the text of a section that has none below it."""
    heading, following = chapters[index], chapters[index + 1 : index + 2]
    if following and following[0].level > heading.level:
        return ""
    end = following[0].line if following else len(original.lines) + 1
    return "\n".join(line.strip() for line in original.lines[heading.line : end - 1] if line.strip())
