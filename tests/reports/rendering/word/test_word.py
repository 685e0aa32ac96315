"""The Word file as Word reads it: its parts unpacked, and its text as LibreOffice prints it."""

import re
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from lxml import etree

from reports.document.blocks import TEXT_WIDTH_MM
from reports.rendering.html import page_html
from reports.rendering.pdf import render_pdf
from reports.rendering.word import render_docx
from tests.reports.documents import ANNEX_TITLES, CHAPTERS, make_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
IMPRINT = (("索引号", "t945037-0601-2023-0007"), ("发布机构", "墨山区青石街道办事处"), ("文件编号", ""))
TWIPS_A_MILLIMETRE = 1440 / 25.4
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs snapToGrid spacing ind "
    "contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "trPr": "cantSplit trHeight tblHeader jc",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}
"""The order that the schema of WordprocessingML (ECMA-376) asks for, of the elements that occur."""


@pytest.fixture(scope="module")
def word():
    return render_docx(make_document(), IMPRINT)


@pytest.fixture(scope="module")
def parts(word):
    with ZipFile(BytesIO(word)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def body(parts):
    return etree.fromstring(parts["word/document.xml"])


@pytest.fixture(scope="module")
def styles(parts):
    found = etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
    return {style.find(f"{W}name").get(f"{W}val"): style for style in found}


def text_of(element):
    return "".join(element.itertext(f"{W}t"))


def in_style(body, styles, name):
    identity = styles[name].get(f"{W}styleId")
    return [
        text_of(paragraph)
        for paragraph in body.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}pStyle") is not None
        and paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == identity
    ]


def test_same_document_gives_the_same_bytes(word):
    assert render_docx(make_document(), IMPRINT) == word


def test_headings_have_the_styles_of_their_levels(body, styles):
    assert in_style(body, styles, "heading 1") == [
        *[f"{number}、{title}" for number, title in zip("一二三", CHAPTERS, strict=True)],
        "一、调查方法",
    ]
    assert in_style(body, styles, "heading 2")[:2] == ["（一）基本情况", "（二）预算及执行情况"]
    assert in_style(body, styles, "heading 3") == ["1.主要职能"] * 3
    assert in_style(body, styles, "heading 4") == ["（1）工作机制"] * 3
    assert in_style(body, styles, "Annex Title") == list(ANNEX_TITLES)


@pytest.mark.parametrize(
    ("name", "font", "half_points", "level"),
    [
        ("Title", "方正小标宋简体", "44", None),
        ("heading 1", "黑体", "32", "0"),
        ("heading 2", "楷体_GB2312", "32", "1"),
        ("heading 3", "仿宋_GB2312", "32", "2"),
        ("heading 4", "仿宋_GB2312", "32", "3"),
        ("Body Text", "仿宋_GB2312", "32", None),
        ("footer", "宋体", "28", None),
    ],
)
def test_style_names_the_official_typeface_for_every_script(styles, name, font, half_points, level):
    properties = styles[name].find(f"{W}rPr")
    outline = styles[name].find(f"{W}pPr/{W}outlineLvl")

    assert set(properties.find(f"{W}rFonts").attrib.values()) == {font}
    assert properties.find(f"{W}sz").get(f"{W}val") == half_points
    assert (outline.get(f"{W}val") if outline is not None else None) == level


def test_no_font_comes_from_a_theme_and_every_style_in_use_exists(parts, styles):
    written = [content.decode() for name, content in parts.items() if re.match(r"word/[a-z]+\d?\.xml", name)]
    used = {name for part in written for name in re.findall(r'w:(?:pStyle|tblStyle) w:val="([^"]+)"', part)}

    assert not any(re.search(r"w:(?:ascii|hAnsi|eastAsia|cs)Theme", part, re.IGNORECASE) for part in written)
    assert used <= {style.get(f"{W}styleId") for style in styles.values()}


def test_nothing_is_coloured_as_a_red_head_would_be(parts):
    written = b"".join(content for name, content in parts.items() if name.startswith("word/"))

    assert set(re.findall(rb'w:color w:val="([^"]+)"', written)) <= {b"auto", b"000000"}


