import re
from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Role
from indicators.models import Indicator
from tests.factories import make_department, make_evaluation, make_member
from tests.indicators.limited import make_limited_cycle
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    return make_evaluation()


def make_leaf(evaluation, branch="数量指标", **values):
    """Return a third-level indicator below the branch of this name."""
    parent = evaluation.indicators.get(name=branch)
    given = {"name": "民生保障人数", "points": 10, "rule": "positive", "target": 100, "unit": "人"} | values
    return Indicator.objects.create(evaluation=evaluation, parent=parent, is_leaf=True, position=1, **given)


def address(leaf, page="edit"):
    return reverse(f"indicators:indicator_{page}", args=[leaf.evaluation_id, leaf.pk])


def enter(client, leaf, **changes):
    url = address(leaf)
    response = client.post(url, form_values(client.get(url)) | {f"indicator-{key}": changes[key] for key in changes})
    leaf.refresh_from_db()
    return response


def overview(client, evaluation):
    return text_of(client.get(reverse("indicators:enter_indicators", args=[evaluation.pk])))


def test_overview_says_how_many_points_are_missing_or_too_many(client, evaluation):
    make_leaf(evaluation, points=4)
    make_leaf(evaluation, "质量指标", points=16)

    page = overview(client, evaluation)

    assert "数量指标 ＋ 添加指标 到数量指标 10 还差6分" in page
    assert "质量指标 ＋ 添加指标 到质量指标 15 多出1分" in page
    assert "产出指标 40 40" not in page


def test_overview_explains_each_score(client, evaluation):
    leaf = make_leaf(evaluation, actual=50)
    enter(client, leaf)

    page = overview(client, evaluation)

    assert "实际值 50 ÷ 目标值 100 × 分值 10 = 5.00分" in page
    assert "≥100人" not in page
    assert "100人 50人 5" in page


def test_overview_says_what_is_missing(client, evaluation):
    make_leaf(evaluation)

    page = overview(client, evaluation)

    assert "尚未填写实际值" in page
    assert "没有得分，填齐后自动计算" in page


def test_leaves_are_added_only_below_the_lowest_branches(client, evaluation):
    for name, status in (("数量指标", 200), ("满意度指标", 200), ("产出指标", 404), ("预算执行", 404)):
        branch = evaluation.indicators.get(name=name)
        assert client.get(reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk])).status_code == status


def test_added_indicator_is_opened_to_be_filled_in(client, evaluation):
    branch = evaluation.indicators.get(name="数量指标")
    url = reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk])
    values = form_values(client.get(url)) | {"indicator-name": "民生保障", "indicator-points": "2.5"}

    response = client.post(url, values)

    leaf = branch.children.get()
    assert (leaf.name, leaf.points, leaf.is_leaf, leaf.evaluation) == ("民生保障", Decimal("2.5"), True, evaluation)
    assert response.url == address(leaf)


def test_indicator_added_twice_by_a_double_click_is_one(client, evaluation):
    branch = evaluation.indicators.get(name="数量指标")
    url = reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk])
    values = form_values(client.get(url)) | {"indicator-name": "民生保障", "indicator-points": "2.5"}

    first, second = client.post(url, values), client.post(url, values)

    assert branch.children.count() == 1
    assert first.url == second.url


def test_blank_indicator_is_refused_with_all_faults(client, evaluation):
    branch = evaluation.indicators.get(name="数量指标")
    url = reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk])

    response = client.post(url, form_values(client.get(url)))

    assert described(response, "indicator-name") == "请填写指标名称。"
    assert described(response, "indicator-points") == "请填写分值。"
    assert '<a href="#id_indicator-name">指标名称</a>' in response.content.decode()
    assert not branch.children.exists()


def test_all_that_is_said_about_an_indicator_is_stored_and_scored(client, evaluation):
    leaf = make_leaf(evaluation)
    said = {
        "sign": "≥",
        "actual": "96人",
        "standard": "达到得满分",
        "source": "业务系统",
        "method": "按月统计",
        "accuracy": "无",
        "narrative": "已保障96人。",
        "reason": "人口外迁",
        "measure": "核实名单",
    }

    enter(client, leaf, **said)

    assert {key: getattr(leaf, key) for key in said} == said | {"actual": Decimal(96)}
    assert leaf.score == Decimal("9.60")
    assert "实际值 96 ÷ 目标值 100" in text_of(client.get(address(leaf)))


