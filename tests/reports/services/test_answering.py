"""Findings are explained, waived by another person until a day, and open again when what gave offence changes."""

from datetime import date, timedelta

import pytest

from departments import clock
from departments.models import AuditEntry, Membership, Role
from departments.services import Locked, save_screen
from departments.workflow import Action, RoleMissing
from departments.writes import Write
from reports.checks import CHECKS, Severity, run
from reports.models import CheckSetting
from reports.services import blocking_reasons, findings_of
from reports.services.answering import CannotAnswer, answer, decide, take_back
from reports.services.check_statistics import statistics
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import make_snapshot
from tests.reports.stage import BUSINESS_DAY

SENTENCE = "较好地完成了任务任务。"
WRONG_YEAR = "2019年度任务全部完成。"


def write_section(stage, text, key="performance_management"):
    row = stage.evaluation.sections.get(key=key)
    row.text = text
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)


def section(stage):
    return stage.evaluation.sections.get(key="performance_management").text


def found(stage, check_id):
    return [finding for finding in findings_of(stage.reload()) if finding.check_id == check_id]


def prints(stage, *check_ids):
    return [finding.fingerprint for finding in findings_of(stage.reload()) if finding.check_id in check_ids]


def reasons(stage, action=Action.SUBMIT, actor=None):
    return [reason.check_id for reason in blocking_reasons(stage.reload(), action, actor=actor or stage.preparer)]


def exempted(stage, until=None):
    """Bring in a wrong year, and have it waived until a day."""
    write_section(stage, f"{section(stage)}{WRONG_YEAR}")
    waiver = answer(
        stage.evaluation, prints(stage, "K02-text"), kind="exemption", reason="引用往年情况", actor=stage.preparer
    )
    until = until or clock.today()
    return decide(waiver, is_granted=True, reason="情况属实，同意", actor=stage.reviewer, valid_until=until)


def test_what_asks_for_a_reason_is_not_submitted_without_one(stage):
    take_back(stage.evaluation.waivers.first(), actor=stage.preparer)

    assert set(reasons(stage)) == {"Q04"}
    answer(stage.evaluation, prints(stage, "Q04"), kind="explanation", reason="名称按批复填列", actor=stage.preparer)
    assert reasons(stage) == []


def test_a_reason_is_asked_for_at_submission_only(stage):
    stage.submitted()
    CheckSetting.objects.create(check_id="C10", severity=Severity.EXPLAIN, reason="试行")

    assert found(stage, "C10")[0].asks
    assert reasons(stage, Action.APPROVE, stage.reviewer) == []


def test_one_answer_serves_several_findings_and_is_logged(stage):
    waiver = stage.evaluation.waivers.order_by("pk").first()

    assert waiver.findings.count() == 3
    entry = AuditEntry.objects.get(action="waiver.add", object_pk=str(waiver.pk))
    assert entry.actor == stage.preparer
    assert entry.changes["reason"][1] == waiver.reason
    assert "Q03" in entry.comment


def test_other_edits_leave_an_answer_alone_and_its_own_re_opens(stage):
    write_section(stage, f"{section(stage)}\n{SENTENCE}")
    CheckSetting.objects.create(check_id="T07", severity=Severity.EXPLAIN, reason="试行")
    answer(stage.evaluation, prints(stage, "T07"), kind="explanation", reason="引用原文如此", actor=stage.preparer)
    assert reasons(stage) == []

    write_section(stage, f"新写的一句。{section(stage)}")
    assert reasons(stage) == []

    write_section(stage, section(stage).replace("较好地", "很好地"))
    assert reasons(stage) == ["T07"]


def test_blocking_finding_takes_no_explanation(stage):
    write_section(stage, f"{section(stage)}{WRONG_YEAR}")

    with pytest.raises(CannotAnswer, match="只能改正或申请豁免"):
        answer(stage.evaluation, prints(stage, "K02-text"), kind="explanation", reason="情况属实", actor=stage.preparer)
    with pytest.raises(CannotAnswer, match="不需要豁免"):
        answer(stage.evaluation, prints(stage, "Q03"), kind="exemption", reason="情况属实", actor=stage.preparer)


def test_exemption_counts_once_another_person_has_granted_it(stage):
    write_section(stage, f"{section(stage)}{WRONG_YEAR}")
    waiver = answer(
        stage.evaluation, prints(stage, "K02-text"), kind="exemption", reason="引用往年情况", actor=stage.preparer
    )
    assert reasons(stage) == ["K02-text"]

    decide(waiver, is_granted=True, reason="情况属实，同意", actor=stage.reviewer, valid_until=clock.today())

    assert reasons(stage) == []
    entry = AuditEntry.objects.get(action="waiver.decide")
    assert (entry.actor, entry.comment) == (stage.reviewer, "情况属实，同意")


