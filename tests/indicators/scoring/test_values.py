from decimal import Decimal

import pytest

from indicators.scoring import read_value
from indicators.scoring.values import Kind

NUMBERS = [
    ("≥50个", "≥", "50", "个"),
    (">=50个", "≥", "50", "个"),
    ("=8个", "=", "8", "个"),
    ("≤90万元", "≤", "90", "万元"),
    ("<5%", "<", "5", "%"),
    ("150万", "", "150", "万"),
    ("100百分比", "", "100", "%"),
    ("≥100百分比", "≥", "100", "%"),
    ("百分之95", "", "95", "%"),
    ("不低于百分之95", "≥", "95", "%"),
    ("98.5％", "", "98.5", "%"),
    ("１２８", "", "128", ""),
    ("≥９０.５%", "≥", "90.5", "%"),
    ("1,868.17万元", "", "1868.17", "万元"),
    ("2,550,252元", "", "2550252", "元"),
    ("2,550,252元", "", "2550252", "元"),
    ("9265.353442", "", "9265.353442", ""),
    ("0起", "", "0", "起"),
    ("0", "", "0", ""),
    ("-5%", "", "-5", "%"),
    ("−5.2%", "", "-5.2", "%"),
    ("+3", "", "3", ""),
    (" 42 人 ", "", "42", "人"),
    ("6896人次", "", "6896", "人次"),
    ("1个百分点", "", "1", "个百分点"),
    ("不少于3次", "≥", "3", "次"),
    ("至少3次", "≥", "3", "次"),
    ("大于等于3", "≥", "3", ""),
    ("大于3", ">", "3", ""),
    ("不超过30天", "≤", "30", "天"),
    ("小于等于30天", "≤", "30", "天"),
    ("低于30天", "<", "30", "天"),
    ("95%以上", "≥", "95", "%"),
    ("95%(含)以上", "≥", "95", "%"),
    ("10天以内", "≤", "10", "天"),
    ("10天以下", "≤", "10", "天"),
    ("90.", "", "90", ""),
    (".5", "", "0.5", ""),
    (96, "", "96", ""),
    (Decimal("96.50"), "", "96.50", ""),
]


@pytest.mark.parametrize(("written", "sign", "number", "unit"), NUMBERS, ids=[str(row[0]) for row in NUMBERS])
def test_reads_a_number_with_sign_and_unit(written, sign, number, unit):
    reading = read_value(written)

    assert (reading.kind, reading.sign, reading.number, reading.unit) == (Kind.NUMBER, sign, Decimal(number), unit)
    assert reading.text == str(written).strip()


@pytest.mark.parametrize(
    "written", [None, "", "  ", "—", "——", "-", "－", "/", "无", "暂无", "不适用", "n/a", "\u3000"]
)
def test_reads_a_blank_as_missing_and_not_as_zero(written):
    reading = read_value(written)

    assert reading.is_missing
    assert reading.number is None


@pytest.mark.parametrize(
    "written",
    [
        "达成预期指标",
        "效果明显",
        "2022年12月31日前",
        "≥6次12次",
        "90%-95%",
        "37/30",
        "1,23",
        "12,34,567元",
        "1.2.3",
        "≥",
        "100%,比上年提高",
        "3人至5人",
        "50个项目全部按期完成并且通过了验收",
    ],
)
def test_keeps_what_is_not_one_number_as_text(written):
    reading = read_value(written)

    assert (reading.kind, reading.number, reading.text) == (Kind.TEXT, None, written)
    assert "按文字处理" in reading.how


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("≥50个", "符号“≥”，数值 50，单位“个”"),
        ("96", "数值 96"),
        ("—", "“—”按未填写处理"),
        ("", "未填写"),
    ],
)
def test_says_how_it_was_read(written, how):
    assert read_value(written).how == how


@pytest.mark.parametrize(
    ("written", "unit", "expected"),
    [
        ("150万", "万元", "150"),
        ("150万", "元", "1500000"),
        ("25.5万元", "元", "255000"),
        ("2550252元", "万元", "255.0252"),
        ("1.2亿元", "万元", "12000"),
        ("5千元", "元", "5000"),
        ("1500000元", "万", "150"),
        ("150万", "万", "150"),
        ("150万", "", "1500000"),
        ("96件", "", None),
        ("96", "件", "96"),
        ("96%", "%", "96"),
        ("96件", "人", None),
        ("96%", "个", None),
        ("达成预期指标", "%", None),
        ("—", "%", None),
    ],
)
def test_converts_between_units_of_the_same_thing(written, unit, expected):
    assert read_value(written).in_unit(unit) == (None if expected is None else Decimal(expected))