def test_saving_may_go_on_to_the_next_indicator(client, evaluation):
    leaf, after = make_leaf(evaluation), make_leaf(evaluation, "质量指标", name="合格率")
    values = form_values(client.get(address(leaf))) | {"next": "1"}

    assert client.post(address(leaf), values).url == address(after)
    values = form_values(client.get(address(after))) | {"next": "1"}
    assert client.post(address(after), values).url == reverse("indicators:enter_indicators", args=[evaluation.pk])


def test_adding_may_go_on_to_another_of_the_same_branch(client, evaluation):
    branch = evaluation.indicators.get(name="数量指标", project_evaluation=None)
    adding = reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk])
    page = client.get(adding)
    assert "保存并再添加一个" in text_of(page)
    assert "保存并下一个" not in text_of(page)
    assert re.search(r'<input[^>]*name="indicator-name"[^>]* autofocus', page.content.decode())

    for name in ("甲", "乙"):
        values = form_values(client.get(adding)) | {"indicator-name": name, "indicator-points": "1", "again": "1"}
        assert client.post(adding, values).url == adding

    assert list(branch.children.values_list("name", "position")) == [("甲", 1), ("乙", 2)]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("约80", "无法识别“约80”", id="about"),
        pytest.param("80件", "无法识别“80件”", id="another unit"),
        pytest.param("≥80", "无法识别“≥80”", id="a comparison"),
        pytest.param("1.23456", "小数", id="too many decimals"),
    ],
)
def test_what_is_no_value_is_refused_and_kept(client, evaluation, typed, message):
    leaf = make_leaf(evaluation)

    response = enter(client, leaf, actual=typed)

    assert message in described(response, "indicator-actual")
    assert f'value="{typed}"' in response.content.decode()
    assert leaf.actual is None


def test_points_may_shrink_below_the_score_reached(client, evaluation):
    leaf = make_leaf(evaluation, actual=100)
    enter(client, leaf)

    enter(client, leaf, points="4")

    assert (leaf.points, leaf.score) == (4, 4)


@pytest.mark.parametrize("points", ["0", "-1"])
def test_points_must_be_more_than_nothing(client, evaluation, points):
    response = enter(client, make_leaf(evaluation), points=points)

    assert described(response, "indicator-points") == "分值须大于0。"


def test_adjustment_needs_its_document(client, evaluation):
    leaf = make_leaf(evaluation, actual=40)

    response = enter(client, leaf, adjusted_target="50")
    assert "须填写调整批复文件" in described(response, "indicator-adjustment_document")
    assert '<a href="#id_indicator-adjustment_document">调整批复文件</a>' in response.content.decode()
    enter(client, leaf, adjusted_target="50", adjustment_document="东财绩〔2022〕3号")

    assert leaf.score == Decimal("8.00")


def test_stale_indicator_shows_both_values(client, evaluation):
    leaf = make_leaf(evaluation)
    stale = form_values(client.get(address(leaf))) | {"indicator-actual": "50"}
    enter(client, leaf, actual="60")

    response = client.post(address(leaf), stale)

    assert response.status_code == 409
    assert "现存：60" in described(response, "indicator-actual")
    assert 'value="50"' in response.content.decode()


def test_execution_is_not_filled_in_here(client, evaluation):
    execution = evaluation.indicators.get(rule="execution")

    assert client.get(address(execution)).status_code == 404
    page = client.get(reverse("indicators:enter_indicators", args=[evaluation.pk])).content.decode()
    assert f'<a href="{reverse("indicators:enter_budget", args=[evaluation.pk])}">预算执行</a>' in page


def test_indicator_of_another_evaluation_does_not_exist_here(client, evaluation):
    elsewhere = make_leaf(make_evaluation(make_department("202")))

    assert client.get(reverse("indicators:indicator_edit", args=[evaluation.pk, elsewhere.pk])).status_code == 404


def test_removal_is_asked_for_and_leaves_a_trace(client, evaluation):
    leaf = make_leaf(evaluation)
    question = client.get(address(leaf, "remove"))
    assert "将删除指标“民生保障人数”" in text_of(question)

    response = client.post(address(leaf, "remove"), form_values(question))

    assert response.url == reverse("indicators:enter_indicators", args=[evaluation.pk])
    assert not evaluation.indicators.filter(pk=leaf.pk).exists()
    assert AuditEntry.objects.get(action="indicator.remove").changes["target"] == ["100.0000", None]


