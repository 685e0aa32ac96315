import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from reports.document.blocks import (
    Annex,
    AttachmentList,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Signature,
    Table,
)
from reports.rendering.html import body_html, page_html
from tests.reports.documents import make_document, make_form_table, make_row

HOSTILE = "<script>alert('&')</script>\""


class Elements(HTMLParser):
    """Collects every element with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, *tags):
        return [(tag, attrs) for tag, attrs in self.found if tag in tags]


@pytest.fixture
def html():
    return body_html(make_document())


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"title": HOSTILE}, id="title"),
        pytest.param({"publisher": HOSTILE, "keywords": (HOSTILE,), "description": HOSTILE}, id="metadata"),
        pytest.param({"blocks": (Heading(1, HOSTILE, anchor=HOSTILE),)}, id="heading"),
        pytest.param({"blocks": (Paragraph(HOSTILE),)}, id="paragraph"),
        pytest.param({"blocks": (AttachmentList((HOSTILE,)),)}, id="attachment list"),
        pytest.param({"blocks": (Signature(HOSTILE, HOSTILE),)}, id="signature"),
        pytest.param({"annexes": (Annex(HOSTILE, ()),)}, id="annex"),
        pytest.param(
            {"blocks": (Table(HOSTILE, (Column(HOSTILE, 9),), (make_row(HOSTILE),), unit_note=HOSTILE),)}, id="table"
        ),
    ],
)
def test_texts_are_escaped(changes):
    html = page_html(make_document(**changes))

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not [attrs for _, attrs in Elements(html).found if "alert('&')" in attrs]


def test_headings_are_numbered_and_skip_no_level(html):
    headings = re.findall(r"<h(\d)[^>]*>(.*?)</h\d>", html)
    ranks = [int(rank) for rank, _ in headings]

    assert [text for _, text in headings[1:6]] == [
        "一、部门概况",
        "（一）基本情况",
        "1.主要职能",
        "（1）工作机制",
        "（二）预算及执行情况",
    ]
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))


def test_every_address_is_given_once(html):
    addresses = [attrs["id"] for _, attrs in Elements(html).found if "id" in attrs]

    assert {"section-1", "section-1-1", "section-1-1-1-1", "annex-1", "annex-3-1"} <= set(addresses)
    assert len(addresses) == len(set(addresses))


def test_heading_keeps_its_own_address():
    assert 'id="budget"' in body_html(make_document(blocks=(Heading(1, "预算", anchor="budget"),)))


def test_header_cells_say_what_they_head():
    html = body_html(make_document(blocks=(), annexes=(Annex("表", (make_form_table(),), "landscape"),)))

    scopes = [attrs["scope"] for _, attrs in Elements(html).named("th")]
    assert scopes == ["col"] * 7 + ["rowgroup"] * 3 + ["row"]
    assert 'rowspan="8">产出指标<br>（40分）</th>' in html


def test_columns_fill_the_line_and_align_their_cells():
    columns = (Column("项目", 30), Column("金额", 10, "right"))
    rows = (make_row("办公费", "1.20"), Row((Cell("无", colspan=2, align="center"),)))
    html = body_html(make_document(blocks=(Table("表", columns, rows),), annexes=()))

    elements = Elements(html)
    assert [attrs["width"] for _, attrs in elements.named("col")] == ["75.00%", "25.00%"]
    assert [attrs["class"] for _, attrs in elements.named("th", "td")] == [
        "center",
        "center",
        "left",
        "right",
        "center",
    ]


def test_cells_beside_a_spanning_cell_follow_their_own_column():
    columns = (Column("", 30), Column("", 10, "right"))
    rows = (Row((Cell("甲", rowspan=2), Cell("1"))), make_row("2"))
    html = body_html(make_document(blocks=(Table("表", columns, rows),), annexes=()))

    assert [attrs["class"] for _, attrs in Elements(html).named("td")] == ["left", "right", "right"]
    assert "<thead>" not in html


def test_table_can_be_scrolled_with_the_keyboard_and_is_told_apart_by_its_annex(html):
    frames = [attrs for tag, attrs in Elements(html).named("div") if attrs.get("role") == "region"]

    assert [frame["aria-label"] for frame in frames] == [
        "部门预算执行情况表",
        "部门整体支出绩效自评表 表格",
        "绩效指标得分依据 表格",
    ]
    assert all(frame["tabindex"] == "0" for frame in frames)


def test_attachments_end_without_punctuation(html):
    assert '<span class="label">附件：</span><span class="number">1.</span>部门整体支出绩效自评表</li>' in html
    assert '<li><span class="number">2.</span>绩效指标得分依据</li>' in html


def test_single_attachment_has_no_number():
    html = body_html(make_document(blocks=(AttachmentList(("自评表",)),), annexes=(Annex("自评表", ()),)))

    assert '<span class="label">附件：</span>自评表</li>' in html
    assert '<span class="label">附件</span> <span class="title"><span>自评表</span></span>' in html


def test_long_title_of_an_annex_breaks_before_its_brackets():
    html = body_html(make_document(annexes=(Annex("项目支出绩效自评表（困难群众救助和优抚保障）", ()),)))

    assert "<span>项目支出绩效自评表</span><span>（困难群众救助和优抚保障）</span>" in html


def test_column_without_a_title_has_an_empty_cell_that_heads_nothing():
    table = Table("表", (Column("", 8), Column("指标", 40)), (make_row("1", "2"),))

    html = body_html(make_document(blocks=(table,), annexes=()))

    assert '<td class="center"></td><th scope="col" class="center">指标</th>' in html


def test_row_says_that_it_is_kept_with_the_next():
    table = Table("表", (Column("", 8),), (make_row("1", is_kept=True), make_row("2")))

    html = body_html(make_document(blocks=(table,), annexes=()))

    assert '<tr class="body kept"><td class="left">1</td>' in html
    assert '<tr class="body"><td class="left">2</td>' in html


def test_long_title_breaks_before_the_year(html):
    assert "<h1><span>墨山区青石街道办事处</span><span>2022年度部门整体支出绩效自评报告</span></h1>" in html


def test_printed_page_needs_nothing_else():
    html = page_html(make_document())
    elements = Elements(html)

    assert not elements.named("link", "script", "img")
    assert "url(" not in html
    assert "http" not in html
    assert '<html lang="zh-CN">' in html
    assert "<title>墨山区青石街道办事处2022年度部门整体支出绩效自评报告</title>" in html
    assert ("meta", {"name": "keywords", "content": "绩效自评,部门整体支出,2022"}) in elements.found
