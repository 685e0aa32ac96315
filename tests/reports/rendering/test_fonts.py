import re
import subprocess

import pytest

from tests.reports.documents import RARE
from tests.reports.rendering.glyphs import find

pytestmark = pytest.mark.pdf

NAMED = {"Noto-Serif-CJK-SC-Bold", "FandolFang", "FandolHei", "FandolKai", "FandolSong", "Noto-Serif-CJK-SC"}


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        pytest.param("墨山区青石街道办事处", "Noto-Serif-CJK-SC-Bold", 22, id="title in 2号小标宋"),
        pytest.param("本单位2022年度收到", "FandolFang", 16, id="text and digits in 3号仿宋"),
        pytest.param("一、部门概况", "FandolHei", 16, id="level one in 黑体"),
        pytest.param("（一）基本情况", "FandolKai", 16, id="level two in 楷体"),
        pytest.param("1.主要职能", "FandolFang", 16, id="level three in 仿宋"),
        pytest.param("（1）工作机制", "FandolFang", 16, id="level four in 仿宋"),
        pytest.param("附件1", "FandolHei", 16, id="label of an annex in 3号黑体"),
        pytest.param("序号", "FandolHei", 12, id="head of a table in 小4号黑体"),
        pytest.param("第29项工作经费", "FandolFang", 12, id="table in 小4号仿宋"),
    ],
)
def test_each_kind_of_text_has_its_font(pages, text, font, size):
    _, line = find(pages, text)

    assert {(glyph.font, glyph.size) for glyph in line} == {(font, size)}


def test_every_glyph_comes_from_a_named_font(pages):
    found = {glyph.font for page in pages for glyph in page.glyphs}

    assert found == NAMED


def test_rare_characters_are_printed(pages):
    glyphs = {glyph.character: glyph for page in pages for glyph in page.glyphs}

    for character in RARE:
        left, bottom, right, top = glyphs[character].box
        assert glyphs[character].font == "Noto-Serif-CJK-SC"
        assert right - left > 8
        assert top - bottom > 8


def test_every_font_is_embedded(rendered, tmp_path):
    pdf = tmp_path / "report.pdf"
    pdf.write_bytes(rendered.pdf)

    listed = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]

    assert len(listed) == len(NAMED)
    assert all(re.search(r"Identity-H +yes yes yes", line) for line in listed)


def test_renderer_has_nothing_to_remark(rendered):
    assert rendered.messages == ()
