"""Sentences and figures in words."""

from datetime import date
from decimal import Decimal

import pytest

from departments.ratios import ratio
from reports.document.compose.chapter import composer
from reports.document.compose.wording import (
    actual_text,
    chinese_date,
    cited,
    filled,
    money,
    number,
    ratio_sentence,
    score_text,
    target_text,
    typeset,
    with_points,
)
from reports.snapshot import AuthorityFacts
from tests.reports.snapshots import make_leaf


def of(numerator, denominator, unit="元"):
    sides = [None if value is None else Decimal(value) for value in (numerator, denominator)]
    return ratio("控制率", "实际", sides[0], "预算", sides[1], unit=unit)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        pytest.param(of("1868170", "2000000"), "控制率=（实际186.82万元/预算200.00万元）×100%=93.41%。", id="percent"),
        pytest.param(of("1", "3"), "控制率=（实际0.00万元/预算0.00万元）×100%=33.33%。", id="rounded once"),
        pytest.param(of("45", "50", "%"), "控制率=（实际45%/预算50%）×100%=90%。", id="two ratios"),
        pytest.param(of("0", "0"), "控制率：实际0.00万元，预算0.00万元，不适用（无预算、无支出）。", id="0/0"),
        pytest.param(of("30000", "0"), "控制率：实际3.00万元，预算0.00万元，无法计算（分母为0）。", id="x/0"),
        pytest.param(of(None, "0"), "控制率：—。", id="unknown"),
    ],
)
def test_ratio_sentence(found, sentence):
    assert ratio_sentence(found) == sentence


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("得分区间 8(含)至 10(含),定为9", "得分区间8（含）至10（含），定为9", id="brackets and comma"),
        pytest.param("12,500.5", "12,500.5", id="digits on both sides keep theirs"),
        pytest.param("(120 − 100) ÷ 100,得8分", "(120−100)÷100，得8分", id="sums keep their brackets"),
        pytest.param("open data", "open data", id="Latin words keep their space"),
        pytest.param("已经，全角（文字）", "已经，全角（文字）", id="Chinese punctuation stays"),
    ],
)
def test_generated_text_is_set_in_the_chinese_way(text, printed):
    assert typeset(text) == printed


@pytest.mark.parametrize(
    ("changes", "target", "actual"),
    [
        pytest.param({}, "≥95%", "95%", id="number with sign and unit"),
        pytest.param(
            {"target_text": "全部覆盖", "actual_text": "已全部覆盖"}, "全部覆盖", "已全部覆盖", id="words first"
        ),
        pytest.param({"target": None, "actual": None}, "—", "—", id="unknown"),
        pytest.param({"rule": "yes_no", "actual": Decimal(1)}, "≥95%", "是", id="yes"),
        pytest.param({"rule": "yes_no", "actual": Decimal(0)}, "≥95%", "否", id="no"),
        pytest.param({"rule": "manual", "actual": Decimal(4)}, "≥95%", "—", id="awarded points are no result"),
        pytest.param({"actual": Decimal("99.50")}, "≥95%", "99.5%", id="no trailing zeros"),
    ],
)
def test_target_and_actual(changes, target, actual):
    leaf = make_leaf(("产出指标", "质量指标", "合格率"), "%", 5, **changes)

    assert (target_text(leaf, leaf.target), actual_text(leaf)) == (target, actual)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(money(Decimal(18681700)), "1868.17万元", id="amount"),
        pytest.param(money(None), "—", id="unknown amount"),
        pytest.param(number(Decimal("2.50")), "2.5", id="points"),
        pytest.param(number(0), "0", id="none is zero"),
        pytest.param(number(None), "—", id="unknown number"),
        pytest.param(score_text(Decimal(96)), "96.00", id="score"),
        pytest.param(score_text(None), "—", id="no score"),
        pytest.param(chinese_date(date(2023, 5, 8)), "2023年5月8日", id="date"),
        pytest.param(chinese_date(None), "—", id="no date"),
        pytest.param(with_points("数量指标", Decimal("10.00")), "数量指标（10分）", id="points in a heading"),
        pytest.param(with_points("数量指标", None), "数量指标", id="heading without points"),
        pytest.param(cited(AuthorityFacts("办法", "东财绩〔2020〕3号")), "《办法》（东财绩〔2020〕3号）", id="cited"),
        pytest.param(cited(AuthorityFacts("意见")), "《意见》", id="cited without number"),
        pytest.param(filled("得{score}分,{grade}", {"score": "6"}), "得6分，{grade}", id="template"),
    ],
)
def test_figures_in_words(printed, expected):
    assert printed == expected


def test_second_composer_for_a_source_is_refused():
    with pytest.raises(ValueError, match="duties"):
        composer("duties")(lambda chapter: iter(()))
