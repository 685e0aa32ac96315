"""The rates that a report prints: as a formula with both sides, or as a statement."""

import re
from collections.abc import Iterator, Sequence

from reports.snapshot.original import StatedAmount, StatedRatio

from .lines import Line
from .patterns import NUMBER, number


def _side(name: str) -> str:
    return rf"(?P<{name}_name>[^()=/÷0-9]{{0,30}})(?P<{name}>{NUMBER})\s*(?P<{name}_unit>万元|元|%|人|个|项)?"


FORMULA = re.compile(
    r"(?P<name>[“”\"\u4e00-\u9fff]{2,16}率)\s*=\s*\(?"
    rf"{_side('top')}\s*[/÷]\s*{_side('bottom')}"
    rf"\)?\s*[×xX*]\s*100\s*%\s*=\s*(?P<percent>-?{NUMBER})\s*%"
)
NAMES = (
    *("预算完成率", "预算执行率", "预算调整率", "支付进度率", "结转结余率", "结转结余变动率", "公用经费控制率"),
    *("三公经费控制率", "三公经费变动率", "政府采购执行率", "固定资产利用率", "重点支出安排率", "在职人员控制率"),
)
STATEMENT = re.compile(
    r"(?P<name>(?:"
    + "|".join(name.replace("三公", '[“"]?三公[”"]?') for name in NAMES)
    + rf"))(?:为|是|达到|达|:)\s*(?P<percent>-?{NUMBER})\s*%"
)
COMPLETION = re.compile(rf"完成(?:年初|全年)?预算(?:数)?的?\s*(?P<percent>{NUMBER})\s*%")
COMPLETED = "完成预算比例"
QUOTES = str.maketrans("", "", '“”"‘’')


def ratios(lines: Sequence[Line], amounts: Sequence[StatedAmount]) -> tuple[StatedRatio, ...]:
    """Return the printed rates in reading order; `amounts` are what "完成预算的…%" is said of."""
    found = (
        rate
        for line in lines
        for source in (_formulas(line), _statements(line), _completions(line, amounts))
        for rate in source
    )
    return tuple(sorted(found, key=lambda rate: (rate.line, rate.start)))


def _formulas(line: Line) -> Iterator[StatedRatio]:
    for found in FORMULA.finditer(line.plain):
        yield StatedRatio(
            found["name"].translate(QUOTES),
            number(found["percent"]),
            line.number,
            *found.span(),
            number(found["top"]),
            number(found["bottom"]),
            found["top_unit"] or "",
            found["bottom_name"].translate(QUOTES).strip(),
        )


def _statements(line: Line) -> Iterator[StatedRatio]:
    for found in STATEMENT.finditer(line.plain):
        yield StatedRatio(found["name"].translate(QUOTES), number(found["percent"]), line.number, *found.span())


def _completions(line: Line, amounts: Sequence[StatedAmount]) -> Iterator[StatedRatio]:
    here = [entry for entry in amounts if entry.line == line.number]
    for found in COMPLETION.finditer(line.plain):
        before = {(entry.category, entry.column): entry for entry in here if entry.end <= found.start()}
        executed = next((entry for (_, column), entry in reversed(before.items()) if column == "executed"), None)
        if executed:
            planned = before.get((executed.category, "initial")) or before.get((executed.category, "adjusted"))
            yield StatedRatio(
                COMPLETED,
                number(found["percent"]),
                line.number,
                *found.span(),
                executed.amount,
                planned.amount if planned else None,
                "元",
                executed.category,
            )
