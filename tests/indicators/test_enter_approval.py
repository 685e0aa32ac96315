"""绩效目标批复 on the screens: registered, shown, locking, taken back."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments import clock
from departments.models import Evaluation, Role
from departments.workflow import Status
from indicators.models import GoalApproval, Indicator
from tests.factories import make_department, make_evaluation, make_member
from tests.indicators.test_enter_indicators import address, enter, overview
from tests.indicators.test_goal_approval import approve, leaf_of, make_goals
from tests.pages import described, form_values, text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

ENTERED = {"approval-document": "东财绩〔2022〕3号", "approval-approved_on": "2022-02-18"}


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    return make_goals()


def record(client, evaluation, **changes):
    return client.post(reverse("indicators:goal_approval", args=[evaluation.pk]), ENTERED | changes)


def cancel(client, evaluation, reason="批复文件登记错误。"):
    return client.post(reverse("indicators:goal_approval_cancel", args=[evaluation.pk]), {"cancel-reason": reason})


def test_registered_approval_is_shown_with_who_and_when(client, evaluation):
    assert "经批复后，请在此登记" in overview(client, evaluation)

    record(client, evaluation)
    page = overview(client, evaluation)

    approval = GoalApproval.objects.get(evaluation=evaluation)
    assert "已由“东财绩〔2022〕3号”批复，批复日期2022年2月18日" in page
    assert f"{approval.recorded_by} {clock.today():%Y-%m-%d}" in page
    assert "＋ 添加指标" not in page
    assert "从指标库选择" not in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"approval-document": ""}, "请填写批复文件。", id="no document"),
        pytest.param({"approval-approved_on": "二月"}, "日期无法识别", id="no day"),
        pytest.param({"approval-approved_on": "2999-01-01"}, "批复日期不能晚于今天。", id="a day to come"),
    ],
)
def test_bad_input_is_refused_beside_its_field(client, evaluation, changes, message):
    response = record(client, evaluation, **changes)

    assert message in text_of(response)
    assert not GoalApproval.objects.exists()


def test_incomplete_goals_are_refused_with_the_list(client, evaluation):
    Indicator.objects.filter(pk=leaf_of(evaluation).pk).update(points=4, unit="")

    response = record(client, evaluation)

    assert response.status_code == 409
    assert "“数量指标”分值 10，下级合计 4，还差 6 分，请调整。" in text_of(response)
    assert "指标“数量指标一”缺少计量单位，请补充。" in text_of(response)


def test_locked_evaluation_takes_no_approval(client, evaluation):
    sent = {"status": Status.SUBMITTED, "submitted_at": "2023-05-01T00:00Z", "submitted_by": make_member()}
    Evaluation.objects.filter(pk=evaluation.pk).update(**sent)

    response = record(client, evaluation)

    assert response.status_code == 409
    assert "不能修改" in text_of(response)


def test_approved_fields_are_text_and_the_rest_is_entered(client, evaluation):
    approve(evaluation)
    leaf = leaf_of(evaluation)
    page = client.get(address(leaf))

    sent = form_values(page)
    response = client.post(address(leaf), sent | {"indicator-actual": "80", "indicator-narrative": "已办结80件。"})

    assert not {"indicator-name", "indicator-target", "indicator-points", "indicator-rule"} & set(sent)
    assert '<div class="entry-settled" id="id_indicator-target">100</div>' in page.content.decode()
    assert '<div class="entry-settled" id="id_indicator-rule">正向指标（越高越好）</div>' in page.content.decode()
    assert "删除此指标" not in text_of(page)
    assert response.status_code == 302
    leaf.refresh_from_db()
    assert (leaf.target, leaf.actual, leaf.score, leaf.rule) == (100, 80, Decimal("8.00"), "positive")


def test_adjustment_is_entered_with_its_document(client, evaluation):
    approve(evaluation)
    leaf = leaf_of(evaluation)

    response = enter(client, leaf, adjusted_target="50", actual="40")
    assert "须填写调整批复文件" in described(response, "indicator-adjustment_document")
    enter(client, leaf, adjusted_target="50", actual="40", adjustment_document="东财绩〔2022〕15号")

    assert leaf.score == Decimal("8.00")


def test_adjusted_points_must_add_up_again_and_the_page_says_where(client, evaluation):
    approve(evaluation)
    enter(client, leaf_of(evaluation), adjusted_points="7", adjustment_document="东财绩〔2022〕15号")

    page = overview(client, evaluation)

    assert "分值尚未加总一致：“数量指标”还差3分。" in page
    assert "指标“数量指标”分值10分，下级指标合计7分，还差3分，请调整。" in page


@pytest.mark.parametrize(
    ("rule", "parameters", "sent", "expected"),
    [
        pytest.param(
            "checklist",
            {"items": [{"name": "有制度", "points": "4"}, {"name": "有检查", "points": "6"}]},
            {"rule_item_1_done": "yes"},
            {"items": [{"name": "有制度", "points": "4"}, {"name": "有检查", "points": "6", "done": True}]},
            id="answers of a checklist",
        ),
        pytest.param(
            "bands",
            {"bands": [{"min": "90", "score": "10"}, {"min": "60", "score": "6"}]},
            {"actual": "70"},
            {"bands": [{"min": "90", "score": "10"}, {"min": "60", "score": "6"}]},
            id="bands stay",
        ),
        pytest.param("equal", {"strict": True}, {"actual": "100"}, {"strict": True}, id="all or nothing stays"),
        pytest.param("positive_threshold", {"threshold": "70"}, {"actual": "80"}, {"threshold": "70"}, id="threshold"),
        pytest.param(
            "formula",
            {"ratio": "比例", "settings": {"x": "1"}},
            {"rule_numerator": "1", "rule_denominator": "2"},
            {"ratio": "比例", "settings": {"x": "1"}, "numerator": "1", "denominator": "2"},
            id="a ratio",
        ),
    ],
)
def test_settings_of_an_approved_rule_stay_while_what_was_reached_is_entered(
    client, evaluation, rule, parameters, sent, expected
):
    leaf = leaf_of(evaluation)
    Indicator.objects.filter(pk=leaf.pk).update(rule=rule, parameters=parameters)
    approve(evaluation)

    response = enter(client, leaf, **sent)

    assert response.status_code == 302
    assert (leaf.rule, leaf.parameters) == (rule, expected)


def test_form_opened_before_the_approval_is_told_and_keeps_what_was_reached(client, evaluation):
    leaf = leaf_of(evaluation)
    stale = form_values(client.get(address(leaf))) | {"indicator-target": "50", "indicator-actual": "40"}
    approve(evaluation)

    response = client.post(address(leaf), stale)

    assert response.status_code == 409
    assert "年度指标值由“100”改为“50”" in text_of(response)
    assert 'value="40"' in response.content.decode()
    leaf.refresh_from_db()
    assert (leaf.target, leaf.actual) == (100, None)


def test_form_opened_before_the_approval_is_stored_when_it_changes_only_what_was_reached(client, evaluation):
    leaf = leaf_of(evaluation)
    stale = form_values(client.get(address(leaf))) | {"indicator-actual": "40"}
    approve(evaluation)

    assert client.post(address(leaf), stale).status_code == 302


def test_indicators_are_neither_added_nor_removed(client, evaluation):
    leaf = leaf_of(evaluation)
    add = reverse("indicators:indicator_add", args=[evaluation.pk, leaf.parent_id])
    new = form_values(client.get(add)) | {"indicator-name": "新增", "indicator-points": "1"}
    gone = form_values(client.get(address(leaf, "remove")))
    approve(evaluation)

    added, removed = client.post(add, new), client.post(address(leaf, "remove"), gone)

    assert (added.status_code, removed.status_code) == (409, 409)
    assert "指标“新增”属于新增" in text_of(added)
    assert "确认删除" not in text_of(removed)
    for page in (add, address(leaf, "remove")):
        refused = client.get(page)
        assert "不能直接修改，锁定至管理员撤销批复登记为止" in text_of(refused)
        assert "返回指标列表" in text_of(refused)
        assert "indicator-" not in refused.content.decode()
        assert "将删除" not in text_of(refused)
    assert evaluation.indicators.filter(parent=leaf.parent).get() == leaf


def test_administrator_of_the_whole_takes_the_registration_back(client, evaluation):
    approve(evaluation)
    assert "撤销登记" not in overview(client, evaluation)
    client.force_login(make_member(Role.ADMINISTRATOR))

    assert "请填写撤销理由。" in text_of(cancel(client, evaluation, ""))
    assert "撤销登记" in overview(client, evaluation)
    cancel(client, evaluation)

    assert not GoalApproval.objects.exists()
    assert cancel(client, evaluation).status_code == 409


def test_administrator_of_the_unit_alone_must_not_take_it_back(client, evaluation):
    below = make_department("10101", parent=evaluation.department)
    goals = make_goals(make_evaluation(below, evaluation.cycle))
    approve(goals)
    client.force_login(make_member(Role.ADMINISTRATOR, below))

    assert cancel(client, goals).status_code == 403


def test_other_unit_does_not_learn_of_it(client, evaluation):
    client.force_login(make_member(department=make_department("202")))

    assert record(client, evaluation).status_code == 404
    assert cancel(client, evaluation).status_code == 404


def test_overview_of_approved_goals_costs_the_same_for_many_indicators(client, evaluation):
    url = reverse("indicators:enter_indicators", args=[evaluation.pk])
    approve(evaluation)
    few = queries_of(client, url)
    leaf = leaf_of(evaluation)
    for index in range(10):
        Indicator.objects.create(evaluation=evaluation, parent=leaf.parent, is_leaf=True, name=f"{index}", points=1)

    assert queries_of(client, url) == few
