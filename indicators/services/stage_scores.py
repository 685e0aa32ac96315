"""核查分数: what the reviewer of the present stage says of indicators, beside the self score and never in its place.

A round begins with its submission. What a round's stages have said stays readable after a return or a correction, so
that the unit knows what to put right; the next submission clears it (each score with its last values in the log), since
a reviewer's points must not count for figures that the reviewer has not seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, User
from departments.permissions import substituted_by
from departments.services import begin_review, why_not_reviewing

from ..models import StageScore
from ..schemes import Scheme
from ..scoring import Problem, ScoredNode, ScoredTree, problems_of
from .schemes import project_scheme_of, scheme_of
from .scores import score_evaluation, score_projects

FIELDS = ["points", "reason"]


@dataclass(frozen=True)
class Mark:
    """What a reviewer says of one indicator; without points the stage's score of it goes.

    Attributes:
        based_on: the version that the reviewer saw, 0 where there was none.
    """

    indicator: int
    points: Decimal | None
    reason: str = ""
    based_on: int = 0


@dataclass(frozen=True)
class Hand:
    """Who writes, and in whose place."""

    actor: User
    on_behalf_of: User | None = None


class ScoringClosed(Exception):
    """This person cannot score this evaluation now; the text says why."""


class MarksRefused(Exception):
    """Some marks are wrong; `problems` has all of them by indicator."""

    def __init__(self, problems: Mapping[int, tuple[Problem, ...]]) -> None:
        super().__init__("".join(problem.message for found in problems.values() for problem in found))
        self.problems = problems


class StaleMarks(Exception):
    """Others have scored the same indicators since; `current` has what is stored now, None where it was removed."""

    def __init__(self, current: Mapping[int, StageScore | None]) -> None:
        super().__init__("部分核查分数在您打开页面后已被他人修改，请核对后再保存。")
        self.current = current


@dataclass(frozen=True)
class Scorable:
    """A leaf that a stage may score, and the scheme it belongs to."""

    leaf: ScoredNode
    scheme: Scheme

    def problems_of(self, mark: Mark) -> tuple[Problem, ...]:
        """Return everything that is wrong with a mark."""
        return problems_of(
            mark.points,
            mark.reason,
            points=self.leaf.points,
            own=self.leaf.score,
            decimals=self.scheme.conventions.decimals,
            tolerance=self.scheme.review.tolerance,
        )

    @property
    def basis(self) -> str:
        """How the self score came about, for the log."""
        return f"自评得分依据：{self.leaf.result.explanation.sentence}" if self.leaf.result else ""


def scorable_leaves(evaluation: Evaluation) -> dict[int, Scorable]:
    """Return what a stage may score, the projects' leaves too, by the key of the indicator."""
    trees: list[tuple[ScoredTree, Scheme | None]] = [(score_evaluation(evaluation), scheme_of(evaluation))]
    of_projects = project_scheme_of(evaluation)
    trees += [(project.scored, of_projects) for project in score_projects(evaluation)]
    return {
        int(leaf.key): Scorable(leaf, scheme)
        for tree, scheme in trees
        for leaf in tree.root.leaves()
        if scheme and leaf.key and leaf.result and leaf.is_applicable
    }


def why_not_scoring(evaluation: Evaluation, user: User) -> str:
    """Return why `user` cannot score the evaluation now, empty when they can."""
    return why_not_reviewing(evaluation, user, "填写核查分数")


@transaction.atomic
def save_stage_scores(evaluation: Evaluation, marks: Sequence[Mark], *, actor: User, seen: int) -> None:
    """Store what the present stage says: all of `marks`, or none of them. `seen` is the evaluation's version on screen.

    Raises:
        ScoringClosed: the evaluation is not under review by this person, or has gone on since.
        MarksRefused: with all problems of all marks.
        StaleMarks: with all clashes.
    """
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("department", "cycle")
    current = locked.get(pk=evaluation.pk)
    if reason := why_not_scoring(current, actor):
        raise ScoringClosed(reason)
    if current.version != seen:
        raise ScoringClosed("您打开页面后，该自评的办理有了变化，请打开新页面核对后再填写核查分数。")
    leaves = scorable_leaves(current)
    _require_right(marks, leaves)
    stored = {row.indicator_id: row for row in current.stage_scores.filter(stage=current.stage)}
    changed = [mark for mark in marks if _differs(mark, stored.get(mark.indicator))]
    _require_fresh(changed, stored)
    hand = Hand(actor, substituted_by(actor, current))
    if changed:
        begin_review(current, actor=actor, on_behalf_of=hand.on_behalf_of)
    for mark in changed:
        _store(mark, stored.get(mark.indicator), current, hand, leaves[mark.indicator].basis)


def _require_right(marks: Iterable[Mark], leaves: Mapping[int, Scorable]) -> None:
    unknown = (Problem("points", "该指标不计分或已不存在，请打开新页面核对。"),)
    found = {
        mark.indicator: leaves[mark.indicator].problems_of(mark) if mark.indicator in leaves else unknown
        for mark in marks
    }
    problems = {key: problems for key, problems in found.items() if problems}
    if problems:
        raise MarksRefused(problems)


def _differs(mark: Mark, row: StageScore | None) -> bool:
    kept = (row.points, row.reason) if row else (None, "")
    return (mark.points, mark.reason) != kept


def _require_fresh(marks: Iterable[Mark], stored: Mapping[int, StageScore]) -> None:
    rows = {mark.indicator: (mark, stored.get(mark.indicator)) for mark in marks}
    stale = {key: row for key, (mark, row) in rows.items() if mark.based_on != (row.version if row else 0)}
    if stale:
        raise StaleMarks(stale)


def _store(mark: Mark, row: StageScore | None, evaluation: Evaluation, hand: Hand, basis: str) -> None:
    if mark.points is None:
        if row:
            _remove(row, hand)
        return
    before = audit.state_of(row, FIELDS) if row else {}
    row = row or StageScore(evaluation=evaluation, indicator_id=mark.indicator, stage=evaluation.stage, version=0)
    row.stage_name = evaluation.chain[evaluation.stage].name
    row.points, row.reason = mark.points, mark.reason
    row.scored_by, row.scored_at = hand.actor, clock.now()
    row.version += 1
    row.save()
    changes = audit.compare(before, audit.state_of(row, FIELDS))
    action = "stagescore.change" if before else "stagescore.add"
    audit.record(row, actor=hand.actor, on_behalf_of=hand.on_behalf_of, action=action, changes=changes, comment=basis)


def _remove(row: StageScore, hand: Hand) -> None:
    changes = {name: [value, None] for name, value in audit.state_of(row, FIELDS).items()}
    audit.record(row, actor=hand.actor, on_behalf_of=hand.on_behalf_of, action="stagescore.remove", changes=changes)
    row.delete()


def clear_stage_scores(evaluation: Evaluation, *, actor: User) -> None:
    """Remove what the passed round's stages have said, in the transaction of the submission that begins a new one."""
    for row in evaluation.stage_scores.select_related("evaluation__department", "indicator"):
        _remove(row, Hand(actor))
