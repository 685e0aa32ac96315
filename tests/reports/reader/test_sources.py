"""Files become text: in any encoding, with tables, with the numbers that Word writes; bad ones are refused."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from reports.checks.sample_report import SAMPLE
from reports.reader import sources
from reports.reader.reading import read
from reports.reader.sources import Unreadable, text_of

TABLE = """<html><head><title>无关</title><script>var a = 1;</script><meta charset="gb2312"></head><body><nav>首页</nav>
<h1>青山县云溪镇2022年度部门整体支出绩效自评表</h1><p>第一段<br>第二段&nbsp;有空格</p>
<table><tr><th>一级指标</th><th>二级指标</th><th>三级指标</th>
<th>年度指标值</th><th>实际完成值</th><th>分值</th><th>得分</th></tr>
<tr><td rowspan="2">产出指标（50分）</td><td>数量指标</td><td>养护里程</td>
<td>≥60公里</td><td>63公里</td><td>30</td><td>30</td></tr>
<tr><td>质量指标</td><td>验收合格率</td><td>≥95%</td><td>100%</td><td>20</td><td>18.5</td></tr>
<tr><td colspan="5">总分</td><td>50</td><td>48.5</td></tr></table></body></html>"""


def word_file(build):
    document = docx.Document()
    build(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SAMPLE.encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + SAMPLE.encode(), id="UTF-8 with a mark"),
        pytest.param(SAMPLE.encode("gb18030"), id="GBK"),
        pytest.param(SAMPLE.encode("utf-16"), id="UTF-16"),
    ],
)
def test_text_is_read_in_any_encoding(content):
    assert text_of("报告.TXT", content) == SAMPLE


def test_page_becomes_lines_with_merged_cells_repeated():
    lines = text_of("表.html", TABLE.encode("gb18030")).split("\n")

    assert lines[:3] == ["青山县云溪镇2022年度部门整体支出绩效自评表", "第一段", "第二段\xa0有空格"]
    assert lines[5] == "产出指标（50分） | 质量指标 | 验收合格率 | ≥95% | 100% | 20 | 18.5"


def test_tree_is_read_from_a_table():
    original = read(text_of("表.html", TABLE.encode("gb18030")))

    assert [(leaf.path, leaf.points, leaf.target, leaf.actual) for leaf in original.indicators] == [
        (("产出指标", "数量指标", "养护里程"), 30, "≥60公里", "63公里"),
        (("产出指标", "质量指标", "验收合格率"), 20, "≥95%", "100%"),
    ]
    assert [str(leaf.score) for leaf in original.indicators] == ["30", "18.5"]
    assert original.branches[0].points == 50


def test_long_text_in_a_layout_table_keeps_its_paragraphs():
    paragraphs = [f"第{number}段{'镇政府全年养护农村公路并组织验收。' * 12}" for number in range(3)]
    markup = f"<table><tr><td>{''.join(f'<p>{text}</p>' for text in paragraphs)}</td></tr></table>"

    assert text_of("页面.htm", markup.encode()).split("\n") == paragraphs


def test_word_file_is_read_with_paragraphs_and_tables():
    def build(document):
        for line in SAMPLE.rstrip("\n").split("\n"):
            document.add_paragraph(line)
        table = document.add_table(2, 2)
        for cell, text in zip((cell for row in table.rows for cell in row.cells), "甲乙丙丁", strict=True):
            cell.text = text

    text = text_of("报告.docx", word_file(build))

    assert text == f"{SAMPLE}甲 | 乙\n丙 | 丁"


def test_numbers_that_word_writes_by_itself_are_written_out():
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    abstract = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )

    def build(document):
        numbering = document.part.numbering_part.element
        numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{abstract}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
        for depth, text in (
            (0, "部门概况"),
            (1, "基本情况"),
            (1, "年度任务"),
            (2, "养护公路"),
            (0, "绩效情况"),
            (1, "产出"),
        ):
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="91"/></w:numPr>')
            )
            assert properties.find(qn("w:numPr")) is not None

    lines = text_of("报告.docx", word_file(build)).split("\n")

    assert lines == ["一、部门概况", "（一）基本情况", "（二）年度任务", "1.养护公路", "二、绩效情况", "（一）产出"]


def archive(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "甲">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("报告.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx", id="old Word"),
        pytest.param("报告.pdf", b"%PDF-1.7", "粘贴", id="PDF"),
        pytest.param("报告.xlsx", b"PK", "请提供 .txt、.html 或 .docx", id="another kind"),
        pytest.param("报告.docx", b"PK\x03\x04broken", "不是完好的 Word 文件", id="broken zip"),
        pytest.param("报告.docx", b"\xd0\xcf\x11\xe0" * 9, "加密", id="encrypted"),
        pytest.param("报告.docx", archive(other_xml="<a/>"), "不是完好的 Word 文件", id="no Word file"),
        pytest.param("报告.docx", archive(word__document_xml="<a>"), "已损坏", id="broken XML"),
        pytest.param("报告.docx", archive(word__document_xml=BOMB), "已损坏", id="entities"),
        pytest.param("报告.docx", archive(word__document_xml="<a/>"), "没有文字", id="empty"),
        pytest.param("报告.txt", b"\x00\x01\x02\x03", "内容不是文字", id="binary"),
        pytest.param("报告.txt", b"\xff\xff\xff", "UTF-8 或 GBK", id="unknown encoding"),
        pytest.param("报告.txt", b" \n ", "没有文字", id="blank"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name, content, says):
    with pytest.raises(Unreadable, match=says) as refusal:
        text_of(name, content)

    assert str(refusal.value).startswith(f"“{name}”")
    assert str(refusal.value).endswith("。")


def test_unpacked_text_is_bounded(monkeypatch):
    monkeypatch.setattr("reports.reader.word.LARGEST_PART", 1000)

    with pytest.raises(Unreadable, match="过大"):
        text_of("报告.docx", archive(word__document_xml=f"<a>{'甲' * 1000}</a>"))


def test_size_of_a_file_is_bounded(monkeypatch):
    monkeypatch.setattr(sources, "LARGEST", 2**20)

    with pytest.raises(Unreadable, match="超过1MB"):
        text_of("报告.txt", b"a" * (2**20 + 1))


def test_tables_within_tables_without_end_are_refused():
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000

    with pytest.raises(Unreadable, match=r"嵌套过深|已损坏"):
        text_of("报告.docx", archive(word__document_xml=f"<w:document {w}><w:body>{deep}</w:body></w:document>"))