def test_names_of_styles_and_relations_are_unique(parts, styles):
    identities = [style.get(f"{W}styleId") for style in styles.values()]
    relations = re.findall(r'Id="([^"]+)"', parts["word/_rels/document.xml.rels"].decode())

    assert len(set(identities)) == len(identities)
    assert len(set(relations)) == len(relations)


def test_elements_stand_in_the_order_of_the_schema(parts):
    for name, content in parts.items():
        if not re.match(r"word/(document|styles|header\d|footer\d)\.xml", name):
            continue
        for element in etree.fromstring(content).iter(*[f"{W}{kind}" for kind in ORDER]):
            order = ORDER[element.tag.removeprefix(W)].split()
            found = [order.index(child.tag.removeprefix(W)) for child in element]
            assert found == sorted(found), (name, etree.tostring(element))


def test_page_is_that_of_the_standard_and_annexes_may_lie_across(body):
    sections = list(body.iter(f"{W}sectPr"))
    sizes = [section.find(f"{W}pgSz") for section in sections]
    margins = sections[0].find(f"{W}pgMar")

    assert [size.get(f"{W}orient") for size in sizes] in (
        [None, "landscape", "landscape", None],
        ["portrait", "landscape", "landscape", "portrait"],
    )
    for side, millimetres in {"top": 37, "right": 26, "bottom": 35, "left": 28}.items():
        assert int(margins.get(f"{W}{side}")) == pytest.approx(millimetres * TWIPS_A_MILLIMETRE, abs=1)
    assert {section.find(f"{W}docGrid").get(f"{W}linePitch") for section in sections} == {"579"}


def test_page_numbers_stand_on_the_outer_side(parts):
    footers = {}
    for name in ("word/footer1.xml", "word/footer2.xml"):
        footer = etree.fromstring(parts[name])
        footers[footer.find(f".//{W}jc").get(f"{W}val")] = footer
    types = etree.fromstring(parts["word/document.xml"]).iter(f"{W}footerReference")

    assert set(footers) == {"right", "left"}
    assert all(footer.find(f".//{W}fldSimple").get(f"{W}instr") == "PAGE" for footer in footers.values())
    assert {reference.get(f"{W}type") for reference in types} == {"default", "even"}
    assert b"<w:evenAndOddHeaders/>" in parts["word/settings.xml"]


def test_tables_are_fixed_fill_the_line_and_repeat_their_heads(body):
    tables = list(body.iter(f"{W}tbl"))
    widths = [sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) for table in tables]

    assert {table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") for table in tables} == {"fixed"}
    assert widths[0] == pytest.approx(TEXT_WIDTH_MM["portrait"] * TWIPS_A_MILLIMETRE, abs=2)
    assert widths[1] == pytest.approx(TEXT_WIDTH_MM["landscape"] * TWIPS_A_MILLIMETRE, abs=2)
    for table in tables:
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert heads == [True] + [False] * (len(heads) - 1)


def test_draft_says_so_in_the_top_margin_of_every_page(parts):
    with ZipFile(BytesIO(render_docx(make_document(), mark="草稿，未经公开"))) as package:
        headers = [package.read(name).decode() for name in package.namelist() if "header" in name]

    assert len(headers) == 2
    assert all("草稿，未经公开" in header for header in headers)
    assert not [name for name in parts if "header" in name]


def test_file_names_no_person_and_no_time(parts):
    core = parts["docProps/core.xml"].decode()

    assert "<dc:creator>墨山区青石街道办事处</dc:creator>" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}
    assert "python" not in core.lower()


@pytest.mark.pdf
def test_printed_text_is_that_of_the_pdf(word, tmp_path):
    (tmp_path / "report.docx").write_bytes(word)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]

    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=300)

    assert printed((tmp_path / "report.pdf").read_bytes()) == printed(
        render_pdf(page_html(make_document(), IMPRINT), timeout=60).pdf
    )


def printed(pdf):
    """Return the characters of a PDF as a sorted count: programs hand out cells and lines in different orders."""
    pages = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in pages]
    plain = "".join("".join(text.split()) for text in texts)
    plain = re.sub(r"—\d+—", "", plain.replace("\u200b", "").replace("\ufffe", ""))
    heads = "序号项目年初预算全年预算执行数"
    return sorted(plain.replace(heads, ""))
