"""The sheet of the official form, as the scheme lays it out and as it prints."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.schemes import Form
from indicators.schemes.form import TextBlock
from indicators.scoring import Line
from indicators.spreadsheets.cells import TITLE, Look, Value, places
from indicators.spreadsheets.facts import Table
from indicators.spreadsheets.form_funds import LABEL_SHARE, TITLE_SHARE, Amounts, Funds, Links
from indicators.spreadsheets.form_indicators import HEADING, Indicators
from indicators.spreadsheets.form_layout import Span, fit, tracks
from indicators.spreadsheets.form_values import UNKNOWN
from indicators.spreadsheets.formulas import Formula
from indicators.spreadsheets.page import Box, Page
from indicators.spreadsheets.printing import set_up
from indicators.spreadsheets.score_plan import ScorePlan

SIDE = 10
TOTAL = "总分"
BARE = Look(10, align="left", has_border=False)
PLAIN = Look(10, align="left")
TALL = 40


def write_form(
    worksheet: Worksheet, table: Table, planned: ScorePlan, lines: Sequence[Line], amounts: Amounts | None = None
) -> Links:
    """Write the form and return the figures that the scoring sheet takes from it.

    Args:
        worksheet: an empty sheet.
        table: what it shows.
        planned: where the scores stand.
        lines: the steps to the total.
        amounts: formulas for amounts that another sheet holds, by row and column of the funds block.
    """
    form = table.scheme.form
    sides = [SIDE] if form.indicators_title else []
    widths, spans = tracks([*sides, *(float(column.width) for column in form.columns)], len(form.fund_columns) + 2)
    writer = _Writer(Page(worksheet, widths), table, planned, amounts or {})
    links = writer.write(spans[0] if sides else None, spans[len(sides) :], lines)
    area = f"A1:{get_column_letter(len(widths))}{writer.page.row - 1}"
    set_up(worksheet, orientation=form.orientation, repeated=writer.head, area=area, mark=table.facts.mark)
    return links


class _Writer:
    def __init__(self, page: Page, table: Table, planned: ScorePlan, amounts: Amounts) -> None:
        self.amounts = amounts
        self.page = page
        self.facts = table.facts
        self.form: Form = table.scheme.form
        self.planned = planned
        self.head = 0

    def write(self, side: Span | None, spans: Sequence[Span], lines: Sequence[Line]) -> Links:
        """Write everything from the title to the signatures."""
        self._title()
        self._header()
        funds = Funds(self.page, self.facts, self.form.fund_rows, self.planned, self.amounts)
        if self.form.fund_rows:
            funds.write(self.form.fund_title, self.form.fund_columns)
        if all(column.key != "reason" for column in self.form.fund_columns):
            for title, text in self.facts.fund_reasons:
                self._text(title, text)
        self._goal()
        self._texts(block for block in self.form.texts if block.is_first)
        indicators = Indicators(self.page, self.form, self.facts, self.planned, spans, side)
        self.head = indicators.write(lines)
        self._texts(block for block in self.form.texts if not block.is_first)
        self._foot()
        return funds.links(self.page.worksheet.title)

    def _whole(self, value: Value, look: Look, least: float = 20) -> None:
        self.page.add([Box(value, 0, self.page.last_column, look)], least)

    def _title(self) -> None:
        self._whole(self.form.title, Look(18, TITLE, has_border=False), 32)
        self._whole(f"（{self.facts.year}年度）", Look(12, has_border=False))

    def _header(self) -> None:
        """Write the fields of the head, so many beside each other as the scheme says."""
        counts = self.form.header_rows or (1,) * len(self.form.header)
        edges = [sum(counts[:position]) for position in range(len(counts) + 1)]
        for first, last in pairwise(edges):
            fields = self.form.header[first:last]
            spans = fit(self.page.widths, [TITLE_SHARE + LABEL_SHARE / 2, 60] * len(fields))
            boxes = []
            for field, label, value in zip(fields, spans[::2], spans[1::2], strict=True):
                boxes += [Box(field, *label, HEADING), self._field(field, value)]
            self.page.add(boxes, 24)

    def _field(self, field: str, span: Span) -> Box:
        """Return what stands in a field; the total is a formula."""
        if TOTAL in field:
            total = Formula(self.planned.address(self.planned.totals.total))
            return Box(total, *span, Look(10, align="left", number=places(self.planned.conventions.decimals)))
        return Box(self.facts.header.get(field, ""), *span, PLAIN)

    def _goal(self) -> None:
        columns = self.form.goal_columns
        side, *spans = fit(self.page.widths, [TITLE_SHARE, *[60] * len(columns)])
        first = self.page.add([Box(column.title, *span, HEADING) for column, span in zip(columns, spans, strict=True)])
        texts = [self.facts.goal.get(column.key) or UNKNOWN for column in columns]
        self.page.add([Box(text, *span, PLAIN) for text, span in zip(texts, spans, strict=True)], TALL)
        self.page.beside(Box(self.form.goal_title, *side, HEADING), first, self.page.row - 1)

    def _texts(self, blocks: Iterator[TextBlock]) -> None:
        for block in blocks:
            self._text(block.title, self.facts.texts.get(block.key, ""))

    def _text(self, title: str, text: str) -> None:
        label, rest = fit(self.page.widths, [TITLE_SHARE + LABEL_SHARE / 2, 140])
        self.page.add([Box(title, *label, HEADING), Box(text, *rest, PLAIN)], TALL)

    def _foot(self) -> None:
        """Write the notes, and who signs."""
        for position, note in enumerate(self.form.notes, start=1):
            self._whole(f"{'注：' if position == 1 else '　　'}{position}. {note}", BARE)
        if self.form.footer:
            spans = fit(self.page.widths, [1] * len(self.form.footer))
            names = [f"{title}：{self.facts.footer.get(title, '')}" for title in self.form.footer]
            self.page.add([Box(name, *span, BARE) for name, span in zip(names, spans, strict=True)], 30)
