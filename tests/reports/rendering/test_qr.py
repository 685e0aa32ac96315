import re

import pytest

from reports.rendering.html import page_html
from reports.rendering.qr import QUIET_ZONE, svg
from tests.reports.documents import make_document

ADDRESS = "https://www.example.gov.cn/jxgk/2022/360102031/index.html#edition-1"


def dark_modules(picture):
    """Return the dark squares of a picture that draws them as horizontal strokes, by column and row."""
    column, row, dark = 0, 0, set()
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r' d="([^"]+)"', picture)[1]):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            dark |= {(int(column + at), int(row)) for at in range(int(values[0]))}
            column += values[0]
        elif command == "M":
            column, row = values[0], values[1] - 0.5
        else:
            column, row = column + values[0], row + values[1]
    return dark


def test_same_address_gives_the_same_bytes():
    assert svg(ADDRESS) == svg(ADDRESS)
    assert svg(ADDRESS) != svg(ADDRESS.replace("#edition-1", "#edition-2"))


def test_picture_is_a_code_with_its_three_eyes_and_quiet_zone():
    picture = svg(ADDRESS)
    size = int(re.search(r'viewBox="0 0 (\d+) \d+"', picture)[1])
    dark = dark_modules(picture)
    far = size - QUIET_ZONE - 7

    eye = {(x, y) for x in range(7) for y in range(7) if {x, y} & {0, 6} or (2 <= x <= 4 and 2 <= y <= 4)}
    for left, top in ((QUIET_ZONE, QUIET_ZONE), (far, QUIET_ZONE), (QUIET_ZONE, far)):
        assert {(x - left, y - top) for x, y in dark if 0 <= x - left < 7 and 0 <= y - top < 7} == eye
    assert min(min(place) for place in dark) == QUIET_ZONE


@pytest.mark.parametrize(("address", "codes"), [(ADDRESS, 1), ("", 0)])
def test_page_carries_the_code_where_the_portal_has_an_address(address, codes):
    page = page_html(make_document(), [("核验码", "K7P3-QX9M")], verification=address)

    assert page.count('alt="二维码：本报告的核验网址"') == codes
