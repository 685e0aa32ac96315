from dataclasses import replace

import pytest

from indicators.schemes import preset
from indicators.schemes.writing import dump
from indicators.scoring import Mode
from tests.indicators.commands.sheets import measured, printed, refusals, scored

WHY = {"own_reason": "现场核实"}


@pytest.fixture
def option(tmp_path):
    """Return the option for the national scheme with its scores said in another way."""

    def make(mode):
        scheme = preset("national-project")
        path = tmp_path / f"{mode}.toml"
        path.write_text(dump(replace(scheme, conventions=replace(scheme.conventions, mode=mode))), encoding="utf-8")
        return f"--scheme={path}"

    return make


def test_a_person_may_say_another_score(tmp_path, option):
    [found] = scored(tmp_path, [measured(target=100, actual=80, own_score="6.5分", **WHY)], option(Mode.EDITABLE))[
        "scores"
    ]

    assert found["score"] == "6.50"
    assert found["explanation"]["computed"] == "8.00"
    assert found["explanation"]["own_reason"] == "现场核实"


def test_without_one_the_computed_score_counts(tmp_path, option):
    sheet = [measured(target=100, actual=80, own_score=None)]

    assert scored(tmp_path, sheet, option(Mode.EDITABLE))["scores"][0]["score"] == "8.00"


def test_a_manual_scheme_needs_nothing_but_the_score_and_its_reason(tmp_path, option):
    sheet = [measured(own_score=7, **WHY), measured(target=100, actual=80, id="b")]

    given, open_one = scored(tmp_path, sheet, option(Mode.MANUAL))["scores"]

    assert (given["score"], open_one["score"]) == ("7.00", None)
    assert "尚未设定目标值" in given["explanation"]["sentence"]
    assert "请填写自定得分和理由" in open_one["explanation"]["sentence"]


REFUSED = {
    "no reason": ({"own_score": 6}, "own_reason", "请说明理由"),
    "reason is no text": ({"own_score": 6, "own_reason": 5}, "own_reason", "文字"),
    "reason without a score": (WHY, "own_score", "请同时填写自定得分"),
    "above the points": ({"own_score": 11} | WHY, "own_score", "0 至 10 之间"),
    "in words": ({"own_score": "优"} | WHY, "own_score", "不是数字"),
    "an inequality": ({"own_score": "≥6"} | WHY, "own_score", "是要求"),
    "another unit": ({"own_score": "6个"} | WHY, "own_score", "单位"),
    "three decimals": ({"own_score": "6.125"} | WHY, "own_score", "最多有 2 位小数"),
}


@pytest.mark.parametrize(("given", "key", "words"), REFUSED.values(), ids=REFUSED)
def test_a_faulty_own_score_is_answered_with_the_place(tmp_path, option, given, key, words):
    found = refusals(tmp_path, [measured(target=100, actual=80, **given)], option(Mode.EDITABLE))

    assert list(found) == [f"measurements[0].{key}"]
    assert words in found[f"measurements[0].{key}"]


def test_a_locked_scheme_refuses_an_own_score_instead_of_ignoring_it(tmp_path):
    found = refusals(tmp_path, [measured(target=100, actual=80, own_score=6, **WHY)])

    assert "由系统计算，不能自定" in found["measurements[0].own_score"]


@pytest.mark.parametrize("rule", ["execution", "manual"])
def test_accounts_and_judgements_take_no_second_score(tmp_path, option, rule):
    settings = {"reason": "专家意见", "actual": 5} if rule == "manual" else {"target": 100, "actual": 80}

    found = refusals(tmp_path, [measured(rule, own_score=6, **settings, **WHY)], option(Mode.MANUAL))

    assert "不能另行自定" in found["measurements[0].own_score"]


def test_the_manual_names_the_own_score():
    manual = printed("score", "--rules")

    assert "own_score（自定得分）" in manual
    assert "own_reason（自定得分的理由）" in manual
