"""The page as GB/T 9704-2012 wants it, measured from the PDF."""

from itertools import pairwise

import pytest

from reports.document.blocks import Annex, Cell, Column, Heading, Paragraph, Row, Table
from reports.rendering.html import page_html
from reports.rendering.pdf import render_pdf
from tests.reports.documents import FULL_LINES, RARE, TWO_LINE_NAME, make_budget_table, make_document, make_row
from tests.reports.rendering.glyphs import MILLIMETRE, find, read_pages, text_of

pytestmark = pytest.mark.pdf

LEFT, RIGHT = 28 * MILLIMETRE, (210 - 26) * MILLIMETRE
BOTTOM, TOP = 35 * MILLIMETRE, (297 - 37) * MILLIMETRE
LINE, CHARACTER = 225 * MILLIMETRE / 22, 156 * MILLIMETRE / 28


@pytest.fixture
def portrait(pages):
    return [page for page in pages if page.height > page.width]


@pytest.fixture
def landscape(pages):
    return [page for page in pages if page.width > page.height]


@pytest.fixture
def full_page(pages):
    return next(page for page in pages if all(text in FULL_LINES for text in page.texts))


@pytest.fixture
def table_page(pages):
    """The page on which the budget table goes on."""
    return pages[find(pages, "第29项工作经费")[0] - 1]


def test_full_page_has_22_lines_of_28_characters(full_page):
    assert [len(line) for line in full_page.lines] == [28] * 22


def test_lines_and_characters_fill_the_text_block(full_page):
    first, *_, last = full_page.lines

    assert (first[0].y - last[0].y) / 21 == pytest.approx(LINE, abs=0.05)
    for line in full_page.lines:
        assert line[0].x == pytest.approx(LEFT, abs=0.1)
        assert (line[-1].x - line[0].x) / 27 == pytest.approx(CHARACTER, abs=0.05)


def test_first_line_begins_at_the_top_margin(full_page):
    middle_of_line = full_page.lines[0][0].y + 0.38 * 16

    assert TOP - middle_of_line == pytest.approx(LINE / 2, abs=0.5)


def test_nothing_but_the_page_number_leaves_the_text_block(portrait):
    for page in portrait:
        assert (page.width, page.height) == pytest.approx((210 * MILLIMETRE, 297 * MILLIMETRE), abs=0.1)
        for glyph in page.body:
            left, bottom, right, top = glyph.box
            assert left > LEFT - 0.2
            assert right < RIGHT + 0.2
            assert bottom > BOTTOM
            assert top < TOP


def test_text_stands_on_the_line_grid_even_with_rare_characters(pages):
    lines = [line for page in pages[:6] for line in page.lines if line[0].font == "FandolFang"]

    assert any(set(RARE) & set(text_of(line)) for line in lines)
    for line in lines:
        rows = (TOP - line[0].y - 20.55) / 28.96
        assert rows == pytest.approx(round(rows), abs=0.01)


def test_lines_that_go_on_end_at_the_right_margin(pages):
    lines = [line for page in pages[:6] for line in page.lines]
    going_on = [
        line
        for line, below in pairwise(lines)
        if line[0].size == 16 and abs(below[0].x - LEFT) < 1 and "一" <= line[-1].character <= "龥"
    ]

    assert len(going_on) > 20
    for line in going_on:
        assert line[-1].x + 16 == pytest.approx(RIGHT, abs=0.8)


def test_paragraphs_and_headings_are_indented_by_two_characters(pages):
    for text in ("本单位2022年度收到", "一、部门概况", "（一）基本情况", "1.主要职能", "（1）工作机制"):
        _, line = find(pages, text)

        assert line[0].x - LEFT == pytest.approx(2 * CHARACTER, abs=0.2)


def test_title_stands_centred_on_the_third_line(pages):
    name, year = pages[0].lines[:2]

    assert (text_of(name), text_of(year)) == ("墨山区青石街道办事处", "2022年度部门整体支出绩效自评报告")
    assert TOP - name[0].y == pytest.approx(2.75 * LINE, abs=3)
    for line in (name, year):
        assert (line[0].box[0] + line[-1].box[2]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1.5)


def test_page_number_stands_between_dashes_outside_and_7_mm_below(portrait, pages):
    for page in portrait:
        number = pages.index(page) + 1
        dash, *_, last = page.number
        assert text_of(page.number) == f"—{number}—"
        assert {glyph.size for glyph in page.number} == {14}
        assert BOTTOM - (dash.box[1] + dash.box[3]) / 2 == pytest.approx(7 * MILLIMETRE, abs=0.3)
        if number % 2:
            assert RIGHT - last.box[2] == pytest.approx(14, abs=0.3)
        else:
            assert dash.box[0] - LEFT == pytest.approx(14, abs=0.3)


def test_landscape_page_keeps_its_number_where_the_upright_sheet_has_it(landscape, pages):
    numbers = [pages.index(page) + 1 for page in landscape]

    assert {number % 2 for number in numbers} == {0, 1}
    for number, page in zip(numbers, landscape, strict=True):
        dash, *_, last = page.number
        assert text_of(page.number) == f"—{number}—"
        assert {glyph.angle % 360 for glyph in page.number} == {90}
        assert BOTTOM - (dash.box[0] + dash.box[2]) / 2 == pytest.approx(7 * MILLIMETRE, abs=0.3)
        if number % 2:
            assert last.box[1] == pytest.approx(26 * MILLIMETRE + 14, abs=0.3)
        else:
            assert page.height - LEFT - dash.box[3] == pytest.approx(14, abs=0.3)


