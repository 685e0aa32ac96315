"""Keeping targets and points as they were approved (绩效目标批复)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.db.models import Field

from departments import audit
from departments.models import Evaluation
from departments.services import StaleRow
from departments.services.merging import own_changes
from departments.writes import Write
from perfeval.lib.decimals import plain

from ..approved import APPROVED, planned
from ..models import GoalApproval, Indicator
from ..scoring import RULES
from .approval import why_approved

Approvals = Mapping[int | None, GoalApproval]

RULE_TITLES = {name: rule.title for name, rule in RULES.items()}
WAY_OUT = (
    "确需调整的，请在“年中经批准调整过指标值或分值”中填写调整后的数值和批复文件；"
    "登记有误的，请财政部门管理员撤销批复登记。"
)


@dataclass(frozen=True)
class ApprovedChange:
    """One approved indicator that would change: by what, the names of its fields, and what to say of each."""

    approval: GoalApproval
    indicator: str
    fields: tuple[str, ...]
    words: str


class GoalsApproved(Exception):
    """Approved goals would change; `changes` says which fields of which indicators."""

    def __init__(self, changes: Sequence[ApprovedChange]) -> None:
        reasons = dict.fromkeys(why_approved(change.approval) for change in changes)
        listed = "；".join(f"指标“{change.indicator}”{change.words}" for change in changes)
        super().__init__(f"{''.join(reasons)}内容没有保存：{listed}。{WAY_OUT}")
        self.changes = tuple(changes)


def keep_to_approval(evaluation: Evaluation, writes: Sequence[Write]) -> None:
    """Refuse whatever would change approved goals; a condition of `save_screen`.

    Raises:
        GoalsApproved: with all fields of all indicators that would change.
    """
    concerned = [write for write in writes if isinstance(write.row, Indicator)]
    if not concerned:
        return
    approvals = _approvals(evaluation)
    changes = [change for write in concerned for change in _change(write, approvals)] if approvals else []
    if changes:
        raise GoalsApproved(changes)


def _approvals(evaluation: Evaluation) -> Approvals:
    """Return the approvals by the project whose tree they cover, that of the whole department by None."""
    known = GoalApproval.objects.filter(evaluation=evaluation).in_bulk()
    if not known:
        return {}
    trees: dict[int | None, int | None] = dict(evaluation.project_evaluations.values_list("pk", "approval"))
    trees[None] = evaluation.scorecard.approval_id
    return {tree: known[pk] for tree, pk in trees.items() if pk in known}


def _change(write: Write, approvals: Approvals) -> Iterator[ApprovedChange]:
    """Yield what of the approved goals a write would change, at most one."""
    row = cast("Indicator", write.row)
    stored = Indicator.objects.filter(evaluation=row.evaluation, token=row.token).first()
    trees = [row.project_evaluation_id, stored.project_evaluation_id if stored else row.project_evaluation_id]
    approval = next((approvals[tree] for tree in trees if tree in approvals), None)
    if approval is None:
        return
    if stored is None and not write.is_removal:
        yield ApprovedChange(approval, row.name, (), "属于新增")
    elif stored is not None and write.is_removal:
        yield ApprovedChange(approval, stored.name, (), "将被删除")
    elif stored is not None:
        changes = _own(stored, write)
        named = {name: pair for name, pair in changes.items() if name in APPROVED or _is_replanned(name, stored, row)}
        if named:
            yield ApprovedChange(approval, stored.name, tuple(named), "的" + "、".join(map(_words, named.items())))


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
    label = str(_field(name).verbose_name)
    if name == "parameters":
        return label
    return f"{label}由“{_shown(name, old)}”改为“{_shown(name, new)}”"


def _shown(name: str, value: Any) -> str:
    choices = RULE_TITLES if name == "rule" else dict(_field(name).flatchoices)
    if value in (None, ""):
        return "空"
    return str(choices.get(value, plain(value) if isinstance(value, Decimal) else value))


def _field(name: str) -> "Field[Any, Any]":
    return cast("Field[Any, Any]", Indicator._meta.get_field(name))
