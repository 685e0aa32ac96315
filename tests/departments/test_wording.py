from decimal import Decimal

import pytest

from departments.ratios import ratio
from departments.wording import cell_note, ratio_cell, ratio_text, wan, wan_exactly


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        pytest.param("10", "10", "100%", id="whole percentages have no decimals"),
        pytest.param("30", "37", "81.08%", id="two decimals"),
        pytest.param("39", "40", "97.5%", id="no trailing zero"),
        pytest.param("0", "0", "不适用（无预算、无支出）", id="nothing out of nothing"),
        pytest.param("5", "0", "无法计算（分母为0）", id="something out of nothing"),
        pytest.param(None, "5", "—", id="not entered"),
    ],
)
def test_a_ratio_is_worded_in_one_way(numerator, denominator, text):
    sides = [None if side is None else Decimal(side) for side in (numerator, denominator)]

    assert ratio_text(ratio("预算完成率", "执行", sides[0], "预算", sides[1], unit="元")) == text


@pytest.mark.parametrize("numerator", ["0", "5"])
def test_a_change_since_nothing_has_no_base(numerator):
    change = ratio("变动率", "增减额", Decimal(numerator), "上年数", Decimal(0), unit="元", is_change=True)

    assert ratio_text(change) == ratio_cell(change) == "无可比基数"


@pytest.mark.parametrize(
    ("sides", "cell", "note"),
    [
        pytest.param(("10", "10"), "100%", "", id="a rate needs no note"),
        pytest.param(("0", "0"), "不适用", "注：“不适用”指无预算、无支出。", id="nothing out of nothing"),
        pytest.param(("5", "0"), "无法计算", "注：“无法计算”指分母为0。", id="something out of nothing"),
    ],
)
def test_a_cell_is_short_and_explained_once_below_the_table(sides, cell, note):
    found = ratio_cell(ratio("执行率", "执行数", Decimal(sides[0]), "预算数", Decimal(sides[1]), unit="元"))

    assert found == cell
    assert cell_note(["0.00", found, found]) == note


def test_one_note_explains_all_words():
    assert cell_note(["无法计算", "不适用", "90%"]) == "注：“不适用”指无预算、无支出；“无法计算”指分母为0。"


@pytest.mark.parametrize(
    ("amount", "rounded", "exact"),
    [
        pytest.param("18681700", "1868.17", "1868.17万元", id="two decimals"),
        pytest.param("2550252", "255.03", "255.0252万元", id="more decimals"),
        pytest.param("65850", "6.59", "6.585万元", id="a half goes up"),
        pytest.param("0", "0.00", "0.00万元", id="nothing"),
        pytest.param("120000000", "12000.00", "12000.00万元", id="no exponent"),
        pytest.param("-10000", "-1.00", "-1.00万元", id="less"),
    ],
)
def test_amounts_are_worded_in_ten_thousands(amount, rounded, exact):
    assert wan(Decimal(amount)) == rounded
    assert wan_exactly(Decimal(amount)) == exact


def test_an_unknown_amount_is_a_dash():
    assert wan(None) == "—"
