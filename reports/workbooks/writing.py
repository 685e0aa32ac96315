"""Writing the entry workbook: sheets laid out from the forms, protected but for what the unit fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from math import ceil
from typing import Any
from uuid import uuid4

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from departments.models import Evaluation
from indicators.forms.leaves import LeavesScreen, leaf_prefix
from indicators.spreadsheets.cells import TITLE, Look, Value, put
from indicators.spreadsheets.formulas import Formula
from indicators.spreadsheets.packing import pack
from indicators.spreadsheets.printing import set_up

from ..gather import gather
from ..tables import tables_of
from .blocks import Column, Record, mark_of
from .cover import write_cover
from .fields import is_number
from .layout import (
    BEGIN,
    FIRST_COLUMN,
    HEAD,
    INPUT,
    KEY_COLUMN,
    MARK_COLUMN,
    NEW,
    OUTSIDE,
    SUBTITLE_ROW,
    TITLE_ROW,
    Layout,
    PlacedBlock,
    PlacedSheet,
    place,
)
from .meta import Meta, write_meta
from .money import UnitMoney
from .parts import SHEETS
from .scoring import ScoredTable, scored_tables
from .validation import Answers

DAY, MONEY, RATE, POINTS = "yyyy-mm-dd", "#,##0.00", "0.00%", "0.00"
HEADING = Look(10, is_bold=True, is_head=True)
BARE = Look(10, align="left", has_border=False, is_wrapped=False)
LOWEST, LINE, HIGHEST = 18.0, 14.0, 400.0
"""Heights of rows in points; a spreadsheet program does not find them itself when it opens a file."""
TITLED = Look(16, TITLE, align="left", has_border=False, is_wrapped=False)
Computed = Mapping[tuple[str, str], Callable[[Record, int], Formula]]


def write_entry(evaluation: Evaluation, mark: str = "") -> bytes:
    """Return the entry workbook of an evaluation as it is stored now; `mark` is printed in the margin of the forms."""
    return _Writer(evaluation, mark).write()


class _Writer:
    def __init__(self, evaluation: Evaluation, mark: str) -> None:
        self.evaluation, self.meta = evaluation, Meta.of(evaluation)
        screens: dict[Any, Any] = {}
        for sheet in SHEETS:
            screens.setdefault(sheet.screen, sheet.screen(evaluation, None))
        self.layout: Layout = place(
            (sheet.key, sheet.title, list(sheet.blocks(screens[sheet.screen]))) for sheet in SHEETS
        )
        leaves = screens[LeavesScreen].leaves
        tokens = {str(row.pk): leaf_prefix(row.token) for row in leaves}
        self.tables = scored_tables(tables_of(gather(evaluation), mark), self.layout, tokens)
        self.computed = _computed(self.layout, self.tables)

    def write(self) -> bytes:
        """Return the file."""
        workbook = Workbook()
        cover = workbook.worksheets[0]
        write_cover(cover, self.meta, [sheet.title for sheet in self.layout.sheets], self.tables)
        answers = Answers()
        for sheet in self.layout.sheets:
            self._sheet(workbook.create_sheet(sheet.title), sheet, answers)
        for table in self.tables:
            table.write_form(workbook)
        for table in self.tables:
            table.write_scores(workbook)
        write_meta(workbook, self.meta, answers)
        workbook.properties.creator = self.meta.department
        workbook.calculation.fullCalcOnLoad = True
        return pack(workbook)

    def _sheet(self, worksheet: Worksheet, sheet: PlacedSheet, answers: Answers) -> None:
        worksheet["A1"] = f"perfeval:{sheet.key}"
        put(worksheet.cell(TITLE_ROW, FIRST_COLUMN), sheet.title, TITLED)
        put(worksheet.cell(SUBTITLE_ROW, FIRST_COLUMN), self._subtitle, BARE)
        for row in (TITLE_ROW, SUBTITLE_ROW, sheet.last_row):
            worksheet.cell(row, KEY_COLUMN).value = OUTSIDE
        for placed in sheet.blocks:
            self._block(worksheet, placed, answers)
        put(worksheet.cell(sheet.last_row, FIRST_COLUMN), SIGNATURES, BARE)
        _dress(worksheet, sheet)

    @property
    def _subtitle(self) -> str:
        return f"{self.meta.department}　{self.meta.year}年度　浅黄色单元格可以填写；需要更多行时，在表内插入空行。"

    def _block(self, worksheet: Worksheet, placed: PlacedBlock, answers: Answers) -> None:
        put(worksheet.cell(placed.top, FIRST_COLUMN), placed.block.title, replace(BARE, size=12, is_bold=True))
        worksheet.cell(placed.top, KEY_COLUMN).value = OUTSIDE
        worksheet.cell(placed.head_row, KEY_COLUMN).value = HEAD
        worksheet.cell(placed.names_row, KEY_COLUMN).value = f"{BEGIN}{placed.block.key}"
        worksheet.row_dimensions[placed.names_row].hidden = True
        for number, column in enumerate(placed.block.columns, start=FIRST_COLUMN):
            worksheet.cell(placed.names_row, number).value = f"{INPUT if column.is_input else ''}{column.name}"
            put(worksheet.cell(placed.head_row, number), column.title, HEADING)
            if column.is_input:
                answers.hold(worksheet, placed, column)
        for row, record in placed.rows():
            self._row(worksheet, placed, row, record)

    def _row(self, worksheet: Worksheet, placed: PlacedBlock, row: int, record: Record | None) -> None:
        inputs, height = placed.block.inputs, LOWEST
        worksheet.cell(row, KEY_COLUMN).value = record.key if record else f"{NEW}{uuid4().hex}"
        if record:
            worksheet.cell(row, MARK_COLUMN).value = f"{record.version}:{mark_of(record.values, inputs)}"
        for number, column in enumerate(placed.block.columns, start=FIRST_COLUMN):
            value = self._value(placed, column, record, row)
            cell = worksheet.cell(row, number)
            put(cell, value, _look(column, record, value))  # type: ignore[arg-type]
            height = max(height, _height(value, column.width))
        worksheet.row_dimensions[row].height = height

    def _value(self, placed: PlacedBlock, column: Column, record: Record | None, row: int) -> Value | date:
        formula = self.computed.get((placed.block.key, column.name))
        if formula and record:
            return formula(record, row)
        return record.values.get(column.name) if record else None


SIGNATURES = "填报人：　　　　　　　　单位负责人：　　　　　　　　填报日期：　　　　年　　月　　日"


def _computed(layout: Layout, tables: list[ScoredTable]) -> Computed:
    """Return how the computed cells are worked out, by block and column."""
    scores = {key: formula for table in tables for key, formula in table.score_cells()}
    unit = UnitMoney(layout)
    funds = layout.blocks.get("project_funds")
    found: dict[tuple[str, str], Callable[[Record, int], Formula]] = {
        ("lines", "adjusted"): lambda record, row: unit.adjusted(record.key, row),
        ("lines", "rate"): lambda _, row: _rate(unit.lines, row),
    }
    if funds:
        found["project_funds", "rate"] = lambda _, row: _rate(funds, row)
    for block in ("indicators", "project_indicators"):
        found[block, "score"] = lambda record, _: scores.get(record.key, Formula('""'))
    return found


def _rate(placed: PlacedBlock, row: int) -> Formula:
    adjusted, executed = (f"{placed.letters[name]}{row}" for name in ("adjusted", "executed"))
    rate = f'IF({adjusted}=0,"—",ROUND({executed}/{adjusted},4))'
    return Formula(f'IF(COUNT({adjusted},{executed})<2,"",{rate})')


def _look(column: Column, record: Record | None, value: Any) -> Look:
    """Return how a cell looks: what may be filled in is yellow and open, all else locked."""
    given = column.field
    if record and column.name in record.fields:
        given = record.fields[column.name]
    is_open = column.is_input and not (record and column.name in record.settled)
    if record and record.fields and column.is_input and column.name not in record.fields and column.name != "parent":
        is_open = False
    number = _format(column, given, value)
    align = "left" if isinstance(value, str) or number == "@" else "right"
    return Look(10, is_input=is_open, number=number, align=align, vertical="center")


def _height(value: Any, width: float) -> float:
    """Return how high a row has to be for a text; a Chinese character is two of the characters that widths count."""
    if not isinstance(value, str):
        return LOWEST
    per_line = max(int(width / 2) - 1, 1)
    lines = sum(max(ceil(len(line) / per_line), 1) for line in value.split("\n"))
    return min(LOWEST + (lines - 1) * LINE, HIGHEST)


def _format(column: Column, given: Any, value: Any) -> str:
    if column.name == "rate":
        return RATE
    if column.name == "score":
        return POINTS
    if isinstance(value, date) or type(given).__name__ == "DateField":
        return DAY
    if column.name == "adjusted" or (is_number(given) and getattr(given, "unit", "") == "元"):
        return MONEY
    return "General" if given is None or is_number(given) else "@"


def _dress(worksheet: Worksheet, sheet: PlacedSheet) -> None:
    """Hide what only the system reads, set widths and page, protect."""
    worksheet.row_dimensions[1].hidden = True
    for hidden in (KEY_COLUMN, MARK_COLUMN):
        worksheet.column_dimensions[get_column_letter(hidden)].hidden = True
    widths: dict[str, float] = {}
    for placed in sheet.blocks:
        for column in placed.block.columns:
            letter = placed.letters[column.name]
            widths[letter] = max(widths.get(letter, 0), column.width)
    for letter, width in widths.items():
        worksheet.column_dimensions[letter].width = width
    _protect(worksheet)
    repeated = sheet.blocks[0].head_row if len(sheet.blocks) == 1 else TITLE_ROW
    last = get_column_letter(sheet.last_column)
    set_up(worksheet, orientation="landscape", repeated=repeated, area=f"C2:{last}{sheet.last_row}", mark="")
    worksheet.freeze_panes = f"D{sheet.blocks[0].first_row}" if len(sheet.blocks) == 1 else f"D{SUBTITLE_ROW + 1}"


def _protect(worksheet: Worksheet) -> None:
    """Lock what is not filled in, without a password; rows may be inserted, sorted and made higher."""
    protection = worksheet.protection
    protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)
