"""Handing in again: what has changed since a stage decided, and that something has."""

from dataclasses import dataclass

import pytest

from departments.models import AuditEntry, Cycle
from indicators.models import Indicator
from reports import services
from reports.gather import gather
from reports.gather.printed import Printed
from reports.models import Remark
from reports.services import Blocked, ReviewRefused
from tests.factories import chain
from tests.reports.remarks import remark_on
from tests.reports.stage import Stage

UNCHANGED = "没有任何修改"


@dataclass(frozen=True)
class Returned(Stage):
    """An evaluation that was returned, with a remark on its first indicator."""

    remark: Remark | None = None


@pytest.fixture
def returned(stage):
    stage.submitted()
    remark = remark_on(stage, stage.evaluation.indicators.whole().leaves().first())
    stage = Returned(**vars(stage), remark=remark)
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="样本数与附件不一致")
    return stage


def test_the_same_again_is_refused_with_that_reason(returned):
    with pytest.raises(Blocked, match=UNCHANGED):
        returned.submitted()

    assert returned.reload().status == "returned"


def test_a_changed_value_is_enough(returned):
    returned.changed().submitted()

    assert returned.reload().submissions == 2


def test_a_changed_setting_of_a_rule_is_a_change(returned):
    leaf = returned.evaluation.indicators.whole().leaves().first()
    Indicator.objects.filter(pk=leaf.pk).update(parameters=leaf.parameters | {"note": "改"})

    assert UNCHANGED not in str(services.blocking_reasons(returned.reload(), "submit", actor=returned.preparer))


def test_an_answered_remark_is_enough(returned):
    services.answer_remark(returned.remark, "已在附件中补充样本名册。", actor=returned.preparer, based_on=1)

    returned.submitted()

    assert returned.reload().status == "submitted"


def test_taking_the_submission_back_does_not_make_the_same_new(returned):
    returned.changed().submitted()
    services.recall(returned.evaluation, actor=returned.preparer)
    type(returned.evaluation).objects.filter(pk=returned.evaluation.pk).update(head=returned.evaluation.head)

    with pytest.raises(Blocked, match=UNCHANGED):
        returned.submitted()


def test_a_first_submission_that_was_taken_back_may_go_again(stage):
    stage.submitted()
    services.recall(stage.evaluation, actor=stage.preparer)

    stage.submitted()

    assert stage.reload().submissions == 2


def test_the_reviewer_sees_values_and_texts_that_differ_from_what_was_returned(returned):
    leaf = returned.evaluation.indicators.whole().leaves().exclude(narrative="").first()
    old = leaf.narrative
    Indicator.objects.filter(pk=leaf.pk).update(narrative=f"{old}另附名册。")
    returned.submitted()
    evaluation = returned.reload()

    found = services.changes_since(services.decided_version(evaluation), gather(evaluation))

    said = Printed().text(old, evaluation)
    assert said != old
    assert [(change.place.row, change.old, change.new) for change in found] == [
        (str(leaf.pk), said, f"{said}另附名册。")
    ]
    assert [(run.side.value, run.text) for run in found[0].runs if run.side.value != "both"] == [("new", "另附名册。")]


def test_what_a_recalled_submission_held_is_passed_over(returned):
    returned.changed().submitted()
    services.recall(returned.evaluation, actor=returned.preparer)
    returned.changed().submitted()

    assert services.decided_version(returned.reload()).number == 1


def test_a_first_submission_has_nothing_to_compare_with(stage):
    assert services.decided_version(stage.submitted().reload()) is None


def test_a_remark_is_answered_and_resolved_and_the_log_says_so(returned):
    remark = services.answer_remark(returned.remark, "已补充。", actor=returned.preparer, based_on=1)
    returned.submitted()

    remark = services.settle_remark(remark, is_resolved=True, actor=returned.reviewer, based_on=2)

    assert (remark.state, remark.resolved_by, remark.version) == ("已办结", returned.reviewer, 3)
    entries = AuditEntry.objects.filter(object_type="reports.Remark").order_by("pk")
    assert [(entry.action, entry.actor) for entry in entries] == [
        ("remark.add", returned.reviewer),
        ("remark.answer", returned.preparer),
        ("remark.resolve", returned.reviewer),
    ]


def test_an_approval_waits_for_every_remark(returned):
    returned.changed().submitted()

    with pytest.raises(Blocked, match="还有 1 条审核意见没有办结"):
        services.approve(returned.evaluation, actor=returned.reviewer)
    services.settle_remark(returned.remark, is_resolved=True, actor=returned.reviewer, based_on=1)
    services.approve(returned.evaluation, actor=returned.reviewer)

    assert returned.reload().status == "approved"


def test_a_remark_that_is_opened_again_stands_against_the_approval(returned):
    returned.changed().submitted()
    services.settle_remark(returned.remark, is_resolved=True, actor=returned.reviewer, based_on=1)
    services.settle_remark(returned.remark, is_resolved=False, actor=returned.reviewer, based_on=2)

    with pytest.raises(Blocked, match="没有办结"):
        services.approve(returned.evaluation, actor=returned.reviewer)


