"""What a spreadsheet program holds the cells to: lists to choose from, limits, and hints beside the cell."""

from __future__ import annotations

from typing import Any

from django import forms
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .blocks import VALUE, Column
from .fields import answers, is_number
from .layout import PlacedBlock

FIRST_COLUMN = 4
LONGEST_HINT, LONGEST_TITLE = 250, 30
SHEET = "_perfeval"


class Answers:
    """The lists of answers, each kept once on the hidden sheet."""

    def __init__(self) -> None:
        self.lists: dict[tuple[str, ...], str] = {}

    def hold(self, worksheet: Worksheet, placed: PlacedBlock, column: Column) -> None:
        """Hold a column, or each cell of a block of single fields, to what its field takes."""
        letter = placed.letters[column.name]
        if column.name != VALUE:
            self._add(worksheet, column.field, column.hint, f"{letter}{placed.first_row}:{letter}{placed.last_row}")
            return
        for row, record in placed.rows():
            field = record.fields[VALUE] if record else column.field
            self._add(worksheet, field, str(getattr(field, "help_text", "")), f"{letter}{row}")

    def _add(self, worksheet: Worksheet, field: Any, hint: str, area: str) -> None:
        validation = self._validation(field)
        if hint:
            validation.promptTitle, validation.prompt = "填写说明", hint[:LONGEST_HINT]
            validation.showInputMessage = True
        if validation.type is None and not hint:
            return
        validation.add(area)
        worksheet.add_data_validation(validation)

    def _validation(self, field: Any) -> DataValidation:
        """Return the rule; where people may write a value in words, a wrong one is only warned of."""
        options = answers(field)
        if options:
            style = "warning" if isinstance(field, forms.MultipleChoiceField) else "stop"
            return _rule("list", self._reference(options), "请从下拉列表中选择。", style)
        if is_number(field):
            low = getattr(field, "min_value", None)
            words = "这里通常填写数字；带单位的（如“1868.17万元”“98%”）上传时由系统识别。"
            return _rule("decimal", str(-(10**15) if low is None else low), words, "warning", "greaterThanOrEqual")
        if isinstance(field, forms.DateField):
            return _rule("date", "1", "请填写日期，如 2023-05-18。", "warning", "greaterThanOrEqual")
        longest = getattr(field, "max_length", None)
        if longest:
            return _rule("textLength", str(longest), f"最多{longest}个字。", "stop", "lessThanOrEqual")
        return DataValidation()

    def _reference(self, options: list[str]) -> str:
        key = tuple(options)
        if key not in self.lists:
            letter = get_column_letter(FIRST_COLUMN + len(self.lists))
            self.lists[key] = f"'{SHEET}'!${letter}$1:${letter}${len(key)}"
        return self.lists[key]

    def write(self, sheet: Worksheet) -> None:
        """Write the lists."""
        for column, options in enumerate(self.lists, start=FIRST_COLUMN):
            for row, option in enumerate(options, start=1):
                cell = sheet.cell(row, column)
                cell.value, cell.data_type = option, "s"


def _rule(kind: str, limit: str, words: str, style: str, operator: str | None = None) -> DataValidation:
    rule = DataValidation(type=kind, operator=operator, formula1=limit, allow_blank=True, errorStyle=style)
    rule.errorTitle, rule.error, rule.showErrorMessage = "请核对", words, True
    return rule
