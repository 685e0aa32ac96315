"""What the entry workbook says about itself: whose it is, of which year, of which template, and which download."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from uuid import uuid4

from django.utils import timezone
from openpyxl import Workbook

from departments import clock
from departments.models import Evaluation
from departments.workbooks import Sheet

from .validation import Answers

SHEET = "_perfeval"
KIND = "perfeval-entry"
TEMPLATE = "1"
"""The version of the template; raise it when older workbooks could be misread."""


@dataclass(frozen=True)
class Meta:
    """The facts on the hidden sheet, all as texts."""

    kind: str
    template: str
    evaluation: str
    code: str
    department: str
    year: str
    scheme: str
    download: str
    downloaded_at: str

    @classmethod
    def of(cls, evaluation: Evaluation) -> Meta:
        """Return the facts of a new download."""
        scheme = evaluation.scorecard.scheme
        at = timezone.localtime(clock.now())
        return cls(
            KIND,
            TEMPLATE,
            str(evaluation.pk),
            evaluation.department.code,
            evaluation.department.name,
            str(evaluation.cycle.year),
            f"{scheme.name} {scheme.version}",
            uuid4().hex,
            f"{at:%Y-%m-%d %H:%M}",
        )

    def objection(self, evaluation: Evaluation) -> str:
        """Return why the workbook cannot be taken for an evaluation, empty when it can."""
        here = Meta.of(evaluation)
        if self.template != TEMPLATE:
            return (
                f"这是旧版模板（版本{self.template}），现行版本是{TEMPLATE}。请重新下载填报表，把内容复制过去后上传。"
            )
        if self.code != here.code:
            return f"这是“{self.department}”的填报表，这里是“{here.department}”。请在该单位的自评中上传。"
        if self.year != here.year:
            return f"这是{self.year}年度的填报表，这里是{here.year}年度。请上传{here.year}年度的填报表。"
        if self.scheme != here.scheme:
            return "下载填报表后，指标体系方案已更换。请重新下载填报表，把内容复制过去后上传。"
        return ""


def write_meta(workbook: Workbook, meta: Meta, answers: Answers) -> None:
    """Add the hidden sheet with the facts and the lists of answers."""
    sheet = workbook.create_sheet(SHEET)
    for row, (name, value) in enumerate(asdict(meta).items(), start=1):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = name, value
        sheet.cell(row, 2).data_type = "s"
    answers.write(sheet)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def read_meta(sheet: Sheet) -> Meta | None:
    """Return the facts, None when they are not those of an entry workbook."""
    names = [field.name for field in fields(Meta)]
    found: dict[str, str] = {}
    for row in sheet.rows():
        texts = {cell.column: cell.text for cell in row.cells}
        if texts.get(1) in names:
            found[texts[1]] = texts.get(2, "")
    meta = Meta(*(found.get(name, "") for name in names))
    return meta if meta.kind == KIND else None
