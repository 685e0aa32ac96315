"""The first sheet: whose workbook it is, how it is filled in, and what the score is by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl.worksheet.worksheet import Worksheet

from indicators.spreadsheets.cells import TITLE, Look, Value
from indicators.spreadsheets.formulas import Formula
from indicators.spreadsheets.page import Box, Page
from indicators.spreadsheets.printing import set_up

from .scoring import ScoredTable

if TYPE_CHECKING:
    from .meta import Meta

NAME = "填报说明"
WIDTHS = (50, 120)
TEXT = Look(11, align="left")
HEAD = replace(TEXT, is_bold=True, is_head=True)
RULES = (
    "只填浅黄色单元格；其余由系统带出或计算，不需填写。",
    "金额以元填写，也可写成“1868.17万元”；比率可写“98%”。没有发生的填0，不清楚的留空。",
    "可以调整行的先后，也可以在表内插入空行新增内容；不要复制整行，不要删除隐藏的行和列。",
    "要删除一行，在“删除”一栏选“是”；直接删掉的行，系统中仍然保留。指标和项目自评请在系统中删除。",
    "填好后在系统“Excel填报”中上传。系统先列出全部变动，经您确认后才保存；有错误的，退回一份标明位置的填报表。",
    "下载后他人在系统中改过的内容，上传时并列显示，由您决定采用哪一个。",
)


def write_cover(worksheet: Worksheet, meta: Meta, titles: Sequence[str], tables: Sequence[ScoredTable]) -> None:
    """Write the sheet."""
    worksheet.title = NAME
    page = Page(worksheet, list(WIDTHS))
    page.add([Box(f"{meta.department}{meta.year}年度绩效自评填报表", 0, 1, Look(18, TITLE, has_border=False))], 40)
    for label, value in _facts(meta, titles, tables):
        page.add([Box(label, 0, 0, HEAD), Box(value, 1, 1, TEXT)])
    page.add([Box("填写说明", 0, 1, HEAD)])
    for number, rule in enumerate(RULES, start=1):
        page.add([Box(f"{number}. {rule}", 0, 1, TEXT)])
    worksheet.protection.sheet = True
    set_up(worksheet, orientation="portrait", repeated=1, area=f"A1:B{page.row - 1}", mark="")


def _facts(meta: Meta, titles: Sequence[str], tables: Sequence[ScoredTable]) -> Iterator[tuple[str, Value]]:
    yield "单位", meta.department
    yield "评价年度", f"{meta.year}年"
    yield "下载时间", meta.downloaded_at
    yield "需要填写的工作表", "、".join(titles)
    for table in tables:
        name = f"自评得分（{table.table.facts.stem}）" if table.table.facts.stem else "自评得分"
        yield name, Formula(f'IF({table.total}="","尚未算出",{table.total}&"分　"&{table.grade})')
