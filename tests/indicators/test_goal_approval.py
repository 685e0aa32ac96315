"""绩效目标批复: after it only an adjustment with its document changes targets and points."""

from datetime import date
from decimal import Decimal

import pytest

from departments.models import AuditEntry, Evaluation, Project, Role
from departments.services import Locked
from departments.workflow import Status
from departments.writes import Write
from indicators.approved import planned, with_reached
from indicators.models import Indicator
from indicators.services import (
    ApprovalRefused,
    GoalsApproved,
    approval_of,
    plant_projects,
    record_goal_approval,
    save_and_rescore,
    withdraw_goal_approval,
)
from tests.factories import make_cycle, make_evaluation, make_member

pytestmark = pytest.mark.django_db

DOCUMENT = {"document": "东财绩〔2022〕3号", "approved_on": date(2022, 2, 18)}
ITEMS = [{"name": "有制度", "points": "2"}, {"name": "有检查", "points": "3"}]


def make_goals(evaluation=None):
    """Return an evaluation whose points add up everywhere: one leaf below each of the lowest branches."""
    evaluation = evaluation or make_evaluation()
    fill(evaluation.indicators.all())
    return Evaluation.objects.get(pk=evaluation.pk)


def fill(rows):
    for branch in rows.filter(is_leaf=False, children=None):
        Indicator.objects.create(
            evaluation=branch.evaluation,
            project_evaluation=branch.project_evaluation,
            parent=branch,
            is_leaf=True,
            name=f"{branch.name}一",
            points=branch.points,
            rule="positive",
            target=100,
            unit="件",
        )


def leaf_of(evaluation, branch="数量指标"):
    return evaluation.indicators.get(name=f"{branch}一")


def approve(evaluation, actor=None):
    return record_goal_approval(evaluation, **DOCUMENT, actor=actor or make_member())


def change(row, **values):
    """Store values as a form would that was opened just now."""
    fresh = Indicator.objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    save_and_rescore(fresh.evaluation, [Write(fresh, fresh.version, list(values))], actor=make_member())


def test_approval_is_registered_with_who_and_when_and_logged():
    evaluation, actor = make_goals(), make_member()

    approval = approve(evaluation, actor)

    assert (approval.document, approval.approved_on) == ("东财绩〔2022〕3号", date(2022, 2, 18))
    assert approval.recorded_by == actor
    assert approval.recorded_at
    entry = AuditEntry.objects.get(action="goalapproval.add")
    assert (entry.actor, entry.evaluation) == (actor, evaluation)
    assert entry.changes["document"] == [None, "东财绩〔2022〕3号"]


def test_goals_that_are_not_complete_are_refused_with_everything_that_is_missing():
    evaluation = make_goals()
    leaf_of(evaluation).delete()
    evaluation.indicators.filter(name="质量指标一").update(points=14, target=None, unit="", rule="")
    evaluation.indicators.filter(name="时效指标一").update(unit="")

    with pytest.raises(ApprovalRefused) as refusal:
        approve(evaluation)

    assert refusal.value.problems == (
        "“数量指标”分值 10，下级合计 0，还差 10 分，请调整。",
        "“质量指标”分值 15，下级合计 14，还差 1 分，请调整。",
        "指标“质量指标一”缺少年度指标值、评分方法，请补充。",
        "指标“时效指标一”缺少计量单位，请补充。",
    )
    assert approval_of(evaluation) is None


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"target": None, "unit": "", "target_text": "通过验收", "rule": "qualitative"}, id="in words"),
        pytest.param({"target": 1, "unit": "", "rule": "yes_no"}, id="a rule without unit"),
        pytest.param(
            {"target": None, "is_applicable": False, "inapplicable_reason": "项目取消，当年没有该项工作。"},
            id="not applicable",
        ),
    ],
)
def test_what_has_no_figure_may_be_approved(values):
    evaluation = make_goals()
    evaluation.indicators.filter(name="质量指标一").update(**values)

    assert approve(evaluation).pk


def test_trees_of_projects_must_be_complete_too():
    evaluation = make_goals(make_evaluation(cycle=make_cycle(project_scheme="national-project")))
    Project.objects.create(evaluation=evaluation, name="社区微改造")
    plant_projects(evaluation)

    with pytest.raises(ApprovalRefused) as refusal:
        approve(evaluation)
    assert all(problem.startswith("项目“社区微改造”：") for problem in refusal.value.problems)

    fill(evaluation.indicators.exclude(project_evaluation=None))
    assert approve(evaluation).pk


