"""Answering findings: explaining, asking for an exemption, deciding on it, and reporting a false alarm."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, Role, User
from departments.permissions import roles_of
from departments.services.entry import open_for_entry
from departments.workflow import RoleMissing, Status

from ..checks import Finding, Severity
from ..models import AnsweredFinding, Waiver
from .findings import findings_of
from .workflow import lock

Kind, Decision = Waiver.Kind, Waiver.Decision
ANSWERS = {
    Severity.BLOCK: {Kind.EXEMPTION},
    Severity.EXPLAIN: {Kind.EXPLANATION, Kind.FALSE_ALARM, Kind.SOURCE},
    Severity.HINT: {Kind.EXPLANATION, Kind.FALSE_ALARM, Kind.SOURCE},
}


class CannotAnswer(Exception):
    """The answer does not fit; the text says why and what to do."""


@transaction.atomic
def answer(evaluation: Evaluation, fingerprints: Collection[str], *, kind: str, reason: str, actor: User) -> Waiver:
    """Give one answer to one or several findings; it replaces what was said of them before.

    Raises:
        CannotAnswer: a finding is not there any more, or takes another kind of answer.
        Locked: the evaluation is not open for changes.
        RoleMissing: the actor does not fill in for the unit.
    """
    current = open_for_entry(evaluation)
    if Role.PREPARER not in roles_of(actor, current.department):
        raise RoleMissing("您在该单位没有填报权限，不能答复校验结果。")
    found = _fitting(current, fingerprints, kind)
    waiver = Waiver.objects.create(evaluation=current, kind=kind, reason=reason, given_by=actor, given_at=clock.now())
    AnsweredFinding.objects.bulk_create(
        AnsweredFinding(waiver=waiver, check_id=one.check_id, fingerprint=one.fingerprint, message=one.message)
        for one in found
    )
    changes = audit.compare({}, {"kind": kind, "reason": reason})
    audit.record(waiver, actor=actor, action="waiver.add", changes=changes, comment=_named(found))
    return waiver


@transaction.atomic
def decide(waiver: Waiver, *, is_granted: bool, reason: str, actor: User, valid_until: date | None = None) -> Waiver:
    """Grant an exemption until a day (included), or refuse it; a later decision replaces the first.

    Raises:
        CannotAnswer: there is nothing to decide, the day has passed, or the actor has asked for it.
        RoleMissing: the actor does not review the unit.
    """
    evaluation = lock(waiver.evaluation)
    current = Waiver.objects.select_for_update(of=("self",)).get(pk=waiver.pk)
    if Role.REVIEWER not in roles_of(actor, evaluation.department):
        raise RoleMissing("您在该单位没有审核权限，不能审批豁免。")
    _require_decidable(current, evaluation, actor, valid_until if is_granted else clock.today())
    before = audit.state_of(current)
    current.decision = Decision.GRANTED if is_granted else Decision.REFUSED
    current.decision_reason, current.valid_until = reason, valid_until if is_granted else None
    current.decided_by, current.decided_at = actor, clock.now()
    current.save()
    changes = audit.compare(before, audit.state_of(current))
    audit.record(current, actor=actor, action="waiver.decide", changes=changes, comment=reason)
    return current


@transaction.atomic
def take_back(waiver: Waiver, *, actor: User) -> None:
    """Take an answer back; its findings are open again, and the log keeps what was said.

    Raises:
        Locked: the evaluation is not open for changes.
        RoleMissing: the actor does not fill in for the unit.
    """
    current = open_for_entry(waiver.evaluation)
    if Role.PREPARER not in roles_of(actor, current.department):
        raise RoleMissing("您在该单位没有填报权限，不能撤销答复。")
    changes = {name: [value, None] for name, value in audit.state_of(waiver).items()}
    audit.record(waiver, actor=actor, action="waiver.remove", changes=changes)
    waiver.delete()


def _fitting(evaluation: Evaluation, fingerprints: Collection[str], kind: str) -> Sequence[Finding]:
    """Return the findings that are answered, or raise with all that stands against it."""
    known = {finding.fingerprint: finding for finding in findings_of(evaluation)}
    found = [known[fingerprint] for fingerprint in dict.fromkeys(fingerprints) if fingerprint in known]
    if not found or len(found) < len(set(fingerprints)):
        raise CannotAnswer("所选的校验结果已有变化，请在刷新后的列表中重新选择。")
    if unfit := [finding for finding in found if kind not in ANSWERS[finding.severity]]:
        raise CannotAnswer(f"“阻断”的事项只能改正或申请豁免，其他事项不需要豁免。请取消选择：{_named(unfit)}")
    return found


def _require_decidable(waiver: Waiver, evaluation: Evaluation, actor: User, valid_until: date | None) -> None:
    if waiver.kind != Kind.EXEMPTION or evaluation.status == Status.PUBLISHED:
        raise CannotAnswer("这项答复不需要审批，或者自评已经公开。")
    if waiver.given_by_id == actor.pk:
        raise CannotAnswer("豁免须由申请人以外的人审批。")
    if valid_until is None or valid_until < clock.today():
        raise CannotAnswer("请填写有效期，有效期不能早于今天。")


def _named(findings: Sequence[Finding]) -> str:
    return "；".join(f"{finding.check_id} {finding.message}" for finding in findings)