def test_landscape_text_keeps_the_margins_of_the_turned_sheet(landscape):
    for page in landscape:
        assert (page.width, page.height) == pytest.approx((297 * MILLIMETRE, 210 * MILLIMETRE), abs=0.1)
        for glyph in page.body:
            left, bottom, right, top = glyph.box
            assert left > BOTTOM
            assert right < page.width - 37 * MILLIMETRE
            assert bottom > 26 * MILLIMETRE
            assert top < page.height - LEFT


def test_table_rows_stand_on_the_line_grid(pages):
    number, _ = find(pages, TWO_LINE_NAME[:12])
    amounts = [line[-1].y for line in pages[number - 1].lines if text_of(line).endswith("12.50")]
    steps = [(above - below) / 28.96 for above, below in pairwise(amounts)]

    assert len(steps) > 8
    assert sorted({round(step, 2) for step in steps}) == [1.0, 1.5]
    assert sum(steps) == pytest.approx(round(sum(steps)), abs=0.01)


def test_table_head_is_repeated_and_text_after_it_is_on_the_grid(table_page):
    assert table_page.texts[0] == "序号项目年初预算全年预算执行数"
    rows = (TOP - find([table_page], "参与调查")[1][0].y - 20.55) / 28.96
    assert rows == pytest.approx(round(rows), abs=0.05)


def test_date_stands_two_characters_right_of_the_name(pages):
    number, name = find(pages, "墨山区青石街道办事处")
    number, date = find(pages, "2023年5月26日")
    name = pages[number - 1].lines[pages[number - 1].lines.index(date) - 1]

    assert text_of(name) == "墨山区青石街道办事处"
    assert RIGHT - name[-1].x == pytest.approx(3 * CHARACTER, abs=0.5)
    assert date[0].x - name[0].x == pytest.approx(2 * CHARACTER, abs=0.5)


def test_attachments_stand_below_each_other(pages):
    _, first = find(pages, "附件：1.部门整体支出绩效自评表")
    _, second = find(pages, "2.绩效指标得分依据")

    assert first[0].x - LEFT == pytest.approx(2 * CHARACTER, abs=0.2)
    assert second[0].x == pytest.approx(first[3].x, abs=0.5)
    assert second[2].x == pytest.approx(first[5].x, abs=0.5)


def test_annex_begins_a_page_with_its_label_and_a_title_on_line_three(pages):
    label, title = pages[-1].lines[:2]

    assert (text_of(label), text_of(title)) == ("附件3", "满意度调查说明")
    assert label[0].x == pytest.approx(LEFT, abs=0.2)
    assert label[0].y - title[0].y == pytest.approx(2 * LINE, abs=5)


def make_pages(lines, *blocks):
    """Return the pages of a report that has so many lines of text before `blocks`."""
    text = (Paragraph("本段只有一行。"),) * lines
    document = make_document(title="报告", blocks=(*text, *blocks), annexes=())
    return read_pages(render_pdf(page_html(document), timeout=60).pdf)


def test_heading_is_never_the_last_line_of_a_page():
    first, second = make_pages(18, Heading(1, "部门概况"), Paragraph("正文。"))

    assert first.texts[-1] == "本段只有一行。"
    assert second.texts[0] == "一、部门概况"


@pytest.mark.parametrize("lines", [15, 16, 17])
def test_caption_unit_and_head_stay_with_the_first_row(lines):
    first, second = make_pages(lines, make_budget_table(2))

    assert first.texts[-1] == "本段只有一行。"
    assert second.texts[:2] == ["部门预算执行情况表", "单位：万元"]


@pytest.mark.parametrize("rows", [15, 16, 17, 18])
def test_goal_stays_with_its_title(rows):
    columns = (Column("", 40), Column("", 58), Column("", 58))
    titles = Row((Cell("年度总体目标", rowspan=2), Cell("预期目标"), Cell("实际完成情况")), is_kept=True)
    funds = [make_row("资金", "1.00", "1.00")] * rows
    goal = "按计划完成各项任务，" * 12
    table = Table("", columns, (*funds, titles, make_row(goal, goal)))

    first, second = make_pages(0, table)

    assert set(first.texts[3:]) == {"资金1.001.00"}
    assert second.texts[0] == "预期目标实际完成情况"


def test_tables_of_annexes_are_set_small_and_close():
    document = make_document(title="报告", blocks=(), annexes=(Annex("得分依据", (make_budget_table(60),)),))
    pages = read_pages(render_pdf(page_html(document), timeout=60).pdf)

    number, row = find(pages, "第30项工作经费")

    below = pages[number - 1].lines[pages[number - 1].lines.index(row) + 1]
    assert {glyph.size for glyph in row} == {10.5}
    assert row[0].y - below[0].y == pytest.approx(25, abs=0.1)


def test_long_title_of_an_annex_breaks_before_its_brackets():
    annex = Annex("项目支出绩效自评表（困难群众救助和优抚保障）", (Paragraph("正文。"),))
    document = make_document(title="报告", blocks=(), annexes=(annex,))

    *_, page = read_pages(render_pdf(page_html(document), timeout=60).pdf)

    assert page.texts[1:3] == ["项目支出绩效自评表", "（困难群众救助和优抚保障）"]


def test_total_stays_with_the_row_above():
    _, second = make_pages(12, make_budget_table(3))

    assert second.texts[1].startswith("3")
    assert second.texts[2].startswith("合计")
