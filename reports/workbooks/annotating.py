"""Handing a refused workbook back: a comment and a colour at each cell that is wrong, and a list of all in front."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO

import openpyxl
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill, Protection
from openpyxl.worksheet.worksheet import Worksheet

from departments.workbooks import Problem
from indicators.spreadsheets.cells import INPUT, TITLE, Look, Value, put
from indicators.spreadsheets.packing import pack

ERRORS = "错误清单"
WRONG = PatternFill("solid", fgColor="FFFFC7CE")
AUTHOR = "系统核对"
COLUMNS = (("序号", 6), ("工作表", 18), ("单元格", 10), ("现在的内容", 30), ("问题和办法", 70), ("应为", 30))
HEAD = Look(10, is_bold=True, is_head=True)
TEXT = Look(10, align="left")
COMMENT_WIDTH, COMMENT_HEIGHT = 320, 110


def annotated(content: bytes, problems: Sequence[Problem]) -> bytes:
    """Return the workbook with what is wrong marked in it; it can be corrected and uploaded again.

    The content has been read safely before, so that it is no larger than the limits allow. Of a workbook that is too
    odd to be written again only the list comes back.
    """
    workbook = _opened(content)
    _clear(workbook)
    for problem in problems:
        if problem.cell and problem.sheet in workbook.sheetnames:
            _mark(workbook[problem.sheet], problem)
    _list(workbook.create_sheet(ERRORS, 0), problems)
    workbook.active = 0
    for sheet in workbook.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
    return pack(workbook)


def _opened(content: bytes) -> Workbook:
    try:
        workbook = openpyxl.load_workbook(BytesIO(content))
        pack(workbook)
    except Exception:  # noqa: BLE001 (openpyxl raises whatever a part that it does not expect makes it stumble over)
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
    return workbook


def _clear(workbook: Workbook) -> None:
    """Take away what an earlier check has left; only cells that are there are asked, however far the sheet reaches."""
    if ERRORS in workbook.sheetnames:
        del workbook[ERRORS]
    for sheet in workbook.worksheets:
        for cell in list(sheet._cells.values()):  # noqa: SLF001 (walking by rows makes every cell in between)
            if cell.comment and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = INPUT


def _mark(sheet: Worksheet, problem: Problem) -> None:
    cell = sheet[problem.cell]
    with suppress(AttributeError):  # the inner cells of a merged area take neither comment nor colour
        before = f"{cell.comment.text}\n" if cell.comment and cell.comment.author == AUTHOR else ""
        expected = f"\n应为：{problem.expected}" if problem.expected else ""
        cell.comment = Comment(f"{before}{problem.message}{expected}", AUTHOR, COMMENT_HEIGHT, COMMENT_WIDTH)
        cell.fill = WRONG
        cell.protection = Protection(locked=False)


def _list(sheet: Worksheet, problems: Sequence[Problem]) -> None:
    """Write the list, each row with a link to its cell."""
    put(sheet["A1"], f"共{len(problems)}处需要改正", Look(16, TITLE, align="left", has_border=False, is_wrapped=False))
    put(
        sheet["A2"],
        "改正后可直接上传本文件，本表会自动略过。",
        Look(10, align="left", has_border=False, is_wrapped=False),
    )
    for column, (title, width) in enumerate(COLUMNS, start=1):
        put(sheet.cell(3, column), title, HEAD)
        sheet.column_dimensions[sheet.cell(3, column).column_letter].width = width
    for row, problem in enumerate(problems, start=4):
        values: tuple[Value, ...] = (
            row - 3,
            problem.sheet,
            problem.cell,
            problem.found,
            problem.message,
            problem.expected,
        )
        for column, value in enumerate(values, start=1):
            put(sheet.cell(row, column), value, TEXT)
        if problem.sheet and problem.cell:
            sheet.cell(row, 3).hyperlink = f"#'{problem.sheet}'!{problem.cell}"
    sheet.freeze_panes = "A4"
