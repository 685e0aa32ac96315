"""What has changed since a stage of review last decided: for reviewers to see, and against handing in the same."""

from collections.abc import Iterable
from typing import Any

from departments.models import Evaluation, StageDecision
from departments.workflow import Action
from indicators.parts import parts_of

from ..comparing import Difference, PartDifferences, by_part, differences
from ..models import Version
from ..snapshot import Snapshot, from_json, to_json

FOLLOWS_FROM_REVIEW = ("final",)
UNCHANGED = (
    "自上次退回以来，填报内容和佐证材料没有任何修改，也没有答复审核意见，不能原样再次送审。"
    "请按退回意见修改，或逐条答复审核意见后再送审。"
)


def decided_version(evaluation: Evaluation) -> Version | None:
    """Return what was handed in when a stage last decided before the present submission; not a recalled one."""
    decided = evaluation.decisions.order_by("-pk")
    if not evaluation.is_editable:
        decided = decided.filter(submission__lt=evaluation.submissions)
    last = decided.first()
    if last is None:
        return None
    handed_in = evaluation.versions.filter(action=Action.SUBMIT).order_by("number")
    return handed_in[last.submission - 1 : last.submission].first()


def changes_since(version: Version | None, snapshot: Snapshot) -> tuple[Difference, ...]:
    """Return every value that differs from what was handed in then."""
    return differences(from_json(version.snapshot), snapshot) if version else ()


def named_by_part(evaluation: Evaluation, changes: Iterable[Difference]) -> tuple[PartDifferences, ...]:
    """Return the changes grouped by the parts of entry."""
    return by_part(changes, {part.key: part.title for part in parts_of(evaluation)})


def unchanged_reasons(evaluation: Evaluation, snapshot: Snapshot) -> tuple[str, ...]:
    """Return why the evaluation cannot be handed in again: it is what was returned, and no remark has been answered."""
    last = evaluation.decisions.order_by("-pk").first()
    if not evaluation.is_editable or last is None or last.outcome != StageDecision.Outcome.RETURNED:
        return ()
    version = decided_version(evaluation)
    if version is None or _entered(version.snapshot) != _entered(to_json(snapshot)):
        return ()
    is_answered = evaluation.remarks.filter(answered_at__gte=last.decided_at).exists()
    return () if is_answered else (UNCHANGED,)


def _entered(snapshot: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in snapshot.items() if name not in FOLLOWS_FROM_REVIEW}
