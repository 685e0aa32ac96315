"""The first part of the official form: who, the money by source, and the goal, in the columns of the scheme."""

from collections.abc import Iterator, Sequence

from departments.figures import Line
from departments.wording import UNKNOWN, cell_note, wan
from indicators.schemes import Form
from perfeval.lib.decimals import plain
from reports.document.blocks import Cell, Column, Row, Table

from .subject import Subject
from .wording import execution_cell, score_text, typeset

TITLE_SHARE = 48
SHARES = {"initial": 30, "adjusted": 30, "executed": 30, "points": 18, "rate": 24, "score": 20, "reason": 40}
AMOUNTS = ("initial", "adjusted", "executed")


def form_head(subject: Subject) -> Table:
    """Return the table above the indicators."""
    form = subject.scheme.form
    shares = [TITLE_SHARE, *(SHARES[heading.key] for heading in form.fund_columns)]
    columns = tuple(Column("", float(form.width) * share / sum(shares), "center") for share in shares)
    funds = tuple(_funds(subject, form))
    note = cell_note(cell.text for row in funds for cell in row.cells)
    width = len(form.fund_columns)
    rows = (*_information(subject, form, width), *funds, *_reasons(subject, form, width), *_goal(subject, form, width))
    return Table(f"（{subject.snapshot.year}年度）", columns, rows, "单位：万元", note)


def _information(subject: Subject, form: Form, width: int) -> Iterator[Row]:
    """Yield the fields of the head, as many beside each other as the form has."""
    fields = iter(form.header)
    for count in form.header_rows or (1,) * len(form.header):
        beside = [next(fields) for _ in range(count)]
        yield Row(tuple(_fields(subject, beside, width)))


def _fields(subject: Subject, fields: Sequence[str], width: int) -> Iterator[Cell]:
    for field, span in zip(fields, _split(width + 1 - len(fields), len(fields)), strict=True):
        yield Cell(typeset(field), header=True)
        yield Cell(subject.head(field), colspan=span, align="left")


def _split(columns: int, parts: int) -> list[int]:
    """Return how many columns each part covers, the first ones one more where it does not come out even."""
    size, rest = divmod(columns, parts)
    return [size + (part < rest) for part in range(parts)]


def _funds(subject: Subject, form: Form) -> Iterator[Row]:
    if not form.fund_rows:
        return
    titles = (Cell(typeset(heading.title), header=True) for heading in form.fund_columns)
    yield Row((Cell(typeset(form.fund_title), header=True), *titles))
    for fund in form.fund_rows:
        line = subject.line(fund)
        texts = _texts(line) | (_score(subject) if fund.is_scored else {})
        cells = (
            Cell(texts.get(heading.key, UNKNOWN), align="right" if heading.key in AMOUNTS else None)
            for heading in form.fund_columns
        )
        yield Row((Cell(typeset(fund.title), header=True), *cells))


def _texts(line: Line) -> dict[str, str]:
    amounts = {name: wan(getattr(line, name)) for name in AMOUNTS}
    return amounts | {"rate": execution_cell(line.adjusted, line.executed)}


def _score(subject: Subject) -> dict[str, str]:
    """Return what only the scored row says; elsewhere a dash stands."""
    block = next((leaf for leaf in subject.snapshot.leaves() if leaf.rule == "execution"), None)
    reason = "\n".join(text for _, text in subject.reasons()) or UNKNOWN
    score = {"points": plain(block.points), "score": score_text(block.score)} if block else {}
    return score | {"reason": reason}


def _reasons(subject: Subject, form: Form, width: int) -> Iterator[Row]:
    """Yield why the money went another way than planned, where the form has no column for it."""
    if any(heading.key == "reason" for heading in form.fund_columns):
        return
    for title, text in subject.reasons():
        yield Row((Cell(title, header=True), Cell(text, colspan=width, align="left")))


def _goal(subject: Subject, form: Form, width: int) -> Iterator[Row]:
    goal = subject.snapshot.goal
    texts = {"expected": goal.expected, "reached": goal.reached}
    headings = list(zip(form.goal_columns, _split(width, len(form.goal_columns)), strict=True))
    titles = (Cell(typeset(heading.title), colspan=span, header=True) for heading, span in headings)
    yield Row((Cell(typeset(form.goal_title), rowspan=2, header=True), *titles))
    yield Row(tuple(Cell(texts.get(heading.key) or UNKNOWN, colspan=span, align="left") for heading, span in headings))
