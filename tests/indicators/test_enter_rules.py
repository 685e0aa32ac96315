"""The settings of scoring rules, typed in fields and stored as the scoring core reads them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.forms.rules import BLOCKS, RULE_GROUPS
from indicators.models import Indicator
from indicators.scoring import RULES
from tests.factories import make_evaluation, make_member
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db

CHECKLIST = {
    "rule_item_0_name": "制度已制定",
    "rule_item_0_points": "6",
    "rule_item_0_done": "yes",
    "rule_item_1_name": "有效执行",
    "rule_item_1_points": "4",
    "rule_item_1_done": "no",
}
BANDS = {
    "rule_band_0_bound": "90",
    "rule_band_0_amount": "10",
    "rule_band_1_bound": "70%",
    "rule_band_1_amount": "6",
}


@pytest.fixture
def leaf(client):
    client.force_login(make_member())
    evaluation = make_evaluation()
    parent = evaluation.indicators.get(name="数量指标")
    return Indicator.objects.create(
        evaluation=evaluation, parent=parent, is_leaf=True, name="指标", points=10, target=100, unit="%"
    )


def address(leaf):
    return reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk])


def enter(client, leaf, **changes):
    url = address(leaf)
    response = client.post(url, form_values(client.get(url)) | {f"indicator-{key}": changes[key] for key in changes})
    leaf.refresh_from_db()
    return response


@pytest.mark.parametrize(
    ("changes", "parameters", "score"),
    [
        pytest.param({"rule": "positive", "actual": "96"}, {}, "9.60", id="positive"),
        pytest.param({"rule": "reverse_linear", "actual": "120"}, {}, "8.00", id="reverse"),
        pytest.param({"rule": "equal", "actual": "96"}, {"strict": False}, "9.60", id="equal"),
        pytest.param(
            {"rule": "equal", "actual": "96", "rule_strict": "on"}, {"strict": True}, "0.00", id="strictly equal"
        ),
        pytest.param(
            {"rule": "positive_threshold", "actual": "80", "rule_threshold": "60"},
            {"threshold": "60"},
            "5.00",
            id="pass",
        ),
        pytest.param(
            {"rule": "step_deduction", "actual": "102", "rule_deduction": "0.5", "rule_direction": "over"},
            {"deduction": "0.5", "direction": "over"},
            "9.00",
            id="deduction",
        ),
        pytest.param(
            {"rule": "interval", "actual": "97", "rule_low": "95", "rule_high": "105"},
            {"low": "95", "high": "105"},
            "10.00",
            id="interval",
        ),
        pytest.param(
            {"rule": "bands", "actual": "75", **BANDS},
            {"bands": [{"min": "90", "score": "10"}, {"min": "70", "score": "6"}]},
            "6.00",
            id="bands in points",
        ),
        pytest.param(
            {"rule": "bands", "actual": "75", **BANDS, "rule_band_kind": "percent", "rule_band_0_amount": "100"},
            {"bands": [{"min": "90", "percent": "100"}, {"min": "70", "percent": "6"}]},
            "0.60",
            id="bands in percent",
        ),
        pytest.param({"rule": "bands", "actual": "75"}, {}, "6.00", id="bands of the scheme"),
        pytest.param({"rule": "yes_no", "rule_done": "yes"}, {}, "10.00", id="done"),
        pytest.param({"rule": "yes_no", "rule_done": "no"}, {}, "0.00", id="not done"),
        pytest.param(
            {"rule": "checklist", **CHECKLIST},
            {
                "items": [
                    {"name": "制度已制定", "points": "6", "done": True},
                    {"name": "有效执行", "points": "4", "done": False},
                ]
            },
            "6.00",
            id="checklist",
        ),
        pytest.param(
            {"rule": "qualitative", "rule_grade": "partial", "rule_awarded": "7"},
            {"grade": "partial"},
            "7.00",
            id="grade",
        ),
        pytest.param(
            {"rule": "manual", "rule_awarded": "8.5", "rule_reason": "专家评审"},
            {"reason": "专家评审"},
            "8.50",
            id="manual",
        ),
        pytest.param(
            {"rule": "formula", "rule_ratio": "在职人员控制率", "rule_numerator": "30", "rule_denominator": "37"},
            {"ratio": "在职人员控制率", "numerator": "30", "denominator": "37"},
            "10.00",
            id="formula",
        ),
    ],
)
def test_rule_is_stored_and_scores(client, leaf, changes, parameters, score):
    response = enter(client, leaf, **changes)

    assert response.status_code == 302
    assert leaf.parameters == parameters
    assert leaf.score == Decimal(score)


@pytest.mark.parametrize(
    ("changes", "name", "message"),
    [
        pytest.param(
            {"rule": "qualitative", "rule_grade": "partial", "rule_awarded": "9"},
            "rule_awarded",
            "得分区间",
            id="points outside the grade",
        ),
        pytest.param(
            {"rule": "manual", "rule_awarded": "11", "rule_reason": "好"},
            "rule_awarded",
            "应当在 0 至 10",
            id="too many",
        ),
        pytest.param(
            {"rule": "checklist", **CHECKLIST, "rule_item_1_points": "3"},
            "rule_item_0_name",
            "合计 9",
            id="sum of items",
        ),
        pytest.param(
            {"rule": "checklist", **CHECKLIST, "rule_item_1_points": ""},
            "rule_item_0_name",
            "全部设分值",
            id="some points",
        ),
        pytest.param(
            {"rule": "bands", **BANDS, "rule_band_1_amount": "12"},
            "rule_band_0_amount",
            "较好的一档",
            id="better is less",
        ),
        pytest.param(
            {"rule": "bands", **BANDS, "rule_band_1_amount": ""}, "rule_band_1_amount", "须同时填写", id="half a band"
        ),
        pytest.param(
            {"rule": "checklist", "rule_item_0_done": "yes"}, "rule_item_0_name", "要点的名称", id="item without a name"
        ),
        pytest.param(
            {"rule": "interval", "rule_low": "9", "rule_high": "1", "actual": "5"}, "rule_low", "下限", id="order"
        ),
        pytest.param(
            {"rule": "positive_threshold", "rule_threshold": "120"}, "rule_threshold", "及格线", id="threshold"
        ),
    ],
)
def test_settings_that_cannot_work_are_refused_at_their_field(client, leaf, changes, name, message):
    response = enter(client, leaf, **changes)

    assert response.status_code == 200
    assert message in described(response, f"indicator-{name}")
    assert leaf.rule == ""


@pytest.mark.parametrize("rule", ["qualitative", "manual", "checklist", "yes_no", "interval", "bands"])
def test_what_is_still_empty_may_be_filled_in_later(client, leaf, rule):
    response = enter(client, leaf, rule=rule)

    assert response.status_code == 302
    assert leaf.score is None


def test_stored_settings_are_shown_again(client, leaf):
    enter(client, leaf, rule="bands", actual="75", **BANDS)

    values = form_values(client.get(address(leaf)))

    assert (values["indicator-rule_band_1_bound"], values["indicator-rule_band_1_amount"]) == ("70", "6")
    assert enter(client, leaf).status_code == 302
    assert leaf.version == 2


def test_stored_answers_are_shown_again(client, leaf):
    enter(client, leaf, rule="checklist", **CHECKLIST)
    enter(client, leaf)
    assert leaf.score == Decimal("6.00")

    enter(client, leaf, rule="yes_no", rule_done="yes")
    enter(client, leaf)
    assert (leaf.actual, leaf.score, leaf.parameters) == (1, 10, {})


def test_settings_that_no_field_shows_are_kept(client, leaf):
    leaf.rule, leaf.parameters = "formula", {"ratio": "预算完成率", "scored_by": "equal", "zero_policy": "full"}
    leaf.save()

    enter(client, leaf, rule_numerator="0", rule_denominator="0")

    assert leaf.parameters["scored_by"] == "equal"
    assert leaf.score == Decimal("10.00")


def test_settings_of_another_rule_are_dropped(client, leaf):
    enter(client, leaf, rule="manual", rule_awarded="8", rule_reason="专家评审")

    enter(client, leaf, rule="positive", actual="96")

    assert leaf.parameters == {}


def test_clash_over_settings_shows_what_is_stored(client, leaf):
    enter(client, leaf, rule="bands", actual="75", **BANDS)
    stale = form_values(client.get(address(leaf))) | {"indicator-rule_band_1_amount": "5"}
    enter(client, leaf, rule_band_1_amount="4")

    response = client.post(address(leaf), stale)

    assert "现存：4" in described(response, "indicator-rule_band_1_amount")
    assert "现存：90" not in text_of(response)


def test_every_rule_of_the_core_can_be_chosen_except_execution():
    offered = {name for _, names in RULE_GROUPS for name in names}

    assert offered == set(RULES) - {"execution"}


def test_browsers_without_script_read_which_settings_belong_to_which_rule(client, leaf):
    page = client.get(address(leaf)).content.decode()

    assert all(block.titles in page for block in BLOCKS)


@pytest.mark.parametrize("rule", ["manual", "qualitative", "yes_no"])
def test_measured_value_survives_a_rule_that_asks_for_none(client, leaf, rule):
    enter(client, leaf, rule="positive", actual="96.5")

    enter(client, leaf, rule=rule)
    assert (leaf.rule, leaf.actual, leaf.actual_text) == (rule, None, "96.5%")
    enter(client, leaf, rule="positive")

    assert (leaf.rule, leaf.actual, leaf.actual_text) == ("positive", Decimal("96.5"), "")
    assert leaf.score == Decimal("9.65")


def test_words_about_the_result_stay_words(client, leaf):
    enter(client, leaf, rule="positive", actual="96", actual_text="基本完成")

    enter(client, leaf, rule="manual")
    enter(client, leaf, rule="positive")

    assert (leaf.actual, leaf.actual_text) == (None, "基本完成")
