import pytest

from departments import clock
from departments.models import Membership, Role
from departments.services import Locked, StaleRow, save_screen
from departments.workflow import ReasonMissing, RoleMissing, Status, StepNotOpen
from departments.writes import Write
from reports import services
from reports.checks import Finding
from reports.models import DisclosureReview
from reports.services import Blocked
from tests.factories import make_evaluation, make_member, make_user

STEPS = {
    "submit": services.submit,
    "approve": services.approve,
    "return": lambda evaluation, *, actor: services.return_for_changes(evaluation, actor=actor, reason="数字有误"),
    "correct": lambda evaluation, *, actor: services.correct(evaluation, actor=actor, reason="补充说明"),
    "disclosure": lambda evaluation, *, actor: services.review_disclosure(
        evaluation, actor=actor, conclusion="proactive"
    ),
}


def test_preparer_submits(stage):
    services.submit(stage.evaluation, actor=stage.preparer)

    evaluation = stage.reload()
    assert evaluation.status == Status.SUBMITTED
    assert evaluation.submitted_by == stage.preparer
    assert evaluation.submitted_at == clock.now()


def test_reviewer_approves_what_was_submitted(stage):
    stage.approved()

    assert stage.reload().status == Status.APPROVED
    assert stage.reload().approved_by == stage.reviewer


def test_reviewer_returns_with_a_reason(stage):
    stage.submitted()

    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="满意度样本数有误")

    assert stage.reload().status == Status.RETURNED
    assert stage.reload().return_reason == "满意度样本数有误"


def test_return_without_a_reason_is_refused(stage):
    stage.submitted()

    with pytest.raises(ReasonMissing):
        services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="  ")

    assert stage.reload().status == Status.SUBMITTED


def test_returned_evaluation_is_submitted_again(stage):
    stage.submitted()
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="数字有误")

    stage.changed().submitted()

    assert stage.reload().status == Status.SUBMITTED
    assert stage.reload().return_reason == ""


@pytest.mark.parametrize(
    ("step", "ready", "wrong"),
    [
        pytest.param("submit", "reload", "reviewer", id="reviewer submits"),
        pytest.param("submit", "reload", "publisher", id="publisher submits"),
        pytest.param("submit", "reload", "administrator", id="administrator submits"),
        pytest.param("approve", "submitted", "preparer", id="preparer approves"),
        pytest.param("approve", "submitted", "publisher", id="publisher approves"),
        pytest.param("approve", "submitted", "auditor", id="auditor approves"),
        pytest.param("return", "submitted", "preparer", id="preparer returns"),
        pytest.param("disclosure", "approved", "reviewer", id="reviewer reviews for disclosure"),
        pytest.param("correct", "published", "preparer", id="preparer corrects", marks=pytest.mark.pdf),
    ],
)
def test_wrong_role_is_refused(stage, step, ready, wrong):
    getattr(stage, ready)()
    before = stage.reload().status

    with pytest.raises((RoleMissing, Blocked), match=r"没有.*权限|不是当前审核环节的审核人"):
        STEPS[step](stage.evaluation, actor=getattr(stage, wrong))

    assert stage.reload().status == before


def test_role_at_another_unit_does_not_count(stage):
    stranger = make_member(Role.PREPARER, stage.other)

    with pytest.raises(Blocked, match="没有送审的权限"):
        services.submit(stage.evaluation, actor=stranger)


@pytest.mark.parametrize("step", ["approve", "return", "correct", "disclosure"])
def test_step_that_is_not_open_is_refused(stage, step):
    who = stage.publisher if step in ("correct", "disclosure") else stage.reviewer

    with pytest.raises((StepNotOpen, Blocked)):
        STEPS[step](stage.evaluation, actor=who)

    assert stage.reload().status == Status.DRAFT


def test_nobody_approves_his_own_submission(stage):
    Membership.objects.create(user=stage.preparer, department=stage.evaluation.department, role=Role.REVIEWER)
    stage.submitted()

    with pytest.raises(Blocked, match="不同人员"):
        services.approve(stage.evaluation, actor=stage.preparer)


def test_nobody_publishes_his_own_approval(stage):
    stage.reviewed()
    Membership.objects.create(user=stage.reviewer, department=stage.evaluation.department, role=Role.PUBLISHER)

    with pytest.raises(Blocked, match="不同人员"):
        services.publish_now(stage.evaluation, actor=stage.reviewer)


@pytest.mark.parametrize(
    "take",
    [
        pytest.param(lambda stage: services.submit(stage.reload(), actor=stage.preparer, based_on=99), id="submit"),
        pytest.param(
            lambda stage: services.return_for_changes(
                stage.submitted().evaluation, actor=stage.reviewer, reason="有误", based_on=99
            ),
            id="return",
        ),
        pytest.param(
            lambda stage: services.approve(stage.submitted().evaluation, actor=stage.reviewer, based_on=99),
            id="approve",
        ),
        pytest.param(
            lambda stage: services.review_disclosure(
                stage.approved().evaluation, actor=stage.publisher, conclusion="proactive", based_on=99
            ),
            id="disclosure",
        ),
    ],
)
def test_step_based_on_an_older_state_is_refused(stage, take):
    with pytest.raises(StaleRow):
        take(stage)


def test_submitted_evaluation_is_locked(stage):
    stage.submitted()
    duty = stage.evaluation.duties.model(evaluation=stage.evaluation, title="新职责")

    with pytest.raises(Locked, match="审核中"):
        save_screen(stage.evaluation, [Write(duty, 0, ["title"])], actor=stage.preparer)


def test_each_step_is_in_the_history_with_its_person_and_reason(stage):
    stage.submitted()
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="数字有误")

    latest, first = stage.reload().history[:2]

    assert (latest.action, latest.actor, latest.comment) == ("evaluation.return", stage.reviewer, "数字有误")
    assert (first.action, first.actor) == ("evaluation.submit", stage.preparer)


def test_refused_step_leaves_no_trace(db):
    evaluation = make_evaluation()
    actor = make_member(Role.PREPARER)
    before = evaluation.audit_entries.count()

    with pytest.raises(Blocked):
        services.submit(evaluation, actor=actor)

    assert evaluation.audit_entries.count() == before


def test_blocked_submission_names_every_reason(db):
    evaluation = make_evaluation()

    with pytest.raises(Blocked) as blocked:
        services.submit(evaluation, actor=make_user())

    reasons = blocked.value.reasons
    assert "没有送审的权限" in reasons[0]
    assert len([reason for reason in reasons if isinstance(reason, Finding)]) > 10
    assert all(services.text_of(reason) in str(blocked.value) for reason in reasons)


def test_disclosure_review_is_recorded(stage):
    stage.reviewed()

    review = services.current_review(stage.reload())
    assert (review.reviewed_by, review.conclusion) == (stage.publisher, DisclosureReview.Conclusion.PROACTIVE)
    assert stage.reload().history[0].action == "evaluation.disclosure"


def test_refusal_to_disclose_needs_a_reason(stage):
    stage.approved()

    with pytest.raises(Exception, match="请填写理由"):
        services.review_disclosure(stage.evaluation, actor=stage.publisher, conclusion="withheld")

    assert not DisclosureReview.objects.exists()


def test_review_of_an_earlier_approval_does_not_count(stage):
    stage.reviewed()
    services.return_for_changes(stage.reload(), actor=stage.reviewer, reason="补充材料")

    stage.changed().approved()

    assert services.current_review(stage.reload()) is None
