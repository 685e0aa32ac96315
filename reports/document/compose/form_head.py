"""The first part of the official form: who, the money by source, goal and first texts, as the scheme lays them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from departments.figures import Line
from departments.wording import UNKNOWN, cell_note, wan
from indicators.schemes import Form
from indicators.scoring import Denominator
from perfeval.lib.decimals import plain
from reports.document.blocks import Cell, Column, Row, Table

from .form_texts import text_rows
from .subject import Subject
from .wording import execution_cell, score_text, typeset

TITLE_SHARE = 48
NAME_SHARE = 28
SHARES = {"initial": 30, "adjusted": 30, "executed": 30, "points": 18, "rate": 24, "score": 20, "reason": 40}
AMOUNTS = ("initial", "adjusted", "executed")


def form_head(subject: Subject) -> Table:
    """Return the table above the indicators."""
    form = subject.scheme.form
    grid = Grid.of(form)
    columns = tuple(Column("", float(form.width) * share / grid.width, "center") for share in grid.shares)
    funds = tuple(_funds(subject, form, grid))
    note = cell_note(cell.text for row in funds for cell in row.cells)
    rows = (
        *_information(subject, form, grid),
        *funds,
        *_reasons(subject, form, grid),
        *_goal(subject, form, grid),
        *text_rows(subject, is_first=True, label=1, width=len(grid.edges)),
    )
    return Table(f"（{subject.snapshot.year}年度）", columns, rows, "单位：万元", note)


@dataclass(frozen=True)
class Grid:
    """The columns of the table: fine enough for those of the funds and for goals of the same width.

    Attributes:
        edges: where its columns end, the title's first; all in shares.
    """

    edges: tuple[int, ...]

    @classmethod
    def of(cls, form: Form) -> Grid:
        """Return the grid of a form."""
        funds = list(accumulate((SHARES[heading.key] for heading in form.fund_columns), initial=TITLE_SHARE))
        parts = len(form.goal_columns)
        goals = (TITLE_SHARE + (funds[-1] - TITLE_SHARE) * part // parts for part in range(1, parts))
        return cls(tuple(sorted({*funds, *goals})))

    @property
    def shares(self) -> tuple[int, ...]:
        """How wide each column is."""
        return tuple(end - start for start, end in pairwise((0, *self.edges)))

    @property
    def width(self) -> int:
        """How wide all columns are together."""
        return self.edges[-1]

    def spans(self, ends: Sequence[float]) -> list[int]:
        """Return how many columns each part behind the title covers, that ends near the share named."""
        spans, start = [], 0
        for end, parts_left in zip(ends, range(len(ends) - 1, -1, -1), strict=True):
            reachable = range(start + 1, len(self.edges) - parts_left)
            stop = min(reachable, key=lambda index: abs(self.edges[index] - end))
            spans.append(stop - start)
            start = stop
        return spans


def _information(subject: Subject, form: Form, grid: Grid) -> Iterator[Row]:
    """Yield the fields of the head, as many beside each other as the form has."""
    fields = iter(form.header)
    for count in form.header_rows or (1,) * len(form.header):
        beside = [next(fields) for _ in range(count)]
        yield Row(tuple(_fields(subject, beside, grid)))


def _fields(subject: Subject, fields: Sequence[str], grid: Grid) -> Iterator[Cell]:
    """Yield names and values in turn; the first name stands in the column of titles."""
    value = (grid.width - TITLE_SHARE - NAME_SHARE * (len(fields) - 1)) / len(fields)
    widths = [value, *(share for _ in fields[1:] for share in (NAME_SHARE, value))]
    spans = iter([1, *grid.spans(list(accumulate(widths, initial=TITLE_SHARE))[1:])])
    for field in fields:
        yield Cell(typeset(field), colspan=next(spans), header=True)
        yield Cell(subject.head(field), colspan=next(spans), align="left")


def _funds(subject: Subject, form: Form, grid: Grid) -> Iterator[Row]:
    if not form.fund_rows:
        return
    ends = list(accumulate((SHARES[heading.key] for heading in form.fund_columns), initial=TITLE_SHARE))[1:]
    headings = list(zip(form.fund_columns, grid.spans(ends), strict=True))
    titles = (Cell(typeset(heading.title), colspan=span, header=True) for heading, span in headings)
    yield Row((Cell(typeset(form.fund_title), header=True), *titles))
    for fund in form.fund_rows:
        line = subject.line(fund)
        texts = _texts(line, subject) | (_score(subject) if fund.is_scored else {})
        cells = (
            Cell(texts.get(heading.key, UNKNOWN), colspan=span, align="right" if heading.key in AMOUNTS else None)
            for heading, span in headings
        )
        yield Row((Cell(typeset(fund.title), header=True), *cells))


def _texts(line: Line, subject: Subject) -> dict[str, str]:
    """Return the amounts, and the rate by the budget that the scheme scores execution with."""
    amounts = {name: wan(getattr(line, name)) for name in AMOUNTS}
    is_initial = subject.scheme.conventions.execution_denominator is Denominator.INITIAL
    return amounts | {"rate": execution_cell(line.initial if is_initial else line.adjusted, line.executed)}


def _score(subject: Subject) -> dict[str, str]:
    """Return what only the scored row says; elsewhere a dash stands."""
    block = next((leaf for leaf in subject.snapshot.leaves() if leaf.rule == "execution"), None)
    reason = "\n".join(text for _, text in subject.reasons()) or UNKNOWN
    score = {"points": plain(block.points), "score": score_text(block.score)} if block else {}
    return score | {"reason": reason}


def _reasons(subject: Subject, form: Form, grid: Grid) -> Iterator[Row]:
    """Yield why the money went another way than planned, where the form has no column for it."""
    if any(heading.key == "reason" for heading in form.fund_columns):
        return
    for title, text in subject.reasons():
        yield Row((Cell(title, header=True), Cell(text, colspan=len(grid.edges) - 1, align="left")))


def _goal(subject: Subject, form: Form, grid: Grid) -> Iterator[Row]:
    parts = len(form.goal_columns)
    ends = [TITLE_SHARE + (grid.width - TITLE_SHARE) * part / parts for part in range(1, parts + 1)]
    headings = list(zip(form.goal_columns, grid.spans(ends), strict=True))
    titles = (Cell(typeset(heading.title), colspan=span, header=True) for heading, span in headings)
    yield Row((Cell(typeset(form.goal_title), rowspan=2, header=True), *titles), is_kept=True)
    texts = ((subject.goal.get(heading.key) or UNKNOWN, span) for heading, span in headings)
    yield Row(tuple(Cell(text, colspan=span, align="left") for text, span in texts))
