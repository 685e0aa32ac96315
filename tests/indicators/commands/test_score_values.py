import pytest

from tests.indicators.commands.sheets import measured, scored

WRITTEN = {
    "sign and unit": (measured(target="≥50个", actual="48个"), "9.60"),
    "full width": (measured(target="５０", actual="４８"), "9.60"),
    "thousands": (measured(target="1,000", actual="960"), "9.60"),
    "percent in words": (measured(target="100百分比", actual="96%"), "9.60"),
    "percent beside a percent unit in words": (measured(target="100%", actual=96, unit="百分比"), "9.60"),
    "none happened": (measured("reverse_linear", target="0起", actual="0起"), "10.00"),
    "scaled amounts": (measured("execution", target="150万元", actual="1252500元"), "8.35"),
    "scale without a unit": (measured("execution", target="150万", actual="125.25万"), "8.35"),
    "scale beside the thing itself": (measured("reverse_linear", target="150万", actual="1500000元"), "10.00"),
    "scale beside a bare number": (measured("reverse_linear", target="150万", actual=1500000), "10.00"),
    "scale as the unit of the measurement": (
        measured("execution", target="150", actual="1252500元", unit="万"),
        "8.35",
    ),
    "equals sign before an actual": (measured(target="50", actual="=48个"), "9.60"),
    "unit of the measurement": (measured("execution", target="1500000", actual="125.25万元", unit="元"), "8.35"),
    "exponent of a program": (measured(target="1.5E+2", actual="144"), "9.60"),
    "points with their unit": (measured(points="10分", target=1, actual=1), "10.00"),
    "yes": (measured("yes_no", actual="是"), "10.00"),
    "no": (measured("yes_no", actual=False), "0.00"),
    "worded target of yes or no": (measured("yes_no", target="按时完成", actual=True), "10.00"),
    "worded target of a judgement": (
        measured("qualitative", target="达成预期指标", actual="9分", grade="达成预期指标"),
        "9.00",
    ),
    "judged points beside another unit": (measured("manual", actual="9分", unit="%", reason="专家意见"), "9.00"),
    "ratio of written amounts": (
        measured("formula", ratio="公用经费控制率", numerator="12万元", denominator="100000元", target="≤100%"),
        "0.00",
    ),
    "items with JSON truths": (
        measured("checklist", items=[{"name": "甲", "done": 1}, {"name": "乙", "done": False}]),
        "5.00",
    ),
    "unit that reads like a number is kept": (measured(target="3", actual="3", unit="2小时"), "10.00"),
    "twenty decimals": (measured(target="3", actual="0.99999999999999999999"), "3.33"),
    "as long as numbers may be": (
        measured("reverse_step", target="0.00000000000000000001", actual="999999999999999"),
        "0.00",
    ),
}


@pytest.mark.parametrize(("measurement", "score"), WRITTEN.values(), ids=WRITTEN)
def test_values_are_read_as_people_write_them(tmp_path, measurement, score):
    assert scored(tmp_path, [measurement])["scores"][0]["score"] == score


def test_the_answer_says_how_values_were_read(tmp_path):
    sheet = [measured("execution", target="≥150万元", actual="1252500元", points="10")]

    [found] = scored(tmp_path, sheet)["scores"]

    target, actual = found["explanation"]["readings"]
    assert target.startswith("target “≥150万元”：符号“≥”")
    assert actual.endswith("折合为 125.25")


def test_the_answer_says_which_unit_a_bare_number_was_given(tmp_path):
    sheet = [
        measured("execution", target="150万元", actual=125.25),
        measured(target="50", actual=48, id="b", unit="个"),
    ]

    found = scored(tmp_path, sheet)["scores"]

    assert found[0]["explanation"]["readings"][1:] == ["actual “125.25”：未写单位，按“万元”理解"]
    assert found[1]["explanation"]["readings"] == []


def test_a_sign_against_the_rule_is_told(tmp_path):
    [found] = scored(tmp_path, [measured("reverse_linear", target="≥100个", actual=90)])["scores"]

    assert "“≥”，而所用规则按越低越好计分" in found["explanation"]["warnings"][0]


def test_plain_numbers_need_no_reading(tmp_path):
    [found] = scored(tmp_path, [measured(target="50", actual=48.5)])["scores"]

    assert found["explanation"]["readings"] == []


def test_a_dash_is_said_to_be_missing(tmp_path):
    [found] = scored(tmp_path, [measured(target="50", actual="—")])["scores"]

    assert "未填写" in found["explanation"]["readings"][0]


def test_the_name_stands_in_for_the_id(tmp_path):
    sheet = [{"name": "低保金发放", "rule": "yes_no", "points": 5, "actual": 1}]

    assert scored(tmp_path, sheet)["scores"][0]["id"] == "低保金发放"
