from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command

from indicators.management import files
from tests.indicators.commands.sheets import measured, refusals

NO_JSON = {
    "empty": ("", "第 1 行第 1 列"),
    "cut off": ('{"measurements": [', "第 1 行第 19 列"),
    "comma too many": ('{\n"scheme": "donghu",\n}', "第 3 行第 1 列"),
    "a list": ("[]", "文件"),
    "a number": ("12", "文件"),
    "endless nesting": ("[" * 100_000, "文件"),
    "deep nesting": ('{"a":' * 40 + "1" + "}" * 40, ".".join("a" * 32)),
}


@pytest.mark.parametrize(("text", "place"), NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_sheet_at_all_is_refused(tmp_path, text, place):
    assert list(refusals(tmp_path, text)) == [place]


SHEETS = {
    "nothing to score": ({}, {"measurements": "至少有一项"}),
    "empty list": ({"measurements": []}, {"measurements": "至少有一项"}),
    "measurements are no list": ({"measurements": {"id": 1}}, {"measurements": "至少有一项"}),
    "tree is no list": ({"tree": {"name": "总分"}}, {"tree": "至少有一项"}),
    "measurement is no object": ({"measurements": [3, "x"]}, {"measurements[0]": "对象", "measurements[1]": "对象"}),
    "unknown key": ({"measurements": [measured(target=1)], "year": 2022}, {"year": "没有名为"}),
    "unknown scheme": ({"scheme": "jiangxi", "measurements": [measured(target=1)]}, {"scheme": "没有名为“jiangxi”"}),
    "scheme is no text": ({"scheme": 3, "measurements": [measured(target=1)]}, {"scheme": "文字"}),
    "nothing in it": (
        {"measurements": [{}]},
        {
            "measurements[0].id": "缺少编号",
            "measurements[0].rule": "缺少",
            "measurements[0].points": "缺少分值",
        },
    ),
    "errors of several measurements": (
        {"measurements": [measured("none"), measured(points="x", target=1, id="b")]},
        {"measurements[0].rule": "没有名为“none”", "measurements[1].points": "不是数字"},
    ),
    "same id": ({"measurements": [measured(target=1), measured(target=1)]}, {"measurements[1].id": "重复"}),
    "same id as text and number": (
        {"measurements": [measured(target=1, id=1), measured(target=1, id="1")]},
        {"measurements[1].id": "重复"},
    ),
}


@pytest.mark.parametrize(("sheet", "expected"), SHEETS.values(), ids=SHEETS)
def test_a_faulty_sheet_is_answered_with_every_place(tmp_path, sheet, expected):
    found = refusals(tmp_path, sheet)

    assert set(found) == set(expected)
    for place, words in expected.items():
        assert words in found[place]


MEASUREMENTS = {
    "unknown rule": (measured("at_least", target=1, actual=1), "rule", "没有名为“at_least”"),
    "rule is no text": (measured(["positive"], target=1), "rule", "文字"),
    "rule is blank": (measured(" ", target=1), "rule", "文字"),
    "id is blank": (measured(target=1, id=" "), "id", "编号"),
    "id is a list": (measured(target=1, id=[]), "id", "编号"),
    "id is true": (measured(target=1, id=True), "id", "编号"),
    "id is a fraction": (measured(target=1, id=1.5), "id", "编号"),
    "name is a number": (measured(target=1, name=5), "name", "文字"),
    "unit is a number": (measured(target=1, unit=5), "unit", "文字"),
    "points are words": (measured(points="十分", target=1), "points", "不是数字"),
    "points are null": (measured(target=1) | {"points": None}, "points", "缺少分值"),
    "points are true": (measured(points=True, target=1), "points", "不是数字"),
    "points below zero": (measured(points=-1, target=1), "points", "不得小于 0"),
    "points with three decimals": (measured(points="0.125", target=1), "points", "最多有 2 位小数"),
    "points in another unit": (measured(points="10个", target=1), "points", "单位"),
    "target is a list": (measured(target=[1]), "target", "不是数字"),
    "target in words": (measured(target="达成预期指标", actual=1), "target", "不是数字"),
    "no target": (measured(actual=1), "target", "尚未设定"),
    "actual is an object": (measured(target=1, actual={"value": 1}), "actual", "不是数字"),
    "actual is false": (measured(target=1, actual=False), "actual", "不是数字"),
    "actual is a range": (measured(target=1, actual="3-5"), "actual", "不是数字"),
    "actual is an inequality (R07)": (measured(target="≥90%", actual="≥90%"), "actual", "是要求，不是实际的数值"),
    "numerator is an inequality": (
        measured("formula", numerator="不少于3", denominator=5),
        "numerator",
        "是要求",
    ),
    "award is rounded out of its grade": (
        measured("qualitative", actual="7.995", grade="部分达成"),
        "actual",
        "最多有 2 位小数",
    ),
    "actual in another unit": (measured(target="50个", actual="30家"), "actual", "单位与“个”不一致"),
    "actual is NaN": (measured(target=1, actual=float("nan")), "actual", "有限"),
    "actual is infinite": (measured(target=1, actual=float("-inf")), "actual", "有限"),
    "actual is NaN in quotes": (measured(target=1, actual="NaN"), "actual", "有限"),
    "actual is huge": (measured(target=1, actual=10**15), "actual", "数字过长"),
    "actual has a huge exponent in quotes": (measured(target=1, actual="1e999999999"), "actual", "数字过长"),
    "actual has 5000 digits": (measured(target=1, actual="9" * 5000), "actual", "数字过长"),
    "actual has endless decimals": (measured(target=1, actual="0." + "3" * 21), "actual", "数字过长"),
    "yes or no is a word": (measured("yes_no", actual="部分"), "actual", "不是数字"),
    "yes or no is two": (measured("yes_no", actual=2), "actual", "不是“是”"),
    "applicable is a word": (measured(target=1, applicable="否"), "applicable", "true 或 false"),
    "wrong spelling of a key": (measured(target=1, actaul=5), "actaul", "没有名为“actaul”"),
    "G8: below the best grade": (measured("qualitative", actual="7.99", grade="full"), "actual", "8（含）至 10"),
    "manual without reason": (measured("manual", actual=5), "reason", "评分理由"),
    "band with a wrong bound": (measured("bands", actual=5, bands=[{"min": "x", "score": 1}]), "bands[0].min", "x"),
    "band with a huge bound": (
        measured("bands", actual=5, bands=[{"min": "1e99", "score": 1}]),
        "bands[0].min",
        "过长",
    ),
    "numerator in words": (measured("formula", numerator="无数", denominator=5), "numerator", "不是数字"),
    "denominator in another unit": (
        measured("formula", numerator="3人", denominator="5个"),
        "denominator",
        "单位与“人”不一致",
    ),
    "inner settings": (measured("formula", numerator=1, denominator=5, settings={"x": 1}), "settings.x", "没有名为"),
}


@pytest.mark.parametrize(("measurement", "key", "words"), MEASUREMENTS.values(), ids=MEASUREMENTS)
def test_a_faulty_measurement_is_answered_with_the_place(tmp_path, measurement, key, words):
    found = refusals(tmp_path, [measurement])

    assert list(found) == [f"measurements[0].{key}"]
    assert words in found[f"measurements[0].{key}"]


RAW = {
    "key given twice": ('{"id": 1, "rule": "positive", "points": 1, "points": 2, "target": 3}', "points", "只保留一个"),
    "number beyond all bounds": (
        '{"id": 1, "rule": "positive", "points": 1, "target": 1e99999999999999999999}',
        "target",
        "有限",
    ),
    "integer of 5000 digits": (
        f'{{"id": 1, "rule": "positive", "points": 1, "target": {"9" * 5000}}}',
        "target",
        "数字过长",
    ),
    "exponent": ('{"id": 1, "rule": "positive", "points": 1, "target": 1e30}', "target", "数字过长"),
    "tiny exponent": ('{"id": 1, "rule": "positive", "points": 1, "target": 1e-30}', "target", "数字过长"),
    "lone surrogate": ('{"id": "\\ud800", "rule": "positive", "points": 1, "target": 3}', "id", "无法显示"),
    "lone surrogate in a key": (
        '{"id": 1, "rule": "positive", "points": 1, "target": 3, "\\ud800": 1}',
        "\\ud800",
        "无法显示",
    ),
    "NaN in what is not applicable": (
        '{"id": 1, "rule": "bands", "points": 1, "bands": [{"min": NaN, "score": 1}], "applicable": false}',
        "bands[0].min",
        "有限",
    ),
}


@pytest.mark.parametrize(("measurement", "key", "words"), RAW.values(), ids=RAW)
def test_what_only_text_can_hold_is_refused_too(tmp_path, measurement, key, words):
    found = refusals(tmp_path, f'{{"measurements": [{measurement}]}}')

    assert words in found[f"measurements[0].{key}"]


def test_an_unknown_scheme_of_the_command_line_lists_the_known_ones(tmp_path):
    with pytest.raises(CommandError, match=r"没有名为“jiangxi”的方案.*donghu"):
        call_command("score", "sheet.json", scheme="jiangxi")


def test_a_faulty_scheme_file_is_answered_with_its_faults(tmp_path):
    scheme = tmp_path / "own.toml"
    scheme.write_text("name = 3", encoding="utf-8")

    with pytest.raises(CommandError, match="name"):
        call_command("score", "sheet.json", scheme=str(scheme))


def test_a_file_has_to_be_named():
    with pytest.raises(CommandError, match="请给出指标文件"):
        call_command("score")


@pytest.mark.parametrize("name", ["missing.json", "."], ids=["missing", "a folder"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    with pytest.raises(CommandError, match="无法读取"):
        call_command("score", str(tmp_path / name))


def test_other_encodings_are_refused(tmp_path):
    path = tmp_path / "sheet.json"
    path.write_bytes('{"方案": 1}'.encode("gb18030"))

    with pytest.raises(CommandError, match="不是 UTF-8"):
        call_command("score", str(path))


def test_too_large_a_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 5)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b" " * 6)))

    with pytest.raises(CommandError, match="超过"):
        call_command("score", "-", stdout=StringIO())
