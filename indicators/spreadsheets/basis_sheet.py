"""The sheet 得分依据: the explanation of every score, as it was when the table was written."""

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from indicators.scoring import ScoredNode, ScoredTree
from indicators.spreadsheets.cells import TITLE, Look, Value, places
from indicators.spreadsheets.formulas import INAPPLICABLE
from indicators.spreadsheets.page import Box, Page
from indicators.spreadsheets.printing import set_up

HEAD = 3
HINT = "本表是导出时的计算过程；此后在“计分”表中修改数据的，以“计分”表的得分为准。"
COLUMNS = (
    ("指标", 38.0, "left"),
    ("分值", 13.0, "center"),
    ("得分", 15.0, "center"),
    ("计分规则及依据", 52.0, "left"),
    ("数据", 42.0, "left"),
    ("计算过程", 62.0, "left"),
    ("得满分的条件", 32.0, "left"),
    ("提示", 32.0, "left"),
)
SIZE = 9.5


def write_basis(worksheet: Worksheet, scored: ScoredTree, decimals: int, mark: str) -> None:
    """Write the sheet."""
    page = Page(worksheet, [width for _, width, _ in COLUMNS])
    last = page.last_column
    page.add([Box("得分依据", 0, last, Look(16, TITLE, align="left", has_border=False))], 26)
    page.add([Box(HINT, 0, last, Look(SIZE, align="left", has_border=False))])
    head = Look(SIZE, is_bold=True, is_head=True)
    page.add([Box(title, position, position, head) for position, (title, _, _) in enumerate(COLUMNS)])
    for values in (*_leaves(scored), *_lines(scored)):
        boxes = [
            Box(value, position, position, Look(SIZE, align=COLUMNS[position][2], number=_number(position, decimals)))
            for position, value in enumerate(values)
        ]
        page.add(boxes)
    area = f"A1:{page.address(last, page.row - 1)}"
    set_up(worksheet, orientation="landscape", repeated=HEAD, area=area, mark=mark)
    worksheet.freeze_panes = f"B{HEAD + 1}"


def _number(position: int, decimals: int) -> str:
    return places(decimals) if COLUMNS[position][0] == "得分" else "General"


def _leaves(scored: ScoredTree) -> Iterator[tuple[Value, ...]]:
    for leaf in scored.root.leaves():
        yield _explained(leaf)


def _explained(leaf: ScoredNode) -> tuple[Value, ...]:
    """Return the row of one indicator."""
    if leaf.result is None:
        return leaf.name, leaf.points, INAPPLICABLE, "", "", leaf.node.reason, "", ""
    found = leaf.result.explanation
    basis = f"{found.title}\n{found.basis}" if found.basis else found.title
    inputs = "\n".join(map(str, found.inputs))
    sums = "\n".join(filter(None, (found.sentence, found.rounding)))
    score = leaf.score if leaf.is_applicable else INAPPLICABLE
    return leaf.name, leaf.points, score, basis, inputs, sums, found.needed_for_full, "\n".join(found.warnings)


def _lines(scored: ScoredTree) -> Iterator[tuple[Value, ...]]:
    """Yield the raw total, the steps after it, and the total with its grade."""
    yield "原始得分合计", scored.root.points, scored.raw_total, "", "", "各指标得分之和", "", ""
    for line in scored.lines:
        yield line.title, None, line.after, "", "", line.reason, "", ""
    yield "总分", scored.root.points, scored.total, "", "", scored.grade and f"等级：{scored.grade}", "", ""
