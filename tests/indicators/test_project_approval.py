"""绩效目标批复 and projects: that of the whole covers those of its day, a later project has one of its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Role
from departments.writes import Write
from indicators.models import GoalApproval, Indicator
from indicators.services import (
    ApprovalRefused,
    GoalsApproved,
    approval_of,
    record_goal_approval,
    save_and_rescore,
    withdraw_goal_approval,
)
from tests.factories import make_cycle, make_evaluation, make_member
from tests.indicators.test_enter_approval import ENTERED
from tests.indicators.test_enter_project_trees import make_project, overview_address
from tests.indicators.test_goal_approval import DOCUMENT, approve, change, fill, make_goals
from tests.pages import form_values, text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

OWN = {"document": "东财绩〔2022〕21号", "approved_on": date(2022, 9, 6)}


@pytest.fixture
def evaluation(client):
    """An approved evaluation with one project, which was there on the day."""
    client.force_login(make_member())
    evaluation = make_evaluation(cycle=make_cycle(project_scheme="national-project"))
    make_project(evaluation)
    evaluation = make_goals(evaluation)
    approve(evaluation)
    return evaluation


@pytest.fixture
def covered(evaluation):
    return evaluation.project_evaluations.get()


@pytest.fixture
def later(evaluation, covered):
    """A project that was opened after the approval."""
    return make_project(evaluation, "应急排涝")


def leaf_of(project, branch="数量指标"):
    return project.indicators.get(name=f"{branch}一")


def approve_project(project):
    return record_goal_approval(project.evaluation, project, **OWN, actor=make_member())


def planned(project):
    fill(project.indicators.all())
    return project


def address(project, name="project_approval"):
    return reverse(f"indicators:{name}", args=[project.evaluation_id, project.pk])


def test_approval_of_the_whole_covers_the_projects_of_its_day_and_no_later_one(evaluation, covered, later):
    assert approval_of(evaluation, covered) == approval_of(evaluation) == GoalApproval.objects.get()
    assert approval_of(evaluation, later) is None
    assert AuditEntry.objects.get(action="goalapproval.add").changes["项目"] == [None, ["社区微改造"]]


def test_later_project_is_planned_while_the_others_stay_locked(evaluation, covered, later):
    branch = later.indicators.get(name="数量指标")
    new = Indicator(
        evaluation=evaluation, project_evaluation=later, parent=branch, is_leaf=True, name="泵站座数", points=15
    )

    save_and_rescore(evaluation, [Write(new, 0, ["name", "points", "parent"])], actor=make_member())
    change(branch.children.get(), target=Decimal(3), unit="座")

    assert branch.children.get().target == 3
    with pytest.raises(GoalsApproved, match="东财绩〔2022〕3号"):
        change(leaf_of(covered), target=Decimal(3))


@pytest.mark.parametrize("way", ["into", "out of"])
def test_indicator_is_not_moved_between_an_open_tree_and_an_approved_one(evaluation, covered, later, way):
    start, end = (planned(later), covered) if way == "into" else (covered, planned(later))

    with pytest.raises(GoalsApproved) as refusal:
        change(leaf_of(start), project_evaluation=end, parent=end.indicators.get(name="数量指标"))

    assert refusal.value.changes[0].fields == ("project_evaluation", "parent")


def test_later_project_is_approved_by_a_document_of_its_own_and_then_locked(evaluation, later):
    approval = approve_project(planned(later))

    assert approval_of(evaluation, later) == approval != approval_of(evaluation)
    with pytest.raises(GoalsApproved, match="东财绩〔2022〕21号"):
        change(leaf_of(later), points=Decimal(3))
    change(leaf_of(later), adjusted_points=Decimal(3), adjustment_document="东财绩〔2022〕30号")


def test_changes_of_several_trees_name_each_approval(evaluation, covered, later):
    approve_project(planned(later))
    rows = [leaf_of(covered), leaf_of(later)]
    for row in rows:
        row.points = 3

    with pytest.raises(GoalsApproved, match=r"3号”（2022-02-18）.*21号”（2022-09-06）"):
        save_and_rescore(evaluation, [Write(row, 1, ["points"]) for row in rows], actor=make_member())


def test_approval_of_a_project_asks_only_for_its_own_goals(evaluation, later):
    evaluation.indicators.whole().filter(name="数量指标一").update(target=None)

    with pytest.raises(ApprovalRefused) as refusal:
        approve_project(later)
    assert refusal.value.problems[0] == "“数量指标”分值 15，下级合计 0，还差 15 分，请调整。"
    assert "年度指标值" not in "".join(refusal.value.problems)

    assert approve_project(planned(later)).pk


def test_project_is_approved_once(evaluation, covered, later):
    approve_project(planned(later))

    for project in (covered, later):
        with pytest.raises(ApprovalRefused, match="已登记"):
            approve_project(project)


def test_project_with_an_approval_of_its_own_keeps_it_when_the_whole_is_approved(evaluation, covered, later):
    approval = approve_project(planned(later))
    withdraw_goal_approval(evaluation, reason="登记错误。", actor=make_member())
    assert approval_of(evaluation, covered) is None

    whole = record_goal_approval(evaluation, **DOCUMENT, actor=make_member())

    assert (approval_of(evaluation, later), approval_of(evaluation, covered)) == (approval, whole)


def test_withdrawing_that_of_a_project_leaves_the_rest_locked(evaluation, covered, later):
    approve_project(planned(later))

    withdraw_goal_approval(evaluation, later, reason="登记错误。", actor=make_member())

    assert approval_of(evaluation, later) is None
    assert approval_of(evaluation, covered)
    assert AuditEntry.objects.get(action="goalapproval.cancel").changes["项目"] == [["应急排涝"], None]


def test_what_came_with_the_whole_is_withdrawn_with_the_whole(evaluation, covered):
    with pytest.raises(ApprovalRefused, match="随单位整体一并批复"):
        withdraw_goal_approval(evaluation, covered, reason="登记错误。", actor=make_member())

    assert approval_of(evaluation, covered)


# On the screens


def test_later_project_offers_indicators_and_its_own_registration(client, later):
    page = text_of(client.get(overview_address(later)))

    assert "＋ 添加指标" in page
    assert "从指标库选择" in page
    assert "登记绩效目标批复" in page


def test_covered_project_says_by_what_and_offers_neither(client, covered):
    page = text_of(client.get(overview_address(covered)))

    assert "已由“东财绩〔2022〕3号”批复" in page
    assert "该项目的绩效目标随单位整体一并批复" in page
    assert "＋ 添加指标" not in page
    assert "登记绩效目标批复" not in page


def test_approval_of_a_project_is_registered_on_its_own_page(client, evaluation, later):
    planned(later)

    response = client.post(address(later), ENTERED | {"approval-document": "东财绩〔2022〕21号"}, follow=True)

    assert response.redirect_chain[-1][0] == overview_address(later)
    assert "已由“东财绩〔2022〕21号”批复" in text_of(response)
    assert "随单位整体一并批复" not in text_of(response)
    leaf = reverse("indicators:indicator_edit", args=[evaluation.pk, leaf_of(later).pk])
    assert "indicator-target" not in form_values(client.get(leaf))


def test_what_its_goals_lack_is_said_on_its_own_page(client, later):
    response = client.post(address(later), ENTERED)

    assert response.status_code == 409
    assert "下级合计 0，还差 15 分" in text_of(response)
    assert "应急排涝" in text_of(response)
    assert approval_of(later.evaluation, later) is None


@pytest.mark.parametrize("name", ["indicator_add", "indicator_library"])
def test_screens_that_add_follow_the_tree_they_add_to(client, evaluation, covered, later, name):
    def page(project):
        branch = project.indicators.get(name="数量指标")
        return text_of(client.get(reverse(f"indicators:{name}", args=[evaluation.pk, branch.pk])))

    assert "不能直接修改" in page(covered)
    assert "不能直接修改" not in page(later)


def test_administrator_of_the_whole_takes_that_of_a_project_back(client, covered, later):
    approve_project(planned(later))
    assert "撤销登记" not in text_of(client.get(overview_address(later)))
    client.force_login(make_member(Role.ADMINISTRATOR))

    assert "撤销登记" in text_of(client.get(overview_address(later)))
    assert "撤销登记" not in text_of(client.get(overview_address(covered)))
    refused = client.post(address(covered, "project_approval_cancel"), {"cancel-reason": "批复文件登记错误。"})
    response = client.post(address(later, "project_approval_cancel"), {"cancel-reason": "批复文件登记错误。"})

    assert refused.status_code == 409
    assert response.url == overview_address(later)
    assert approval_of(later.evaluation, later) is None


def test_overview_of_a_project_costs_the_same_for_many_approvals(client, evaluation, later):
    approve_project(planned(later))
    few = queries_of(client, overview_address(later))
    for name in ("修缮", "绿化", "亮化"):
        approve_project(planned(make_project(evaluation, name)))

    assert queries_of(client, overview_address(later)) == few
