"""A scheme with one decimal takes points with one decimal: on the indicator's page and in the library."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.models import Scheme
from indicators.schemes import preset
from indicators.schemes.writing import dump
from indicators.scoring import Mode
from tests.factories import make_cycle, make_evaluation, make_member
from tests.indicators.test_choose_from_library import INSPECTIONS, VISITS, choose, leaves_of
from tests.indicators.test_enter_indicators import address, enter, make_leaf
from tests.pages import described, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    spec = preset("donghu")
    conventions = replace(spec.conventions, decimals=1, mode=Mode.EDITABLE)
    spec = replace(spec, name="coarse", conventions=conventions)
    Scheme.objects.create(name=spec.name, version=1, title=spec.title, kind=spec.kind, content=dump(spec))
    return make_evaluation(cycle=make_cycle(scheme="coarse"))


@pytest.mark.parametrize("name", ["points", "adjusted_points"])
def test_points_with_two_decimals_are_refused_beside_their_field(client, evaluation, name):
    leaf = make_leaf(evaluation)
    before = leaf.effective_points

    response = enter(client, leaf, **{name: "4.55", "adjustment_document": "东财绩〔2022〕15号"})

    assert "分值 4.55 应当最多有 1 位小数" in described(response, f"indicator-{name}")
    assert leaf.effective_points == before


def test_points_with_one_decimal_are_stored(client, evaluation):
    leaf = make_leaf(evaluation)

    enter(client, leaf, points="4.5")

    assert leaf.points == Decimal("4.5")


def test_an_own_score_with_two_decimals_is_refused_beside_its_field(client, evaluation):
    leaf = make_leaf(evaluation, actual=50)

    response = enter(client, leaf, own_score="4.55", own_reason="该项工作按区里部署移交其他单位承担。")

    assert "自定得分 4.55 应当最多有 1 位小数" in described(response, "indicator-own_score")


def test_the_library_refuses_points_with_two_decimals(client, evaluation):
    response = choose(client, evaluation, VISITS, **{f"{VISITS}-points": "4.55"})

    assert "分值 4.55 应当最多有 1 位小数" in described(response, f"{VISITS}-points")
    assert leaves_of(evaluation) == []


def test_the_library_shares_points_with_one_decimal(client, evaluation):
    branch = evaluation.indicators.get(name="数量指标")
    branch.points = Decimal("7.5")
    branch.save()

    choose(client, evaluation, VISITS, INSPECTIONS)

    assert sorted(leaf.points for leaf in leaves_of(evaluation)) == [Decimal("3.7"), Decimal("3.8")]


def test_a_sign_against_the_rule_is_warned_of_on_the_page(client, evaluation):
    leaf = make_leaf(evaluation, actual=50, sign="≥", rule="reverse_linear")

    assert "方向相反，请核对符号和评分方法" in text_of(client.get(address(leaf)))
