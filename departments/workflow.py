"""The life of an evaluation as a table of lawful steps. Pure: values in, values or errors out.

>>> take(State(Status.DRAFT), Action.SUBMIT, roles={"preparer"}, stages=1).status
<Status.SUBMITTED: 'submitted'>
>>> take(State(Status.DRAFT), Action.APPROVE, roles={"reviewer"}, stages=1)
Traceback (most recent call last):
departments.workflow.StepNotOpen: 自评现为“填报中”，不能审核通过。
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where an evaluation stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


class Action(StrEnum):
    """What may be done with it."""

    SUBMIT = "submit"
    RECALL = "recall"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


EDITABLE = (Status.DRAFT, Status.RETURNED)

STATUS_NAMES = {
    Status.DRAFT: "填报中",
    Status.SUBMITTED: "审核中",
    Status.RETURNED: "已退回",
    Status.APPROVED: "已审核",
    Status.PUBLISHED: "已公开",
}

ACTION_NAMES = {
    Action.SUBMIT: "送审",
    Action.RECALL: "撤回送审",
    Action.RETURN: "退回",
    Action.APPROVE: "审核通过",
    Action.PUBLISH: "公开",
    Action.CORRECT: "更正",
    Action.WITHDRAW: "撤回公开",
}


@dataclass(frozen=True)
class Transition:
    """One lawful step: from where, by whom, to where, and whether it must say why.

    `asides` are the statuses while a correction is open: there the step leaves the status as it is, and exists only
    as long as an edition is public. `before_review` steps exist until a reviewer has begun.
    """

    action: Action
    sources: tuple[Status, ...]
    role: str
    target: Status
    needs_reason: bool = False
    asides: tuple[Status, ...] = ()
    before_review: bool = False

    def is_open(self, state: "State") -> bool:
        """Whether it exists from `state`."""
        if self.before_review and state.is_begun:
            return False
        return state.status in self.sources or (state.is_public and state.status in self.asides)


TRANSITIONS = {
    transition.action: transition
    for transition in (
        Transition(Action.SUBMIT, EDITABLE, "preparer", Status.SUBMITTED),
        Transition(Action.RECALL, (Status.SUBMITTED,), "preparer", Status.DRAFT, before_review=True),
        Transition(Action.RETURN, (Status.SUBMITTED, Status.APPROVED), "reviewer", Status.RETURNED, needs_reason=True),
        Transition(Action.APPROVE, (Status.SUBMITTED,), "reviewer", Status.APPROVED),
        Transition(Action.PUBLISH, (Status.APPROVED,), "publisher", Status.PUBLISHED),
        Transition(Action.CORRECT, (Status.PUBLISHED,), "publisher", Status.DRAFT, needs_reason=True),
        Transition(
            Action.WITHDRAW,
            (Status.PUBLISHED,),
            "publisher",
            Status.APPROVED,
            needs_reason=True,
            asides=(*EDITABLE, Status.SUBMITTED, Status.APPROVED),
        ),
    )
}


@dataclass(frozen=True)
class State:
    """A status, the number of review stages already passed, whether an edition is public and a reviewer has begun."""

    status: Status
    stage: int = 0
    is_public: bool = False
    is_begun: bool = False


class StepRefused(Exception):
    """A step that cannot be taken; the text tells the user why."""


class StepNotOpen(StepRefused):
    """The step does not exist from here."""


class RoleMissing(StepRefused):
    """The step exists, but not for this person."""


class ReasonMissing(StepRefused):
    """The step needs a reason."""


class SamePerson(StepRefused):
    """A second pair of eyes is needed."""


def open_actions(state: State, roles: Collection[str]) -> list[Action]:
    """Return the steps that somebody with `roles` can take from `state`."""
    return [action for action, step in TRANSITIONS.items() if step.is_open(state) and step.role in roles]


def take(
    state: State,
    action: Action,
    *,
    roles: Collection[str],
    stages: int,
    reason: str = "",
    had_a_hand: bool = False,
) -> State:
    """Return the state after one step.

    Args:
        state: where the evaluation stands.
        action: the step to take.
        roles: the roles that the acting person holds for this evaluation; reviewer is who reviews its present stage.
        stages: how many review stages its chain has.
        reason: why, where the step asks for it.
        had_a_hand: whether the same person took an earlier step since the submission (three different people), and
            nobody has allowed it as an exception.

    Raises:
        StepRefused: with the reason, in Chinese.
    """
    _check(state, action, roles, reason, had_a_hand=had_a_hand)
    step = TRANSITIONS[action]
    if state.status in step.asides:
        return State(state.status, state.stage, is_begun=state.is_begun)
    if action is Action.APPROVE and state.stage + 1 < stages:
        return State(Status.SUBMITTED, state.stage + 1, is_begun=True)
    is_passed = step.target in (Status.APPROVED, Status.PUBLISHED)
    return State(step.target, stages if is_passed else 0, is_begun=is_passed)


def _check(state: State, action: Action, roles: Collection[str], reason: str, *, had_a_hand: bool) -> None:
    """Refuse a step that is not open, not theirs, lacks its reason, or needs another person."""
    step, name = TRANSITIONS[action], ACTION_NAMES[action]
    if step.before_review and state.is_begun and state.status in step.sources:
        raise StepNotOpen(f"审核人已开始审核，不能{name}。需要修改的，请联系审核人退回。")
    if not step.is_open(state):
        lack = "，也没有公开的版次" if state.status in step.asides else ""
        raise StepNotOpen(f"自评现为“{STATUS_NAMES[state.status]}”{lack}，不能{name}。")
    if step.role not in roles:
        raise RoleMissing(_no_right(step, name))
    if step.needs_reason and not reason.strip():
        raise ReasonMissing(f"请填写{name}的理由。")
    if had_a_hand and action in (Action.APPROVE, Action.PUBLISH):
        raise SamePerson(f"送审、审核、公开须由不同人员办理，请由其他人员{name}。")


def _no_right(step: Transition, name: str) -> str:
    return f"您不是当前审核环节的审核人，不能{name}。" if step.role == "reviewer" else f"您在该单位没有{name}的权限。"
