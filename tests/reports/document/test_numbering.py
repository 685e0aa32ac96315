import pytest

from reports.document.errors import MalformedDocument
from reports.document.numbering import annex_label, chinese_numeral, numbers


@pytest.mark.parametrize(
    ("levels", "printed"),
    [
        pytest.param([], (), id="no headings"),
        pytest.param([1, 1, 1], ("一、", "二、", "三、"), id="chapters"),
        pytest.param([1, 2, 3, 4], ("一、", "（一）", "1.", "（1）"), id="all levels"),
        pytest.param([1, 2, 2, 1, 2], ("一、", "（一）", "（二）", "二、", "（一）"), id="a chapter begins anew"),
        pytest.param([1, 2, 3, 3, 2, 3], ("一、", "（一）", "1.", "2.", "（二）", "1."), id="a section begins anew"),
        pytest.param([1, 2, 3, 4, 4, 1], ("一、", "（一）", "1.", "（1）", "（2）", "二、"), id="up three levels"),
    ],
)
def test_numbers(levels, printed):
    assert numbers(levels) == printed


@pytest.mark.parametrize("levels", [[2], [1, 3], [1, 2, 4], [1, 2, 3, 4, 5], [0]], ids=str)
def test_skipped_level_is_refused(levels):
    with pytest.raises(MalformedDocument, match="标题层次"):
        numbers(levels)


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_chinese_numeral(value, written):
    assert chinese_numeral(value) == written


@pytest.mark.parametrize("value", [0, 100])
def test_numeral_out_of_range_is_refused(value):
    with pytest.raises(MalformedDocument, match="1至99"):
        chinese_numeral(value)


def test_single_annex_has_no_number():
    assert annex_label(1, 1) == "附件"
    assert [annex_label(position, 2) for position in (1, 2)] == ["附件1", "附件2"]
