"""Title, unit and year of a report."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.snapshot.original import HeadingFacts, Stated

from .lines import Line

TITLE = re.compile(r"(?:自评|评价)(?:工作)?(?:情况)?(?:的)?(?:报告|总结|说明|表)(?:\([^()]{1,12}\))?$")
LONGEST_TITLE = 70
HEAD_LINES = 30
BODIES = (
    "街道办事处|街办事处|办事处|人民政府|人民法院|人民检察院|委员会|管理局|管理处|服务中心|研究院|研究所|联合会|总工会|监察委|党校"
    "|[局委办厅处院校]|中心|大队|支队|总队|学院|中学|小学|幼儿园|医院|图书馆|博物馆|文化馆|档案馆"
)
FIELD = re.compile(
    r"^(?:部门|单位|预算单位|评价单位|填报单位|自评单位|预算部门)(?:\(单位\)|名称|\(盖章\)){0,2}[:|\s]+\s*(?P<name>[\u4e00-\u9fff()]{3,40})"
)
OF_TITLE = re.compile(
    r"^(?:关于)?(?:(?:20[0-9]{2})\s*年度?)?(?P<name>[\u4e00-\u9fff]{3,40}?)(?=(?:关于)?(?:20[0-9]{2}|部门整体|整体支出|预算|项目支出|部门预算|绩效))"
)
OF_DUTIES = re.compile(
    r"(?:^|[,。;:]|依据|根据|按照|是|将)(?P<name>[\u4e00-\u9fff]{3,30}?)(?:本级)?(?:的)?(?:主要职责|主要职能|部门职能|职能配置)"
)
OF_ACT = re.compile(
    r"(?:^|[,。;:])(?:现将)?(?P<name>[\u4e00-\u9fff]{3,30}?)(?:开展了|对|组织开展|认真开展)(?:本单位|本部门)?20[0-9]{2}年"
)
ENDS_AS_UNIT = re.compile(rf"(?:{BODIES}|街道|镇|乡)$")
LEAD_IN = re.compile(r"^(?:依据|根据|按照|依照|由|在|对|将|为|以及|和|及|与|是)")
YEAR_LABEL = re.compile(r"(20[0-9]{2})\s*年度")
YEAR = re.compile(r"(20[0-9]{2})\s*年")
CITED = re.compile(r"《[^》]*》")


def title(lines: Sequence[Line], headings: Sequence[HeadingFacts]) -> Stated | None:
    """Return the title: a line above the first heading that ends like one."""
    first = headings[0].line if headings else len(lines) + 1
    for line in lines[: min(first - 1, HEAD_LINES)]:
        text = line.plain.strip().removeprefix("标题:").strip()
        if len(text) <= LONGEST_TITLE and TITLE.search(text) and not line.is_row:
            return _stated(line, line.plain.index(text), len(text))
    return None


def department(lines: Sequence[Line], heading: Stated | None) -> Stated | None:
    """Return the unit that the report is about: as a field names it, else the title, who has the duties, who reports.

    The longest name of the first way that yields one; a way that yields none is passed over.
    """
    by_number = {line.number: line for line in lines}
    titled = [by_number[heading.line]] if heading else []
    for pattern, where in ((FIELD, lines), (OF_TITLE, titled), (OF_DUTIES, lines), (OF_ACT, lines[:HEAD_LINES])):
        names = [name for line in where for name in _names(pattern, line)]
        if names:
            return max(names, key=lambda name: (len(name.text), -name.line))
    return None


def _names(pattern: re.Pattern[str], line: Line) -> Iterator[Stated]:
    for found in pattern.finditer(line.plain):
        start, name = found.start("name"), found["name"]
        lead = LEAD_IN.match(name)
        if lead:
            start, name = start + lead.end(), name[lead.end() :]
        if len(name) >= 4 and ENDS_AS_UNIT.search(name):
            yield _stated(line, start, len(name))


def year(lines: Sequence[Line], heading: Stated | None) -> Stated | None:
    """Return the year that is evaluated: the title's, else the one named most often outside cited titles.

    None where two years are named equally often.
    """
    if heading and (found := YEAR.search(heading.text)):
        return Stated(
            found[0], heading.line, heading.start + found.start(), heading.start + found.end(), "", _int(found)
        )
    places: dict[str, Stated] = {}
    counts: Counter[str] = Counter()
    for weight, pattern in ((2, YEAR_LABEL), (1, YEAR)):
        for line in lines:
            text = CITED.sub(lambda cited: "·" * len(cited[0]), line.plain)
            for found in pattern.finditer(text):
                counts[found[1]] += weight
                places.setdefault(
                    found[1],
                    Stated(line.text[found.start() : found.end()], line.number, *found.span(), "", _int(found)),
                )
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return places[ranked[0][0]]


def _int(found: re.Match[str]) -> Decimal:
    return Decimal(found[1])


def _stated(line: Line, start: int, length: int) -> Stated:
    return Stated(line.text[start : start + length], line.number, start, start + length)
