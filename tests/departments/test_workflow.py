from dataclasses import replace
from itertools import product

import pytest

from departments import workflow
from departments.workflow import Action, State, Status, take

LAWFUL = {
    (Status.DRAFT, Action.SUBMIT): ("preparer", Status.SUBMITTED),
    (Status.RETURNED, Action.SUBMIT): ("preparer", Status.SUBMITTED),
    (Status.SUBMITTED, Action.RECALL): ("preparer", Status.DRAFT),
    (Status.SUBMITTED, Action.RETURN): ("reviewer", Status.RETURNED),
    (Status.SUBMITTED, Action.APPROVE): ("reviewer", Status.APPROVED),
    (Status.APPROVED, Action.RETURN): ("reviewer", Status.RETURNED),
    (Status.APPROVED, Action.PUBLISH): ("publisher", Status.PUBLISHED),
    (Status.PUBLISHED, Action.CORRECT): ("publisher", Status.DRAFT),
    (Status.PUBLISHED, Action.WITHDRAW): ("publisher", Status.APPROVED),
}
ROLES = ("preparer", "reviewer", "publisher", "administrator", "auditor")


@pytest.mark.parametrize(("status", "action", "role"), list(product(Status, Action, ROLES)))
def test_only_the_lawful_steps_can_be_taken_by_the_right_role(status, action, role):
    lawful = LAWFUL.get((status, action))

    if lawful and lawful[0] == role:
        assert take(State(status), action, roles={role}, stages=1, reason="依据核查意见").status == lawful[1]
    else:
        with pytest.raises(workflow.StepRefused):
            take(State(status), action, roles={role}, stages=1, reason="依据核查意见")


@pytest.mark.parametrize("action", [Action.RETURN, Action.CORRECT, Action.WITHDRAW])
def test_steps_backwards_need_a_reason(action):
    step = workflow.TRANSITIONS[action]

    with pytest.raises(workflow.ReasonMissing, match="请填写"):
        take(State(step.sources[0]), action, roles={step.role}, stages=1, reason="  ")


@pytest.mark.parametrize(
    ("status", "action", "role"),
    [(Status.SUBMITTED, Action.APPROVE, "reviewer"), (Status.APPROVED, Action.PUBLISH, "publisher")],
)
def test_nobody_approves_or_publishes_his_own_work(status, action, role):
    with pytest.raises(workflow.SamePerson, match="不同人员"):
        take(State(status), action, roles={role}, stages=1, had_a_hand=True)


def test_each_stage_of_review_is_passed_in_turn():
    first = take(State(Status.SUBMITTED, 0), Action.APPROVE, roles={"reviewer"}, stages=2)
    second = take(first, Action.APPROVE, roles={"reviewer"}, stages=2)

    assert first == State(Status.SUBMITTED, 1, is_begun=True)
    assert second == State(Status.APPROVED, 2, is_begun=True)


def test_a_return_starts_the_review_over():
    returned = take(State(Status.SUBMITTED, 1), Action.RETURN, roles={"reviewer"}, stages=2, reason="数据有误")

    assert returned == State(Status.RETURNED, 0)


def test_a_submission_cannot_be_taken_back_once_a_reviewer_has_begun():
    begun = State(Status.SUBMITTED, is_begun=True)

    assert workflow.open_actions(begun, {"preparer"}) == []
    with pytest.raises(workflow.StepNotOpen, match="审核人已开始审核，不能撤回送审"):
        take(begun, Action.RECALL, roles={"preparer"}, stages=1)


def test_a_passed_stage_is_a_review_that_has_begun():
    passed = take(State(Status.SUBMITTED), Action.APPROVE, roles={"reviewer"}, stages=2)

    with pytest.raises(workflow.StepNotOpen):
        take(passed, Action.RECALL, roles={"preparer"}, stages=2)


def test_who_reviews_another_stage_is_told_so():
    with pytest.raises(workflow.RoleMissing, match="不是当前审核环节的审核人"):
        take(State(Status.SUBMITTED), Action.APPROVE, roles={"preparer"}, stages=2)


def test_the_refusal_names_status_and_step():
    with pytest.raises(workflow.StepNotOpen, match="“已公开”，不能送审"):
        take(State(Status.PUBLISHED), Action.SUBMIT, roles={"preparer"}, stages=1)


def test_open_actions_are_those_of_the_roles():
    assert workflow.open_actions(State(Status.SUBMITTED), {"preparer"}) == [Action.RECALL]
    assert workflow.open_actions(State(Status.SUBMITTED), {"reviewer"}) == [Action.RETURN, Action.APPROVE]


DURING_A_CORRECTION = [
    State(Status.DRAFT),
    State(Status.RETURNED),
    State(Status.SUBMITTED, 1),
    State(Status.APPROVED, 2),
]


@pytest.mark.parametrize("state", DURING_A_CORRECTION, ids=lambda state: state.status)
def test_what_is_public_can_be_withdrawn_while_its_correction_goes_on(state):
    public = replace(state, is_public=True)

    assert Action.WITHDRAW in workflow.open_actions(public, {"publisher"})
    assert take(public, Action.WITHDRAW, roles={"publisher"}, stages=2, reason="泄露个人信息") == state


@pytest.mark.parametrize("state", DURING_A_CORRECTION, ids=lambda state: state.status)
def test_what_was_never_public_cannot_be_withdrawn(state):
    with pytest.raises(workflow.StepNotOpen, match="没有公开的版次，不能撤回公开"):
        take(state, Action.WITHDRAW, roles={"publisher"}, stages=2, reason="泄露个人信息")


def test_every_status_and_action_has_a_name():
    assert set(workflow.STATUS_NAMES) == set(Status)
    assert set(workflow.ACTION_NAMES) == set(Action)
