"""What reviewers say beside the scores: remarks that are answered and resolved one by one, and the three judgements."""

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, Role, User
from departments.permissions import roles_on, substituted_by
from departments.services import begin_review, why_locked, why_not_reviewing

from ..comparing import Value
from ..models import Judgement, Remark
from .opinions import present_judgement
from .workflow import lock

REMARK = ["label", "quote", "text", "answer"]
JUDGEMENT = [*Judgement.CRITERIA, "opinion"]


class ReviewRefused(Exception):
    """It cannot be said, answered or resolved now; the text says why."""


@transaction.atomic
def write_remark(evaluation: Evaluation, about: Value, *, text: str, quote: str = "", actor: User, seen: int) -> Remark:
    """Store a remark on one value of the evaluation, or on the passage `quote` of it.

    Raises:
        ReviewRefused: the actor does not review it now, it has gone on since `seen`, or the passage is not there.
    """
    current = _reviewed(evaluation, actor, "提出审核意见", seen)
    if quote and quote not in about.text:
        raise ReviewRefused("所指内容中没有这段原文，请核对后重新摘录。")
    remark = Remark(
        evaluation=current,
        submission=current.submissions,
        stage_name=str(current.present_stage),
        part=about.place.part,
        row=about.place.row,
        field=about.place.field,
        label=" ".join(filter(None, [about.title, about.label])),
        quote=quote,
        text=text,
        author=actor,
        on_behalf_of=substituted_by(actor, current),
        written_at=clock.now(),
    )
    remark.save()
    begin_review(current, actor=actor, on_behalf_of=remark.on_behalf_of)
    _log(remark, "add", actor, audit.compare({}, audit.state_of(remark, REMARK)))
    return remark


@transaction.atomic
def answer_remark(remark: Remark, answer: str, *, actor: User, based_on: int) -> Remark:
    """Store what the unit answers, while the evaluation is open for changes.

    Raises:
        ReviewRefused: it is not open, the actor does not prepare it, or somebody else has been here since.
    """
    evaluation = lock(remark.evaluation)
    if why := why_locked(evaluation):
        raise ReviewRefused(why)
    if Role.PREPARER not in roles_on(actor, evaluation):
        raise ReviewRefused("您在该单位没有填报的权限，不能答复审核意见。")
    current = _fresh(remark, based_on)
    if current.resolved_at:
        raise ReviewRefused("该意见已办结，不必再答复。")
    before = audit.state_of(current, REMARK)
    current.answer, current.answered_by, current.answered_at = answer, actor, clock.now()
    return _stored(current, "answer", actor, before)


@transaction.atomic
def settle_remark(remark: Remark, *, is_resolved: bool, actor: User, based_on: int) -> Remark:
    """Close a remark (办结), or open it again.

    Raises:
        ReviewRefused: the actor does not review the evaluation now, or somebody else has been here since.
    """
    evaluation = _reviewed(remark.evaluation, actor, "办结审核意见")
    current = _fresh(remark, based_on)
    current.resolved_by, current.resolved_at = (actor, clock.now()) if is_resolved else (None, None)
    begin_review(evaluation, actor=actor, on_behalf_of=substituted_by(actor, evaluation))
    return _stored(current, "resolve" if is_resolved else "reopen", actor, audit.state_of(current, REMARK))


@transaction.atomic
def save_judgement(evaluation: Evaluation, said: dict[str, str], *, actor: User, seen: int, based_on: int) -> Judgement:
    """Store what the present stage judges of the report.

    Raises:
        ReviewRefused: the actor does not review it now, or somebody else has judged since version `based_on`.
    """
    current = _reviewed(evaluation, actor, "填写三项判断", seen)
    judgement = present_judgement(current) or Judgement(
        evaluation=current, submission=current.submissions, stage=current.stage, version=0
    )
    if judgement.version != based_on:
        raise ReviewRefused("三项判断在您打开页面后已被他人修改，请核对后再保存。")
    before = audit.state_of(judgement, JUDGEMENT) if judgement.pk else {}
    for name in JUDGEMENT:
        setattr(judgement, name, said[name])
    changes = audit.compare(before, audit.state_of(judgement, JUDGEMENT))
    if changes:
        judgement.stage_name, judgement.judged_by, judgement.judged_at = str(current.present_stage), actor, clock.now()
        judgement.version += 1
        judgement.save()
        behalf = substituted_by(actor, current)
        begin_review(current, actor=actor, on_behalf_of=behalf)
        action = "judgement.change" if before else "judgement.add"
        audit.record(judgement, actor=actor, action=action, changes=changes, on_behalf_of=behalf)
    return judgement


def _reviewed(evaluation: Evaluation, actor: User, doing: str, seen: int | None = None) -> Evaluation:
    current = lock(evaluation)
    if why := why_not_reviewing(current, actor, doing):
        raise ReviewRefused(why)
    if seen is not None and current.version != seen:
        raise ReviewRefused(f"您打开页面后，该自评的办理有了变化，请打开新页面核对后再{doing}。")
    return current


def _fresh(remark: Remark, based_on: int) -> Remark:
    current = Remark.objects.select_for_update(of=("self",)).select_related("evaluation__department").get(pk=remark.pk)
    if current.version != based_on:
        raise ReviewRefused("该审核意见在您打开页面后有了变化，请核对后重新办理。")
    return current


def _stored(remark: Remark, verb: str, actor: User, before: dict) -> Remark:
    remark.version += 1
    remark.save()
    _log(remark, verb, actor, audit.compare(before, audit.state_of(remark, REMARK)))
    return remark


def _log(remark: Remark, verb: str, actor: User, changes: audit.Changes) -> None:
    behalf = substituted_by(actor, remark.evaluation) if verb != "answer" else None
    audit.record(remark, actor=actor, action=f"remark.{verb}", changes=changes, on_behalf_of=behalf)
