"""A rare character in a name is printed wherever a name may stand, from a font that the PDF carries with it."""

import re
import subprocess

import pytest

from reports.document.blocks import Column, Document, Heading, Paragraph, Signature, Table
from reports.rendering.html import page_html
from reports.rendering.pdf import render_pdf
from tests.reports.documents import make_row

pytestmark = pytest.mark.pdf

NAME = "𬭎㛃镕喆街道"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    columns = (Column(f"{NAME}头", 60), Column("金额", 40))
    blocks = (
        Heading(1, f"{NAME}一级"),
        Heading(2, f"{NAME}二级"),
        Paragraph(f"{NAME}正文。"),
        Table("表", columns, (make_row(f"{NAME}格", "1"),)),
        Signature(f"{NAME}署名", "2023年5月30日"),
    )
    rendered = render_pdf(page_html(Document(f"{NAME}题", 2022, f"{NAME}署名", blocks)), timeout=60)
    assert (rendered.missing, rendered.messages) == ("", ())
    path = tmp_path_factory.mktemp("rare") / "report.pdf"
    path.write_bytes(rendered.pdf)
    return path


def test_name_can_be_read_and_searched_in_every_place(pdf):
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    joined = "".join(text.split())

    assert {joined[found.end()] for found in re.finditer(NAME, joined)} == set("题一二正格署头")


def test_every_font_is_in_the_pdf(pdf):
    listed = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]

    assert any("Noto-Serif-CJK-SC" in line for line in listed)
    assert all(re.search(r"Identity-H +yes yes yes", line) for line in listed)
