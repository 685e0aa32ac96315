"""LibreOffice at the entry workbook: it works out the same scores, and what it saves holds exactly what was typed."""

import io

import openpyxl
import pytest

from indicators.services import save_and_rescore
from reports.gather import gather
from reports.tables import tables_of
from reports.workbooks.writing import write_entry
from tests.indicators.spreadsheets.comparing import differences
from tests.indicators.spreadsheets.office import recalculated
from tests.reports.stage import set_stage
from tests.reports.workbooks.book import Book, compared
from tests.reports.workbooks.desk import work
from tests.reports.workbooks.presets import PAIRS, fill_preset

pytestmark = pytest.mark.files


def test_every_preset_comes_to_the_same_scores_totals_and_grades_and_back_without_a_change(db, tmp_path):
    evaluations = {f"{whole}": fill_preset(number, whole, other) for number, (whole, other) in enumerate(PAIRS, 1)}
    books = {name: write_entry(evaluation) for name, evaluation in evaluations.items()}

    office = recalculated(tmp_path, books)

    for name, evaluation in evaluations.items():
        for table in tables_of(gather(evaluation)):
            assert differences(name, table, office[name]) == []
        saved = (tmp_path / "results" / f"{name}.xlsx").read_bytes()
        for content in (books[name], saved):
            comparison = compared(evaluation, content, None)
            assert (comparison.problems, comparison.changes, comparison.notes) == ([], [], [])


AMOUNTS = [
    ("lines", f"{category}", column)
    for category in ("basic", "project", "general")
    for column in ("initial", "executed")
]


def thirty(book):
    """Yield thirty cells with what is typed into each: block, name of the column, row, text, and how it is shown."""
    for position, (block, key, column) in enumerate(AMOUNTS):
        yield book.cell(block, column, key=key), f"{9000000 + position}", f"{9000000 + position}"
    for position, (sheet, row, _, columns) in enumerate(list(book.rows("duties"))[:6]):
        yield sheet.cell(row, columns["title"]), f"职责{position}改", f"职责{position}改"
    for name in ("carryover", "carryover_previous", "assets_total"):
        yield book.cell("budget", "value", key=f"budget|{name}"), "1868.17万元", "18681700"
    for name in ("retired", "hired"):
        yield book.cell("staffing", "value", key=f"staffing|{name}"), "7", "7"
    yield book.cell("staffing", "value", key="staffing|as_of"), "2022-11-30", "2022-11-30"
    for name in ("民生保障数量", "党建工作", "招商引资落实情况"):
        yield book.named("indicators", "actual", name), "2", "2"
    yield book.named("indicators", "is_applicable", "党建工作完成率"), "不考核", "否"
    yield book.named("indicators", "inapplicable_reason", "党建工作完成率"), "任务取消", "任务取消"
    for sheet, row, _, columns in list(book.rows("items"))[:2]:
        yield sheet.cell(row, columns["done"]), "否", "否"
    for sheet, row, _, columns in list(book.rows("bands"))[2:3]:
        yield sheet.cell(row, columns["amount"]), "5.5", "5.5"
    yield book.named("project_indicators", "actual", "低保保障人数"), "430", "430"
    yield next(_values(book, "goal")), '“新”目标"<&>', '“新”目标"<&>'
    yield book.cell("signature", "value", key="signature|filled_by"), "李四", "李四"
    yield book.cell("signature", "value", key="signature|phone"), "'0791-1234567", "0791-1234567"


def _values(book, block):
    return (sheet.cell(row, columns["value"]) for sheet, row, _, columns in book.rows(block))


def test_thirty_cells_that_were_typed_are_thirty_changes_wherever_their_rows_are_moved(db, tmp_path):
    stage = set_stage()
    content = write_entry(stage.evaluation)
    book = Book(content)
    typed = list(thirty(book))
    steps = [("type", cell.parent.title, cell.coordinate, text) for cell, text, _ in typed]
    for block in ("duties", "indicators", "tasks", "lines"):
        sheet, first, *_ = next(book.rows(block))
        steps += [("move", sheet.title, first, first + 3), ("move", sheet.title, first + 4, first)]

    saved = work(tmp_path, content, steps)
    comparison = compared(stage.evaluation, saved, stage.preparer)

    assert len(typed) == 30
    assert (comparison.problems, comparison.clashes, comparison.notes) == ([], [], [])
    found = sorted((change.source.sheet, change.new) for change in comparison.changes)
    assert found == sorted((cell.parent.title, shown) for cell, _, shown in typed)
    comparison = compared(stage.evaluation, saved, stage.preparer, is_rehearsed=False)
    save_and_rescore(stage.evaluation, comparison.writes, actor=stage.preparer)
    for table in tables_of(gather(stage.reload())):
        office = openpyxl.load_workbook(io.BytesIO(saved), data_only=True)
        assert differences("typed", table, office) == []
