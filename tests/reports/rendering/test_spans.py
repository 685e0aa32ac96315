"""A cell over several rows is whole on every page that it reaches."""

from dataclasses import replace

import pypdfium2
import pytest

from reports.document.blocks import Annex, Cell, Column, Row, Table
from reports.rendering.html import page_html
from reports.rendering.pdf import render_pdf
from tests.reports.documents import make_document
from tests.reports.rendering.glyphs import read_pages, text_of

pytestmark = pytest.mark.pdf

LEVEL_ONE = "产出指标\n（40分）"
SCALE = 3
DARK = 140


def make_form(count, standard="达到指标值得满分。", *, title="一级指标"):
    """Return a form whose level one spans all rows and whose level two spans five each."""
    columns = tuple(Column(name and title, width, "center") for name, width in (("甲", 20), ("乙", 20), ("丙", 60)))
    rows = []
    for at in range(count):
        cells = [Cell(LEVEL_ONE, rowspan=count, header=True)] if at == 0 else []
        cells += [Cell(f"第{at // 5 + 1}组", rowspan=min(5, count - at), header=True)] if at % 5 == 0 else []
        rows.append(Row((*cells, Cell(f"第{at + 1}项，{standard}"))))
    return Table("", columns, tuple(rows))


def render(table):
    document = make_document(blocks=(), annexes=(Annex("自评表", (table,), "landscape"),))
    return render_pdf(page_html(document), timeout=60).pdf


@pytest.fixture(scope="module")
def pdf():
    return render(make_form(32))


@pytest.fixture(scope="module")
def form_pages(pdf):
    return [page for page in read_pages(pdf) if any("第" in text for text in page.texts)]


def lines_of(pdf, number):
    """Return the horizontal lines of a page as (height, number of dark pixels)."""
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[number].render(scale=SCALE, grayscale=True)
        pixels = bytes(bitmap.buffer)
        rows = [pixels[at * bitmap.stride :][: bitmap.width] for at in range(bitmap.height)]
    dark = [[x for x, shade in enumerate(row) if shade < DARK] for row in rows]
    return [(at, len(found)) for at, found in enumerate(dark) if len(found) > len(rows[at]) / 4]


def test_the_form_takes_several_pages(form_pages):
    assert len(form_pages) >= 3


def test_every_page_names_the_level_one_and_two_of_its_rows(form_pages):
    for page in form_pages:
        text = text_of(page.body)
        items = [int(part.partition("项")[0]) for part in text.split("第")[1:] if "项" in part[:3]]
        assert text.count("产出指标") == 1
        assert {(item - 1) // 5 + 1 for item in items} == {
            int(part[0]) for part in text.split("第")[1:] if part[1:2] == "组"
        }


def test_no_row_is_lost_or_doubled(form_pages):
    text = "".join(text_of(page.body) for page in form_pages)

    assert [text.count(f"第{item}项") for item in range(1, 33)] == [1] * 32


def test_level_one_stands_in_the_middle_of_its_part(form_pages):
    for page in form_pages:
        rows = [line[-1].y for line in page.lines if "得满分" in text_of(line)]
        name = next(glyph for glyph in page.body if glyph.character == "产")
        assert name.y == pytest.approx((rows[0] + rows[-1]) / 2, abs=14)


def test_the_last_line_of_every_page_closes_all_columns(pdf, form_pages):
    for number in range(-len(form_pages), 0):
        with pypdfium2.PdfDocument(pdf) as document:
            index = len(document) + number
        first, *_, last = lines_of(pdf, index)
        assert last[1] == pytest.approx(first[1], abs=3)


def test_a_name_taller_than_its_rows_stays_inside_its_cell():
    table = make_form(32)
    tall = Cell("很长的二级指标名称" * 9, rowspan=5, header=True)
    long = Row((Cell("这一项的内容很长，本页余下的地方放不下它。" * 20),))
    rows = (*table.rows[:5], Row((tall, *table.rows[5].cells[1:])), table.rows[6], long, *table.rows[8:])
    pdf = render(replace(table, rows=rows))

    number, page = next((at, page) for at, page in enumerate(read_pages(pdf)) if "第1项" in text_of(page.body))
    lowest = min(glyph.box[1] for glyph in page.body)
    assert "很长" in text_of(page.body)
    assert page.height - lines_of(pdf, number)[-1][0] / SCALE < lowest


def test_a_table_without_a_head_is_closed_as_well():
    pdf = render(make_form(32, title=""))

    pages = [number for number, page in enumerate(read_pages(pdf)) if "项" in text_of(page.body)]
    for number in pages:
        first, *_, last = lines_of(pdf, number)
        assert last[1] == pytest.approx(first[1], abs=3)