def test_approval_is_registered_once():
    evaluation = make_goals()
    approve(evaluation)

    with pytest.raises(ApprovalRefused, match="已登记"):
        approve(evaluation)


@pytest.mark.parametrize("step", [approve, lambda row: withdraw_goal_approval(row, reason="误", actor=make_member())])
def test_approval_of_a_locked_evaluation_stays_as_it_is(step):
    evaluation = make_goals()
    sent = {"status": Status.SUBMITTED, "submitted_at": "2023-05-01T00:00Z", "submitted_by": make_member()}
    Evaluation.objects.filter(pk=evaluation.pk).update(**sent)

    with pytest.raises(Locked):
        step(evaluation)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param({"name": "新名"}, "指标名称由“数量指标一”改为“新名”", id="name"),
        pytest.param({"nature": "qualitative"}, "指标性质由“定量”改为“定性”", id="nature"),
        pytest.param({"sign": "≤"}, "符号由“空”改为“≤”", id="sign"),
        pytest.param({"target": Decimal(50)}, "年度指标值由“100”改为“50”", id="target"),
        pytest.param({"target_text": "若干"}, "年度指标值（文字）由“空”改为“若干”", id="target in words"),
        pytest.param({"unit": "个"}, "计量单位由“件”改为“个”", id="unit"),
        pytest.param({"points": Decimal(9)}, "分值由“10”改为“9”", id="points"),
        pytest.param({"rule": "equal"}, "评分方法由“正向指标（越高越好）”改为“", id="rule"),
        pytest.param({"parameters": {"threshold": "70"}}, "评分参数", id="settings of the rule"),
    ],
)
def test_approved_field_is_not_changed(values, words):
    evaluation = make_goals()
    approve(evaluation)
    leaf = leaf_of(evaluation)

    with pytest.raises(GoalsApproved) as refusal:
        change(leaf, **values)

    assert refusal.value.changes[0].fields == tuple(values)
    assert words in str(refusal.value)
    assert "调整" in str(refusal.value)
    assert Indicator.objects.get(pk=leaf.pk).version == leaf.version


def test_all_fields_of_all_indicators_are_listed_at_once():
    evaluation = make_goals()
    approve(evaluation)
    rows = [leaf_of(evaluation), leaf_of(evaluation, "质量指标")]
    for row in rows:
        row.target, row.points = 7, 3

    with pytest.raises(GoalsApproved) as refusal:
        save_and_rescore(evaluation, [Write(row, 1, ["target", "points"]) for row in rows], actor=make_member())

    assert [set(found.fields) for found in refusal.value.changes] == [{"target", "points"}] * 2


def test_what_was_reached_is_entered_after_the_approval():
    evaluation = make_goals()
    approve(evaluation)
    leaf = leaf_of(evaluation)

    change(leaf, actual=Decimal(80), narrative="已办结80件。", reason="人手不足。", name=leaf.name)

    leaf.refresh_from_db()
    assert leaf.score == Decimal("8.00")


def test_adjustment_with_its_document_changes_target_and_points():
    evaluation = make_goals()
    approve(evaluation)
    leaf = leaf_of(evaluation)

    change(leaf, adjusted_target=Decimal(160), adjustment_document="东财绩〔2022〕15号", actual=Decimal(80))

    leaf.refresh_from_db()
    assert (leaf.target, leaf.effective_target, leaf.score) == (100, 160, Decimal("5.00"))


@pytest.mark.parametrize("tree", ["whole", "project"])
def test_indicator_is_neither_added_nor_removed(tree):
    evaluation = make_evaluation(cycle=make_cycle(project_scheme="national-project"))
    Project.objects.create(evaluation=evaluation, name="社区微改造")
    plant_projects(evaluation)
    make_goals(evaluation)
    approve(evaluation)
    project = None if tree == "whole" else evaluation.project_evaluations.get()
    leaf = evaluation.indicators.get(name="数量指标一", project_evaluation=project)
    new = Indicator(
        evaluation=evaluation, project_evaluation=project, parent=leaf.parent, is_leaf=True, name="新增", points=1
    )

    for write in (Write(new, 0, ["name", "points", "parent"]), Write(leaf, leaf.version, is_removal=True)):
        with pytest.raises(GoalsApproved, match=write.row.name):
            save_and_rescore(evaluation, [write], actor=make_member())

    assert evaluation.indicators.filter(parent=leaf.parent).count() == 1