def test_an_earlier_stage_does_not_wait_for_a_later_ones_remark_but_the_last_stage_waits_for_all(stage):
    Cycle.objects.filter(pk=stage.evaluation.cycle_id).update(stages=chain("单位负责人", "主管部门", "财政复核"))
    second, third = stage.second_reviewer(), stage.second_reviewer()
    stage.submitted()
    services.approve(stage.evaluation, actor=stage.reviewer)
    remark = remark_on(stage, stage.evaluation.indicators.whole().leaves().first(), actor=second)
    services.return_for_changes(stage.evaluation, actor=second, reason="见审核意见")
    stage.changed().submitted()

    services.approve(stage.evaluation, actor=stage.reviewer)
    with pytest.raises(Blocked, match="还有 1 条审核意见没有办结"):
        services.approve(stage.evaluation, actor=second)
    type(remark).objects.update(stage_name="已取消的环节")
    services.approve(stage.evaluation, actor=second)
    with pytest.raises(Blocked, match="还有 1 条审核意见没有办结"):
        services.approve(stage.evaluation, actor=third)


def test_a_passage_must_stand_in_what_it_is_taken_from(stage):
    stage.submitted()
    leaf = stage.evaluation.indicators.whole().leaves().exclude(narrative="").first()

    assert remark_on(stage, leaf, "narrative", quote=leaf.narrative[2:8]).quote == leaf.narrative[2:8]
    with pytest.raises(ReviewRefused, match="没有这段原文"):
        remark_on(stage, leaf, "narrative", quote="报告里没有的话")


def test_a_remark_begins_the_review(stage):
    stage.submitted()
    remark_on(stage, stage.evaluation.indicators.whole().leaves().first())

    assert stage.reload().review_begun_at


@pytest.mark.parametrize("who", ["preparer", "publisher", "auditor"])
def test_only_the_stages_reviewer_remarks_and_resolves(returned, who):
    person = getattr(returned, who)
    returned.changed().submitted()

    with pytest.raises(ReviewRefused, match="不是该环节的审核人"):
        remark_on(returned, returned.evaluation.indicators.whole().leaves().first(), actor=person)
    with pytest.raises(ReviewRefused, match="不是该环节的审核人"):
        services.settle_remark(returned.remark, is_resolved=True, actor=person, based_on=1)


def test_answers_are_given_while_the_unit_may_change_things(returned):
    with pytest.raises(ReviewRefused, match="没有填报的权限"):
        services.answer_remark(returned.remark, "已补充。", actor=returned.publisher, based_on=1)
    returned.changed().submitted()
    with pytest.raises(ReviewRefused, match="不能修改"):
        services.answer_remark(returned.remark, "已补充。", actor=returned.preparer, based_on=1)


def test_two_answers_to_one_remark_do_not_overwrite_each_other(returned):
    services.answer_remark(returned.remark, "甲的答复", actor=returned.preparer, based_on=1)

    with pytest.raises(ReviewRefused, match="有了变化"):
        services.answer_remark(returned.remark, "乙的答复", actor=returned.preparer, based_on=1)

    returned.remark.refresh_from_db()
    assert returned.remark.answer == "甲的答复"


def judging(stage):
    stages = chain("财政复核")
    stages[0]["judges"] = True
    Cycle.objects.filter(pk=stage.evaluation.cycle_id).update(stages=stages)
    stage.evaluation.cycle.refresh_from_db()
    return stage.submitted()


def judge(stage, based_on=0, **said):
    values = {"completeness": "met", "reasoning": "met", "objectivity": "met", "opinion": ""} | said
    return services.save_judgement(
        stage.evaluation, values, actor=stage.reviewer, seen=stage.reload().version, based_on=based_on
    )


def test_a_stage_that_judges_does_not_approve_without_its_three_judgements(stage):
    judging(stage)
    judge(stage, objectivity="")

    with pytest.raises(Blocked) as blocked:
        services.approve(stage.evaluation, actor=stage.reviewer)
    assert blocked.value.reasons == ("尚未判断“结果客观性”，请在审阅页面填写。",)
    judge(stage, based_on=1)
    services.approve(stage.evaluation, actor=stage.reviewer)

    assert stage.reload().status == "approved"
    assert AuditEntry.objects.filter(action__startswith="judgement.", actor=stage.reviewer).count() == 2


def test_what_does_not_hold_cannot_be_approved(stage):
    stage.submitted()
    judge(stage, reasoning="unmet", opinion="论据不足")

    with pytest.raises(Blocked, match="“论证充分性”判断为“不符合”，不能通过"):
        services.approve(stage.evaluation, actor=stage.reviewer)


def test_two_reviewers_judgements_do_not_overwrite_each_other(stage):
    stage.submitted()
    judge(stage)

    with pytest.raises(ReviewRefused, match="已被他人修改"):
        judge(stage, reasoning="partly", opinion="略少")


def test_each_submission_is_judged_anew(stage):
    judging(stage)
    judge(stage)
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="有误")
    stage.changed().submitted()

    with pytest.raises(Blocked, match="尚未判断"):
        services.approve(stage.evaluation, actor=stage.reviewer)
