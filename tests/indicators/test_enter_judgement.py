"""What does not apply, what a person decides, and what was exceeded: entered with a reason, shown with its effect."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Indicator, Scheme
from indicators.schemes import preset
from indicators.schemes.writing import dump
from indicators.scoring import Mode
from indicators.services import rescore
from tests.factories import make_cycle, make_evaluation, make_member
from tests.indicators.test_enter_indicators import address, enter, make_leaf, overview
from tests.indicators.test_goal_approval import leaf_of, make_goals
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db

WHY = "该项工作按区里部署移交其他单位承担。"


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    return make_evaluation()


def make_scheme(mode):
    """Return a scheme like the preset whose scores are decided in another way."""
    spec = preset("donghu")
    spec = replace(spec, name=f"donghu-{mode}", conventions=replace(spec.conventions, mode=mode))
    return Scheme.objects.create(name=spec.name, version=1, title=spec.title, kind=spec.kind, content=dump(spec))


@pytest.fixture
def decided(client, request):
    """An evaluation whose scheme lets a person decide scores."""
    client.force_login(make_member())
    make_scheme(request.param)
    return make_evaluation(cycle=make_cycle(scheme=f"donghu-{request.param}"))


def score_all(evaluation):
    """Give every leaf the whole of its target, and the budget its execution."""
    evaluation.indicators.leaves().exclude(rule="execution").update(actual=100)
    evaluation.indicators.filter(rule="execution").update(is_applicable=False, inapplicable_reason=WHY)
    rescore(evaluation)


def test_indicator_that_does_not_apply_keeps_its_values_and_says_why(client, evaluation):
    leaf = make_leaf(evaluation, actual=50)

    enter(client, leaf, is_applicable="no", inapplicable_reason=WHY)

    assert (leaf.is_applicable, leaf.actual, leaf.score) == (False, 50, None)
    assert "本年度 不考核" in text_of(client.get(address(leaf)))
    assert f"不考核 不考核的理由：{WHY}" in overview(client, evaluation)


def test_indicator_may_be_assessed_again(client, evaluation):
    leaf = make_leaf(evaluation, actual=50, is_applicable=False, inapplicable_reason=WHY)

    enter(client, leaf, is_applicable="yes")

    assert (leaf.is_applicable, leaf.score) == (True, Decimal("5.00"))


def test_setting_aside_needs_a_reason(client, evaluation):
    leaf = make_leaf(evaluation)

    response = enter(client, leaf, is_applicable="no")

    assert "须说明理由" in described(response, "indicator-inapplicable_reason")
    assert leaf.is_applicable


def test_page_without_the_question_leaves_the_answer(client, evaluation):
    leaf = make_leaf(evaluation, is_applicable=False, inapplicable_reason=WHY)
    values = form_values(client.get(address(leaf)))
    del values["indicator-is_applicable"]

    client.post(address(leaf), values | {"indicator-narrative": "无"})

    leaf.refresh_from_db()
    assert (leaf.is_applicable, leaf.narrative) == (False, "无")


def test_redistribution_is_a_line_after_the_raw_total(client):
    client.force_login(make_member())
    evaluation = make_goals()
    score_all(evaluation)

    page = overview(client, evaluation)

    assert "各项得分合计 90.00分" in page
    assert "不适用指标折算：90.00 → 100.00 分" in page
    assert "适用分值 90 = 100.00" in page


def test_branch_of_which_nothing_applies_is_shown_so(client):
    client.force_login(make_member())
    evaluation = make_goals()
    Indicator.objects.filter(pk=leaf_of(evaluation).pk).update(is_applicable=False, inapplicable_reason=WHY)

    assert "数量指标 ＋ 添加指标 到数量指标 10 从指标库选择 到数量指标 不考核" in overview(client, evaluation)


@pytest.mark.parametrize("name", ["own_score", "own_reason"])
def test_locked_scheme_asks_for_no_own_score(client, evaluation, name):
    leaf = make_leaf(evaluation, actual=50)

    page = client.get(address(leaf))
    enter(client, leaf, own_score="9", own_reason=WHY)

    assert f"indicator-{name}" not in page.content.decode()
    assert (leaf.own_score, leaf.score) == (None, Decimal("5.00"))


def test_own_score_stored_under_a_locked_scheme_does_not_count(evaluation):
    leaf = make_leaf(evaluation, actual=50, own_score=9, own_reason=WHY)

    rescore(evaluation)

    leaf.refresh_from_db()
    assert leaf.score == Decimal("5.00")


@pytest.mark.parametrize("decided", [Mode.EDITABLE, Mode.MANUAL], indirect=True)
def test_own_score_counts_and_stands_beside_the_computed_one(client, decided):
    leaf = make_leaf(decided, actual=50)

    enter(client, leaf, own_score="4.5", own_reason=WHY)
    page = text_of(client.get(address(leaf)))

    assert leaf.score == Decimal("4.50")
    assert "系统计算 5.00分，自定得分相差 －0.50分" in page
    assert f"自定得分4.50分，理由：{WHY}" in page
    assert "计算 5.00" in overview(client, decided)


@pytest.mark.parametrize("decided", [Mode.EDITABLE], indirect=True)
@pytest.mark.parametrize(
    ("sent", "name", "message"),
    [
        pytest.param({"own_score": "4"}, "own_reason", "须说明理由", id="no reason"),
        pytest.param({"own_score": "11", "own_reason": WHY}, "own_score", "应当在0至分值之间", id="too much"),
        pytest.param({"own_score": "-1", "own_reason": WHY}, "own_score", "应当在0至分值之间", id="below zero"),
        pytest.param({"own_score": "约4", "own_reason": WHY}, "own_score", "无法识别“约4”", id="no number"),
    ],
)
def test_own_score_that_cannot_be_is_refused_beside_its_field(client, decided, sent, name, message):
    leaf = make_leaf(decided, actual=50)

    response = enter(client, leaf, **sent)

    assert message in described(response, f"indicator-{name}")
    assert leaf.own_score is None


@pytest.mark.parametrize("decided", [Mode.MANUAL], indirect=True)
def test_manual_scheme_asks_for_the_own_score_and_still_shows_the_computed_one(client, decided):
    leaf = make_leaf(decided, actual=50)
    enter(client, leaf, narrative="已办。")

    page = text_of(client.get(address(leaf)))

    assert leaf.score is None
    assert "请填写自定得分和理由" in page
    assert "系统计算 5.00分" in page


def test_excess_is_flagged_with_its_percentage(client, evaluation):
    leaf = make_leaf(evaluation, actual=190)

    for page in (text_of(client.get(address(leaf))), overview(client, evaluation)):
        assert "超额完成 190%" in page
        assert "注意：实际值达到目标值的 190%，请说明目标值是否偏低。" in page
    assert "明显超额，请说明原因" in text_of(client.get(address(leaf)))


def test_negative_value_is_warned_of(client, evaluation):
    make_leaf(evaluation, actual=-5)

    assert "注意：实际值小于 0，按 0 计分。" in overview(client, evaluation)


def test_explanation_is_complete_on_the_page(client, evaluation):
    leaf = make_leaf(evaluation, "质量指标", target=3, actual=2, points=10)

    page = text_of(client.get(address(leaf)))

    for words in ("评分方法 正向指标", "依据 财预〔2020〕10号", "数据 目标值 3人；实际值 2人；分值 10分"):
        assert words in page
    assert "算式 实际值 2 ÷ 目标值 3 × 分值 10" in page
    assert "取舍 四舍五入，保留2位小数 结果 6.67分 得满分须 实际值达到 3人 及以上" in page
    assert "评分方法 正向指标" in overview(client, evaluation)


def test_own_score_of_a_judged_rule_is_not_asked_for(client, evaluation):
    leaf = make_leaf(evaluation, rule="qualitative", parameters={"grade": "full"}, actual=9)

    assert "系统计算" not in text_of(client.get(reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk])))


def test_total_out_of_points_that_do_not_add_up_is_provisional_and_has_no_grade(client):
    client.force_login(make_member())
    evaluation = make_goals()
    score_all(evaluation)
    assert "等级“优”" in overview(client, evaluation)
    Indicator.objects.filter(pk=leaf_of(evaluation).pk).update(points="14.55")
    page = overview(client, evaluation)

    assert "分值合计104.55分，须等于100分，得分为暂计，暂不评定等级" in page
    assert "等级“" not in page