def test_removal_of_what_another_has_changed_is_asked_again(client, evaluation):
    leaf = make_leaf(evaluation)
    question = form_values(client.get(address(leaf, "remove")))
    enter(client, leaf, actual="60")

    response = client.post(address(leaf, "remove"), question)

    assert response.status_code == 409
    assert evaluation.indicators.filter(pk=leaf.pk).exists()


def test_total_follows_every_change(client, evaluation):
    leaf = make_leaf(evaluation, actual=100)
    evaluation.indicators.exclude(pk__in=[leaf.pk, leaf.parent_id, leaf.parent.parent_id]).delete()

    enter(client, leaf)

    evaluation.scorecard.refresh_from_db()
    assert evaluation.scorecard.total == Decimal("10.00")
    assert "自评得分 10.00 分" in overview(client, evaluation)


@pytest.mark.parametrize("page", ["edit", "remove"])
def test_reader_must_not_change_an_indicator(client, evaluation, page):
    leaf = make_leaf(evaluation)
    client.force_login(make_member(Role.REVIEWER))

    assert client.post(address(leaf, page), {}).status_code == 403


def test_reader_sees_an_indicator(client, evaluation):
    leaf = make_leaf(evaluation)
    client.force_login(make_member(Role.REVIEWER))

    page = client.get(address(leaf))

    assert "只能查看" in text_of(page)
    assert "保存并下一个" not in text_of(page)


def test_scores_in_the_list_have_the_decimals_of_their_explanation(client, evaluation):
    enter(client, make_leaf(evaluation, points=5), actual="50")

    page = overview(client, evaluation)

    assert "100人 50人 2.50 " in page
    assert "= 2.50分" in page


@pytest.mark.parametrize("name", ["narrative", "reason", "measure"])
def test_texts_are_as_long_as_the_scheme_of_the_round_allows(client, name):
    client.force_login(make_member())
    leaf = make_leaf(make_evaluation(cycle=make_limited_cycle(**{name: 5})))

    response = enter(client, leaf, **{name: "一二三四五六"})

    assert "最多5个字，现有6个字" in described(response, f"indicator-{name}")
    assert "最多5字。" in described(response, f"indicator-{name}")
    assert enter(client, leaf, **{name: "一二三四五"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sign", "unit", "stored"),
    [
        pytest.param("≥100件", "", "", ("≥", 100, "件"), id="sign and unit fill what is empty"),
        pytest.param("不超过 1.2万件", "", "件", ("≤", 12000, "件"), id="words and a scale"),
        pytest.param("100件以上", "≥", "件", ("≥", 100, "件"), id="the same sign"),
        pytest.param("100", ">", "件", (">", 100, "件"), id="digits only"),
        pytest.param("—", "≥", "件", ("≥", None, "件"), id="a dash is no value"),
        pytest.param("无", "", "", ("", None, ""), id="the word for none"),
    ],
)
def test_target_is_read_as_people_write_it(client, evaluation, typed, sign, unit, stored):
    leaf = make_leaf(evaluation, target=None)

    enter(client, leaf, target=typed, sign=sign, unit=unit, target_text="见批复")

    assert (leaf.sign, leaf.target, leaf.unit) == stored


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("≤100人", "这里写的是“≤”，符号选的是“≥”，请改为一致。", id="another sign"),
        pytest.param("≥100件", "单位是“件”，这里应为“人”，请统一单位。", id="another unit"),
    ],
)
def test_target_that_contradicts_sign_or_unit_is_refused_with_both(client, evaluation, typed, message):
    leaf = make_leaf(evaluation)

    assert message in described(enter(client, leaf, target=typed, sign="≥"), "indicator-target")
    assert leaf.target == 100


def test_how_a_value_was_read_stands_below_it(client, evaluation):
    leaf = make_leaf(evaluation)

    response = enter(client, leaf, target="≥1.5万人", name="")

    assert "读作：符号“≥”" in described(response, "indicator-target")
    assert "折合为 15000" in described(response, "indicator-target")


def test_dash_for_the_actual_value_is_no_value_and_the_page_says_so(client, evaluation):
    leaf = make_leaf(evaluation, actual=5)

    enter(client, leaf, actual="—", name="")
    live = client.post(address(leaf, "live"), form_values(client.get(address(leaf))) | {"indicator-actual": "—"})

    assert "实际完成值读作：“—”按未填写处理" in text_of(live)
    assert leaf.actual == 5
    enter(client, leaf, actual="—")
    assert leaf.actual is None
