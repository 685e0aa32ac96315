import pytest

from reports.document.blocks import (
    Annex,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    paragraphs,
)
from reports.document.errors import MalformedDocument
from tests.reports.documents import make_budget_table, make_document, make_form_table, make_row

TWO = (Column("甲", 10), Column("乙", 20))


@pytest.mark.parametrize(
    ("columns", "rows", "message"),
    [
        pytest.param((), (), "没有列", id="no columns"),
        pytest.param((Column("甲", 0),), (), "宽度不大于零", id="no width"),
        pytest.param(TWO, (make_row("1"),), "第1行缺少1个单元格", id="gap"),
        pytest.param(TWO, (make_row("1", "2"), make_row("1", "2", "3")), "第2行放不下单元格“3”", id="overflow"),
        pytest.param(TWO, (Row((Cell("宽", colspan=3),)),), "第1行放不下单元格“宽”", id="span too wide"),
        pytest.param(
            TWO, (Row((Cell("高", rowspan=2), Cell("2"))), make_row("1", "2")), "第2行放不下单元格“2”", id="overlap"
        ),
        pytest.param(TWO, (Row((Cell("高", rowspan=2), Cell("2"))),), "超出了最后一行", id="span below the last row"),
        pytest.param(TWO, (Row((Cell("零", colspan=0), Cell("2"))),), "合并数小于一", id="span of zero"),
        pytest.param(
            TWO, (make_row("1", "2"), make_row("甲", "乙", kind="header")), "表头行排在表体之后", id="header below"
        ),
        pytest.param(
            (*TWO, Column("丙", 10)),
            (Row((Cell("1"), Cell("高", rowspan=2), Cell("3"))), Row((Cell("宽", colspan=2),))),
            "第2行放不下单元格“宽”",
            id="across a spanning cell",
        ),
        pytest.param(
            TWO,
            (Row((Cell("甲", rowspan=2), Cell("乙")), kind="header"), make_row("1", "2")),
            "超出了最后一行",
            id="header spans into the body",
        ),
    ],
)
def test_malformed_table_is_refused(columns, rows, message):
    with pytest.raises(MalformedDocument, match=message) as refused:
        Table("收支表", columns, rows)

    assert "收支表" in str(refused.value)


@pytest.mark.parametrize("make_table", [make_budget_table, make_form_table])
def test_table_with_spanning_cells_is_accepted(make_table):
    assert make_table().rows


def test_table_wider_than_the_page_is_refused():
    table = Table("宽表", (Column("甲", 157),), (make_row("1"),))

    with pytest.raises(MalformedDocument, match="“宽表”各列合计宽157毫米，超出版心宽度156毫米"):
        make_document(blocks=(table,))
    with pytest.raises(MalformedDocument):
        Annex("附表", (table,), "portrait")
    assert Annex("附表", (table,), "landscape").blocks == (table,)


def test_texts_become_printable():
    assert Heading(1, " 部门\u00a0概况\n").text == "部门 概况"
    assert Paragraph("2021\u20112022\u200b年").text == "2021-2022年"
    assert Cell("产出\r\n（40分）").text == "产出\n（40分）"
    assert Document("报告\u200b", 2022, "某街道", ()).title == "报告"


def test_free_text_becomes_one_paragraph_for_each_line():
    assert paragraphs("第一段。\n\n  第二段。\r\n") == (Paragraph("第一段。"), Paragraph("第二段。"))
