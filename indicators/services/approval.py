"""绩效目标批复: registering it, and keeping targets and points as they were approved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, User
from departments.services import StaleRow, open_for_entry
from departments.services.merging import own_changes
from departments.writes import Write
from perfeval.lib.decimals import plain

from ..approved import APPROVED, planned
from ..models import GoalApproval, Indicator
from .readiness import why_not_ready

WAY_OUT = "确需调整的，请在“年中经批准调整过指标值或分值”中填写调整后的数值和批复文件；登记有误的，请财政部门管理员撤销批复登记。"


class ApprovalRefused(Exception):
    """The goals cannot be taken as approved; `problems` lists everything that is missing."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class ApprovedChange:
    """One approved indicator that would change: the names of its fields, and what to say of each."""

    indicator: str
    fields: tuple[str, ...]
    words: str


class GoalsApproved(Exception):
    """Approved goals would change; `changes` says which fields of which indicators."""

    def __init__(self, approval: GoalApproval, changes: Sequence[ApprovedChange]) -> None:
        listed = "；".join(f"指标“{change.indicator}”{change.words}" for change in changes)
        super().__init__(f"{why_approved(approval)}内容没有保存：{listed}。{WAY_OUT}")
        self.changes = tuple(changes)


def approval_of(evaluation: Evaluation) -> GoalApproval | None:
    """Return the registered approval, None while there is none."""
    return GoalApproval.objects.select_related("recorded_by").filter(evaluation=evaluation).first()


def why_approved(approval: GoalApproval) -> str:
    """Return why indicators are neither added nor removed."""
    return (
        f"绩效目标已由“{approval.document}”（{approval.approved_on:%Y-%m-%d}）批复，指标及其指标值、分值不能直接修改。"
    )


@transaction.atomic
def record_goal_approval(evaluation: Evaluation, *, document: str, approved_on: date, actor: User) -> GoalApproval:
    """Register the approval; from now on targets and points change only by an adjustment with its document.

    Raises:
        Locked: the evaluation is not open for changes.
        ApprovalRefused: with everything that the goals still lack, or because they are approved already.
    """
    current = open_for_entry(evaluation)
    if known := approval_of(current):
        raise ApprovalRefused([f"绩效目标批复已登记：“{known.document}”，请刷新页面。"])
    if problems := why_not_ready(current):
        raise ApprovalRefused(problems)
    approval = GoalApproval.objects.create(
        evaluation=current,
        document=document,
        approved_on=approved_on,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    changes = {name: [None, value] for name, value in audit.state_of(approval).items()}
    audit.record(approval, actor=actor, action="goalapproval.add", changes=changes)
    return approval


@transaction.atomic
def withdraw_goal_approval(evaluation: Evaluation, *, reason: str, actor: User) -> None:
    """Take the registration back, because it was made by mistake; targets and points are open again.

    Raises:
        Locked: the evaluation is not open for changes.
        ApprovalRefused: there is none.
    """
    approval = approval_of(open_for_entry(evaluation))
    if approval is None:
        raise ApprovalRefused(["没有登记绩效目标批复，请刷新页面。"])
    changes = {name: [value, None] for name, value in audit.state_of(approval).items()}
    audit.record(approval, actor=actor, action="goalapproval.cancel", changes=changes, comment=reason)
    approval.delete()


def keep_to_approval(evaluation: Evaluation, writes: Sequence[Write]) -> None:
    """Refuse whatever would change approved goals; to be asked in the transaction that stores `writes`.

    Raises:
        Locked: the evaluation is not open for changes.
        GoalsApproved: with all fields of all indicators that would change.
    """
    concerned = [write for write in writes if isinstance(write.row, Indicator)]
    if not concerned:
        return
    approval = approval_of(open_for_entry(evaluation))
    changes = [change for write in concerned for change in _change(write)] if approval else []
    if approval and changes:
        raise GoalsApproved(approval, changes)


def _change(write: Write) -> Iterator[ApprovedChange]:
    """Yield what of the approved goals a write would change, at most one."""
    row = write.row
    stored = Indicator.objects.filter(evaluation=row.evaluation, token=row.token).first()
    if stored is None and not write.is_removal:
        yield ApprovedChange(row.name, (), "属于新增")
    elif stored is not None and write.is_removal:
        yield ApprovedChange(stored.name, (), "将被删除")
    elif stored is not None:
        changes = _own(stored, write)
        named = {name: pair for name, pair in changes.items() if name in APPROVED or _is_replanned(name, stored, row)}
        if named:
            yield ApprovedChange(stored.name, tuple(named), "的" + "、".join(map(_words, named.items())))


def _own(stored: Indicator, write: Write) -> audit.Changes:
    """Return what the person has changed, not what they sent back as they had seen it."""
    fields = list(write.fields)
    changes = audit.compare(audit.state_of(stored, fields), audit.state_of(write.row, fields))
    try:
        return own_changes(stored, write, changes)
    except StaleRow:
        return changes


def _is_replanned(name: str, stored: Indicator, row: Indicator) -> bool:
    """Return whether the settings of the rule would change in more than what was reached."""
    return name == "parameters" and planned(stored.rule, stored.parameters) != planned(row.rule, row.parameters)


def _words(change: tuple[str, list[Any]]) -> str:
    name, (old, new) = change
    label = str(Indicator._meta.get_field(name).verbose_name)
    if name == "parameters":
        return label
    return f"{label}由“{_shown(name, old)}”改为“{_shown(name, new)}”"


def _shown(name: str, value: Any) -> str:
    choices = dict(Indicator._meta.get_field(name).flatchoices)
    if value in (None, ""):
        return "空"
    return str(choices.get(value, plain(value) if isinstance(value, Decimal) else value))
