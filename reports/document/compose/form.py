"""自评表: the official form as the scheme lays it out."""

from collections.abc import Iterator

from departments.figures import Line
from departments.figures import total as sum_of
from departments.wording import cell_note, wan
from indicators.schemes import Form, FundRow, Scheme
from perfeval.lib.decimals import plain
from reports.document.blocks import Annex, Cell, Column, Orientation, Row, Table
from reports.snapshot import Snapshot

from .form_rows import indicator_rows
from .wording import chinese_date, execution_cell, score_text, typeset

FUND_COLUMNS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
SHARES = (48, 30, 30, 30, 18, 24, 20)
LINES = {"general": "general", "fund": "government", "special_account": "special_account", "basic": "basic"}
FISCAL = ("general", "government", "state_capital")


def form_annex(snapshot: Snapshot, scheme: Scheme) -> Annex:
    """Return the form on its own pages."""
    form = scheme.form
    orientation: Orientation = "portrait" if form.orientation == "portrait" else "landscape"
    return Annex(form.title, (_head(snapshot, form), _indicators(snapshot, scheme)), orientation)


def _head(snapshot: Snapshot, form: Form) -> Table:
    """Return the first part: who, the money and the goal."""
    widths = [float(form.width) * share / sum(SHARES) for share in SHARES]
    columns = tuple(Column("", width, "center") for width in widths)
    funds = tuple(_funds(snapshot, form))
    note = cell_note(cell.text for row in funds for cell in row.cells)
    rows = (*_information(snapshot, form), *funds, *_goal(snapshot))
    return Table(f"（{snapshot.year}年度）", columns, rows, "单位：万元", note)


def _information(snapshot: Snapshot, form: Form) -> Iterator[Row]:
    for field in form.header:
        yield Row((Cell(typeset(field), header=True), Cell(_value(field, snapshot), colspan=6, align="left")))


def _value(field: str, snapshot: Snapshot) -> str:
    """Return what stands in a field of the form's head; what the system does not hold is left to be filled in."""
    values = {
        "年度": f"{snapshot.year}年",
        "日期": chinese_date(snapshot.completed_on),
        "总分": score_text(snapshot.total),
        "部门": snapshot.department.name,
        "单位": snapshot.department.name,
    }
    return next((value for word, value in values.items() if word in field), "")


def _funds(snapshot: Snapshot, form: Form) -> Iterator[Row]:
    if not form.fund_rows:
        return
    yield Row((Cell("预算执行", header=True), *(Cell(name, header=True) for name in FUND_COLUMNS)))
    block = next((leaf for leaf in snapshot.leaves() if leaf.rule == "execution"), None)
    for fund in form.fund_rows:
        line = _line(fund, snapshot)
        points, score = (plain(block.points), score_text(block.score)) if fund.is_scored and block else ("—", "—")
        amounts = (Cell(wan(amount), align="right") for amount in (line.initial, line.adjusted, line.executed))
        others = map(Cell, (points, execution_cell(line.adjusted, line.executed), score))
        yield Row((Cell(typeset(fund.title), header=True), *amounts, *others))


def _line(fund: FundRow, snapshot: Snapshot) -> Line:
    """Return the budget line that a row of the form shows."""
    budget = snapshot.budget
    if fund.key == "total":
        return budget.total
    if fund.key == "current":
        parts = [budget.line(category) for category in FISCAL]
        columns = ([getattr(line, name) for line in parts] for name in ("initial", "adjusted", "executed"))
        return Line("current", fund.title, *map(sum_of, columns))
    if fund.key == "carried_over":
        return Line("carried_over", fund.title, adjusted=budget.carryover_previous)
    return budget.line(LINES.get(fund.key, "project" if fund.key == "project" else "other"))


def _goal(snapshot: Snapshot) -> Iterator[Row]:
    yield Row(
        (
            Cell("年度总体目标", rowspan=2, header=True),
            Cell("预期目标", colspan=3, header=True),
            Cell("实际完成情况", colspan=3, header=True),
        )
    )
    texts = (snapshot.goal.expected or "—", snapshot.goal.reached or "—")
    yield Row(tuple(Cell(text, colspan=3, align="left") for text in texts))


def _indicators(snapshot: Snapshot, scheme: Scheme) -> Table:
    """Return the second part: the indicators, the sum, and what leads from it to the total."""
    keys = tuple(column.key for column in scheme.form.columns)
    centred = {"name", "standard", "deviation"}
    columns = tuple(
        Column(typeset(column.title), float(column.width), "left" if column.key in centred else "center")
        for column in scheme.form.columns
    )
    return Table("绩效指标完成情况", columns, tuple(indicator_rows(snapshot, scheme, keys)))