@pytest.mark.parametrize(
    ("days", "is_blocked"),
    [pytest.param(0, False, id="the last day counts"), pytest.param(1, True, id="the day after")],
)
def test_exemption_ends_after_its_last_day(stage, days, is_blocked):
    exempted(stage)

    with clock.at(BUSINESS_DAY + timedelta(days=days)):
        assert ("K02-text" in reasons(stage)) is is_blocked


def test_exemption_that_has_ended_blocks_approval_and_publication_too(stage):
    exempted(stage)
    stage.reviewed()

    with clock.at(BUSINESS_DAY + timedelta(days=1)):
        assert "K02-text" in reasons(stage, Action.PUBLISH, stage.publisher)


def test_refused_exemption_goes_on_blocking(stage):
    waiver = exempted(stage)
    decide(waiver, is_granted=False, reason="请改正年度", actor=stage.reviewer)

    assert reasons(stage) == ["K02-text"]


def test_nobody_grants_what_he_has_asked_for(stage):
    Membership.objects.create(user=stage.preparer, department=stage.evaluation.department, role=Role.REVIEWER)
    write_section(stage, f"{section(stage)}{WRONG_YEAR}")
    waiver = answer(
        stage.evaluation, prints(stage, "K02-text"), kind="exemption", reason="引用往年情况", actor=stage.preparer
    )

    with pytest.raises(CannotAnswer, match="申请人以外的人"):
        decide(waiver, is_granted=True, reason="同意豁免", actor=stage.preparer, valid_until=clock.today())


def test_exemption_needs_an_end_that_is_still_to_come(stage):
    write_section(stage, f"{section(stage)}{WRONG_YEAR}")
    waiver = answer(
        stage.evaluation, prints(stage, "K02-text"), kind="exemption", reason="引用往年情况", actor=stage.preparer
    )

    for until in (None, date(2023, 5, 29)):
        with pytest.raises(CannotAnswer, match="有效期"):
            decide(waiver, is_granted=True, reason="同意豁免", actor=stage.reviewer, valid_until=until)


@pytest.mark.parametrize("who", ["reviewer", "publisher", "auditor", "administrator"])
def test_only_who_fills_in_answers(stage, who):
    with pytest.raises(RoleMissing):
        answer(stage.evaluation, prints(stage, "Q03"), kind="explanation", reason="情况属实", actor=getattr(stage, who))


def test_only_a_reviewer_decides(stage):
    waiver = exempted(stage)

    for who in (stage.preparer, stage.publisher, stage.administrator):
        with pytest.raises((RoleMissing, CannotAnswer)):
            decide(waiver, is_granted=True, reason="同意豁免", actor=who, valid_until=clock.today())


def test_nothing_is_answered_after_submission(stage):
    fingerprints = prints(stage, "Q03")
    stage.submitted()

    with pytest.raises(Locked):
        answer(stage.evaluation, fingerprints, kind="explanation", reason="情况属实", actor=stage.preparer)


def test_finding_that_is_gone_is_not_answered(stage):
    with pytest.raises(CannotAnswer, match="已有变化"):
        answer(stage.evaluation, ["0" * 32], kind="explanation", reason="情况属实", actor=stage.preparer)


def test_false_alarms_are_counted_per_check(stage):
    answer(stage.evaluation, prints(stage, "Q03"), kind="false_alarm", reason="类别并无错误", actor=stage.preparer)

    counted = statistics()["Q03"]
    assert (counted.explained, counted.false_alarms, counted.percent_wrong) == (3, 3, 50)
    assert counted.is_often_wrong
    assert reasons(stage) == []


@pytest.mark.parametrize(
    ("scope", "is_lenient"),
    [
        pytest.param({}, True, id="everywhere"),
        pytest.param({"scheme": "donghu", "level": 2, "year": 2022}, True, id="here"),
        pytest.param({"scheme": "hunan"}, False, id="another scheme"),
        pytest.param({"level": 1}, False, id="another level"),
        pytest.param({"year": 2021}, False, id="another year"),
    ],
)
def test_severity_is_set_for_scheme_level_and_year(stage, scope, is_lenient):
    CheckSetting.objects.create(check_id="Q03", severity=Severity.HINT, reason="试行", **scope)

    assert {finding.severity for finding in found(stage, "Q03")} == {Severity.HINT if is_lenient else Severity.EXPLAIN}


def test_the_most_particular_setting_counts(stage):
    CheckSetting.objects.create(check_id="Q03", severity=Severity.HINT, reason="本方案", scheme="donghu")
    CheckSetting.objects.create(check_id="Q03", severity=Severity.BLOCK, reason="本年度", level=2, year=2022)

    assert {finding.severity for finding in found(stage, "Q03")} == {Severity.HINT}


def test_edited_score_needs_a_reason_where_the_scheme_lets_it_be_edited():
    decided = CHECKS["T02-own"].bad(make_snapshot())
    raised = run(decided, CONTEXT)

    assert {(one.check_id, one.asks, one.blocks) for one in raised} == {("T02-own", True, False)}
