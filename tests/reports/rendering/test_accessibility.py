import ctypes

import page
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

pytestmark = pytest.mark.pdf


@pytest.fixture
def opened(rendered):
    with pypdfium2.PdfDocument(rendered.pdf) as document:
        yield document


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_pdf_conforms_to_pdf_ua_1_and_to_pdf_a_3a(rendered, profile):
    report = page.validate_pdf_bytes(rendered.pdf, profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_pdf_is_tagged_and_names_its_language(opened):
    language = (ctypes.c_ushort * 20)()
    length = pdfium.FPDFCatalog_GetLanguage(opened, language, len(language))

    assert bytes(language)[: length - 2].decode("utf-16-le") == "zh-CN"
    assert pdfium.FPDFCatalog_IsTagged(opened)


def test_pdf_says_what_it_is(opened):
    metadata = opened.get_metadata_dict()

    assert metadata["Title"] == "墨山区青石街道办事处2022年度部门整体支出绩效自评报告"
    assert metadata["Author"] == "墨山区青石街道办事处"
    assert metadata["Keywords"] == "绩效自评, 部门整体支出, 2022"


def test_headings_are_bookmarks(opened):
    bookmarks = [(bookmark.level, bookmark.get_title()) for bookmark in opened.get_toc()]

    assert bookmarks[:5] == [
        (0, "墨山区青石街道办事处2022年度部门整体支出绩效自评报告"),
        (1, "一、部门概况"),
        (2, "（一）基本情况"),
        (3, "1.主要职能"),
        (4, "（1）工作机制"),
    ]
    assert bookmarks[-3:] == [(1, "附件2 绩效指标得分依据"), (1, "附件3 满意度调查说明"), (2, "一、调查方法")]


@pytest.mark.parametrize("tag", ["H1", "H2", "H5", "P", "Table", "Caption", "TH", "TD", "L", "LI"])
def test_blocks_keep_their_meaning(opened, tag):
    assert tag in {found for opened_page in opened for found in _tags(opened_page)}


def _tags(opened_page):
    tree = pdfium.FPDF_StructTree_GetForPage(opened_page)
    waiting = [
        pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    while waiting:
        element = waiting.pop()
        buffer = ctypes.create_string_buffer(60)
        pdfium.FPDF_StructElement_GetType(element, buffer, len(buffer))
        yield buffer.raw.decode("utf-16-le").rstrip("\0")
        children = range(pdfium.FPDF_StructElement_CountChildren(element))
        waiting += filter(None, (pdfium.FPDF_StructElement_GetChildAtIndex(element, index) for index in children))
