"""The tables of the budget chapter; amounts in 万元."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from departments.figures import FUNDS, NATURES, THREE_PUBLIC, AdjustmentFigure, BudgetFigures, Line
from departments.wording import cell_note, wan
from reports.document.blocks import Cell, Column, Row, RowKind, Table

from .wording import execution_cell

UNIT = "单位：万元"


def row(*texts: str, kind: RowKind = "body") -> Row:
    """Return a row of plain cells."""
    return Row(tuple(map(Cell, texts)), kind)


def amounts_table(caption: str, columns: tuple[Column, ...], rows: Iterable[Row], note: str = "") -> Table:
    """Return a table in 万元 that explains the words among its rates."""
    lines = tuple(rows)
    return Table(caption, columns, lines, UNIT, note or cell_note(cell.text for line in lines for cell in line.cells))


def expenditure_table(figures: BudgetFigures) -> Table:
    """Return budget and execution by nature and by fund."""
    columns = (
        Column("项目", 48),
        Column("年初预算数", 28, "right"),
        Column("全年预算数", 28, "right"),
        Column("全年执行数", 28, "right"),
        Column("执行率", 24, "center"),
    )
    rows = (
        _line(figures.line("income"), "收入合计", kind="total"),
        _line(figures.total, "支出合计", kind="total"),
        _group("按支出性质"),
        *(_line(figures.line(category)) for category in NATURES),
        _group("按资金来源"),
        *(_line(figures.line(category)) for category in FUNDS),
    )
    return amounts_table("部门预算执行情况表", columns, rows)


def _group(title: str) -> Row:
    return Row((Cell(title, colspan=5, align="left"),), "group")


def _line(line: Line, name: str = "", kind: RowKind = "body") -> Row:
    amounts = map(wan, (line.initial, line.adjusted, line.executed))
    return row(name or line.name, *amounts, execution_cell(line.adjusted, line.executed), kind=kind)


def adjustment_table(figures: BudgetFigures) -> Table:
    """Return every adjustment with its document; the note says why 预算调整率 leaves some out."""
    columns = (
        Column("类型", 20, "center"),
        Column("支出性质", 20, "center"),
        Column("资金来源", 29),
        Column("金额", 23, "right"),
        Column("批复文件", 42),
        Column("计入调整率", 22, "center"),
    )
    rows = (_adjustment(entry, figures) for entry in figures.adjustments)
    return amounts_table("预算调整情况表", columns, rows, _exclusions(figures.adjustments))


def _exclusions(adjustments: Iterable[AdjustmentFigure]) -> str:
    reasons = Counter(entry.exclusion_name or entry.exclusion for entry in adjustments if entry.exclusion)
    listed = "；".join(f"{reason}（{count}项）" for reason, count in reasons.items())
    return f"注：不计入预算调整率的原因：{listed}。" if listed else ""


def _adjustment(entry: AdjustmentFigure, figures: BudgetFigures) -> Row:
    nature = figures.line(entry.nature).name
    if entry.target_nature:
        nature = f"{nature}调入{figures.line(entry.target_nature).name}"
    counted = "不计入" if entry.exclusion else "计入"
    return row(entry.kind_name, nature, figures.line(entry.fund).name, wan(entry.amount), entry.document, counted)


def three_public_table(figures: BudgetFigures) -> Table:
    """Return the 三公 lines with budget, execution and last year."""
    columns = (
        Column("项目", 48),
        Column("预算数", 28, "right"),
        Column("执行数", 28, "right"),
        Column("控制率", 24, "center"),
        Column("上年执行数", 28, "right"),
    )
    total = figures.three_public
    lines = [*(figures.line(category) for category in THREE_PUBLIC)]
    rows = (*map(_public, lines), _public(replace(total, name="合计"), kind="total"))
    return amounts_table("“三公”经费预算执行情况表", columns, rows)


def _public(line: Line, kind: RowKind = "body") -> Row:
    rate = execution_cell(line.adjusted, line.executed)
    return row(line.name, wan(line.adjusted), wan(line.executed), rate, wan(line.previous), kind=kind)


def project_table(figures: BudgetFigures) -> Table:
    """Return every project with budget and execution."""
    columns = (
        Column("项目名称", 49),
        Column("年初预算数", 23.5, "right"),
        Column("全年预算数", 23.5, "right"),
        Column("全年执行数", 23.5, "right"),
        Column("执行率", 17, "center"),
        Column("重点支出", 19.5, "center"),
    )
    rows = (
        row(
            project.name,
            *map(wan, (project.initial, project.adjusted, project.executed)),
            execution_cell(project.adjusted, project.executed),
            "是" if project.is_key else "否",
        )
        for project in figures.projects
    )
    return amounts_table("项目支出情况表", columns, rows)
