"""Cover, contents, numbering and charts, as page, PDF and Word have them."""

import ctypes
import re
from base64 import b64decode
from decimal import Decimal
from io import BytesIO

import page
import pypdfium2.raw as pdfium
import pytest
from docx import Document as WordDocument
from lxml import etree
from pypdfium2 import PdfDocument

from reports.document.blocks import Bar, Chart, Heading, Measure
from reports.document.numbering import numbers
from reports.rendering.charts import svg
from reports.rendering.html import body_html, page_html
from reports.rendering.pdf import render_pdf
from reports.rendering.word import render_docx
from tests.reports.documents import make_blocks, make_document

COVER = (("部门（单位）名称", "墨山区青石街道办事处"), ("评价年度", "2022年"))
CHART = Chart(
    "各项指标得分与上年比较",
    ("2022年度", "2021年度"),
    (
        Bar("数量指标", (Measure(Decimal("10.00"), Decimal(10)), Measure(Decimal("7.50"), Decimal(10)))),
        Bar("质量<指标", (Measure(None, Decimal(15)), Measure(Decimal("16.00"), Decimal(15)))),
    ),
    "条形图，数据见“得分情况表”：数量指标10.00分，分值10分。",
)
SHADE = (0x1D, 0x5F, 0xA8)
"""Red, green and blue of the bars of the year itself."""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def document():
    blocks = (*make_blocks(), Heading(1, "得分情况"), CHART)
    return make_document(blocks=blocks, numbering="parts", cover=COVER, has_contents=True)


@pytest.fixture(scope="module")
def pdf(document):
    return render_pdf(page_html(document), timeout=60).pdf


@pytest.mark.pdf
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_pdf_conforms_to_both_standards(pdf, profile):
    report = page.validate_pdf_bytes(pdf, profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.pdf
def test_cover_has_no_page_number_and_contents_lead_to_the_pages(pdf):
    with PdfDocument(pdf) as opened:
        pages = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in opened]

    assert "评价年度：2022年" in pages[0]
    assert "—" not in pages[0]
    listed = re.findall(r"(第.部分[^.\d]+)\.{5,}(\d+)", pages[1])
    assert len(listed) == 4
    assert all(title in pages[int(number) - 1] for title, number in listed)


def test_page_lists_the_upper_levels_as_links(document):
    html = body_html(document)

    links = re.findall(r'<li class="entry-(\d)"><a href="#([^"]+)">([^<]+)</a>', html)
    assert links[0] == ("1", "section-1", "第一部分\u3000部门概况")
    assert links[1] == ("2", "section-1-1", "一、基本情况")
    assert links[-1] == ("1", "annex-3", "附件3\u3000满意度调查说明")
    assert all(f'id="{anchor}"' in html for _, anchor, _ in links)
    assert html.index("目录") < html.index("<h1>")


def test_chart_is_a_picture_that_says_what_it_shows(document):
    [source, text] = re.search(r'<img class="chart" src="([^"]+)" alt="([^"]+)">', body_html(document)).groups()

    assert text == CHART.text
    assert b64decode(source.removeprefix("data:image/svg+xml;base64,")).decode() == svg(CHART)


@pytest.mark.pdf
def test_chart_is_printed_as_a_vector_picture_and_nothing_is_red(pdf):
    """No 红头: a self-evaluation is no 公文, so nothing of it may look like the head of one."""
    with PdfDocument(pdf) as opened:
        drawn = [one for sheet in opened for one in sheet.get_objects(max_depth=15)]
        kinds = {one.type for one in drawn}
        colours = {colour for one in drawn for colour in colours_of(one.raw)}

    assert pdfium.FPDF_PAGEOBJ_PATH in kinds
    assert pdfium.FPDF_PAGEOBJ_IMAGE not in kinds
    assert SHADE in colours
    assert not [one for one in colours if one[0] > 2 * max(one[1:])]


def colours_of(raw):
    """Yield red, green and blue by which something is filled and drawn."""
    for ask in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor):
        parts = [ctypes.c_uint() for _ in range(4)]
        if ask(raw, *parts):
            yield tuple(part.value for part in parts[:3])


def test_bars_are_as_long_as_the_share_reached_and_never_longer():
    drawing = etree.fromstring(svg(CHART))
    room, *_ = {float(bar.get("width")) for bar in drawing.iter(f"{SVG}rect") if bar.get("fill") == "none"}
    bars = [float(bar.get("width")) for bar in drawing.iter(f"{SVG}rect") if float(bar.get("y")) > 20]
    filled = [width for width, bar in zip(bars, _below(drawing), strict=True) if bar.get("fill") != "none"]

    assert filled == [room, pytest.approx(room * 0.75, abs=0.1), room]
    assert [text.text for text in drawing.iter(f"{SVG}text")][-1] == "16/15"
    assert "—/15" in svg(CHART)
    assert "质量&lt;指标" in svg(CHART)


def _below(drawing):
    return [bar for bar in drawing.iter(f"{SVG}rect") if float(bar.get("y")) > 20]


def test_word_has_cover_and_a_contents_field(document):
    word = WordDocument(BytesIO(render_docx(document)))

    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.text]
    assert styles[:4] == ["Cover Title", "Cover Line", "Cover Line", "Contents Title"]
    assert {"toc 1", "toc 2"} <= set(styles)
    assert 'TOC \\o "1-2"' in word.element.xml
    assert word.element.xml.count("fldCharType=") == 3
    assert "第一部分\u3000部门概况" in [p.text for p in word.paragraphs if p.style.name == "Heading 1"]


def test_numbering_styles():
    assert numbers([1, 2, 3, 4]) == ("一、", "（一）", "1.", "（1）")
    assert numbers([1, 2, 3, 4, 1], "parts") == ("第一部分\u3000", "一、", "（一）", "1.", "第二部分\u3000")