def test_stale_form_is_not_blamed_for_what_another_changed_before_the_approval():
    evaluation = make_goals()
    seen = leaf_of(evaluation)
    change(seen, target=Decimal(90))
    approve(evaluation)
    seen.actual = Decimal(45)

    save_and_rescore(evaluation, [Write(seen, seen.version, ["target", "actual"])], actor=make_member())

    stored = Indicator.objects.get(pk=seen.pk)
    assert (stored.target, stored.actual) == (90, 45)


def test_withdrawal_opens_the_goals_again_and_is_logged_with_its_reason():
    evaluation, actor = make_goals(), make_member(Role.ADMINISTRATOR)
    approve(evaluation)

    withdraw_goal_approval(evaluation, reason="批复文件登记错误。", actor=actor)
    change(leaf_of(evaluation), target=Decimal(50))

    assert approval_of(evaluation) is None
    entry = AuditEntry.objects.get(action="goalapproval.cancel")
    assert (entry.actor, entry.comment) == (actor, "批复文件登记错误。")
    assert entry.changes["document"] == ["东财绩〔2022〕3号", None]


def test_withdrawing_what_is_not_there_is_refused():
    with pytest.raises(ApprovalRefused, match="没有登记"):
        withdraw_goal_approval(make_evaluation(), reason="误", actor=make_member())


@pytest.mark.parametrize(
    ("rule", "approved", "now", "holds"),
    [
        pytest.param("checklist", {"items": ITEMS}, {"items": [ITEMS[0] | {"done": True}, ITEMS[1]]}, True, id="done"),
        pytest.param("checklist", {"items": ITEMS}, {"items": [ITEMS[0]]}, False, id="an item less"),
        pytest.param("qualitative", {}, {"grade": "full"}, True, id="grade"),
        pytest.param("manual", {}, {"reason": "按考核结果"}, True, id="reason of a mark"),
        pytest.param(
            "formula", {"ratio": "比例"}, {"ratio": "比例", "numerator": "1", "denominator": "2"}, True, id="ratio"
        ),
        pytest.param("formula", {"ratio": "比例"}, {"ratio": "其他"}, False, id="another ratio"),
        pytest.param("equal", {}, {"strict": False}, True, id="an empty setting says nothing"),
        pytest.param("equal", {}, {"strict": True}, False, id="all or nothing"),
        pytest.param("bands", {"bands": [{"min": "90"}]}, {"bands": [{"min": "80"}]}, False, id="bands"),
        pytest.param("interval", {"low": "1"}, {"low": "2"}, False, id="bounds"),
        pytest.param("step_deduction", {"step": "1"}, {"step": "2"}, False, id="steps"),
    ],
)
def test_approval_holds_what_was_planned_of_a_rule_and_not_what_was_reached(rule, approved, now, holds):
    assert (planned(rule, approved) == planned(rule, now)) is holds


@pytest.mark.parametrize(
    ("rule", "approved", "given", "expected"),
    [
        pytest.param(
            "checklist",
            {"items": [ITEMS[0] | {"done": True}, ITEMS[1]]},
            {"items": [{"done": False}, {"done": True}]},
            {"items": [ITEMS[0] | {"done": False}, ITEMS[1] | {"done": True}]},
            id="answers of a checklist",
        ),
        pytest.param(
            "checklist",
            {"items": [ITEMS[0] | {"done": True}]},
            {"items": [{"done": None}]},
            {"items": [ITEMS[0]]},
            id="an answer taken back",
        ),
        pytest.param("qualitative", {"grade": "full"}, {}, {}, id="a grade taken back"),
        pytest.param(
            "positive_threshold", {"threshold": "70"}, {"threshold": "1"}, {"threshold": "70"}, id="settings stay"
        ),
    ],
)
def test_what_was_reached_joins_the_approved_settings(rule, approved, given, expected):
    assert with_reached(rule, approved, given) == expected
