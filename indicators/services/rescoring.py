"""What is stored beside what follows from it now, for one evaluation or for a whole round."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model

from departments import audit
from departments.models import AuditEntry, Evaluation, User
from departments.workflow import Status

from ..bulk import Row, Totals, Tree, read_trees, read_trees_of
from ..models import Indicator, ProjectEvaluation, Scorecard
from ..scoring import Score, ScoredTree
from ..updating import update_rows

SIGNED = (Status.APPROVED, Status.PUBLISHED)


@dataclass(frozen=True)
class ScoreChange:
    """An indicator whose stored score is not the one that follows; None is no score."""

    row: Row
    new: Decimal | None
    result: Score | None

    @property
    def old(self) -> Decimal | None:
        """The score that is stored."""
        return self.row.score

    @property
    def explanation(self) -> str:
        """How the new score came about, or why there is none."""
        return self.result.explanation.sentence if self.result else "不适用，不参与计分。"


@dataclass(frozen=True)
class TreeComparison:
    """One tree: what it scores now, its totals before and after, and the indicators that make the difference."""

    tree: Tree
    scored: ScoredTree
    after: Totals
    changes: tuple[ScoreChange, ...]

    @property
    def before(self) -> Totals:
        """The totals that are stored."""
        return self.tree.stored

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.changes) or self.before != self.after


@dataclass(frozen=True)
class Comparison:
    """One evaluation: the whole department's tree first, then those of its projects."""

    scorecard: Scorecard
    trees: tuple[TreeComparison, ...]

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation it is about."""
        return self.scorecard.evaluation

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return any(tree.is_changed for tree in self.trees)

    @property
    def is_signed(self) -> bool:
        """Whether its scores have been approved: such scores stay as they were signed."""
        return self.evaluation.status in SIGNED

    def of_tree(self, project: int | None) -> TreeComparison:
        """Return the whole department's tree, or that of the project whose self-evaluation has this key."""
        return next(tree for tree in self.trees if tree.tree.project == project)

    @property
    def changed_trees(self) -> list[TreeComparison]:
        """The trees in which something differs."""
        return [tree for tree in self.trees if tree.is_changed]


def compare(evaluations: Collection[int]) -> Iterator[Comparison]:
    """Yield what is stored beside what follows from it, for each of the evaluations; nothing is written."""
    for scorecard, trees in read_trees(evaluations):
        yield Comparison(scorecard, tuple(map(_compared, trees)))


def compare_one(evaluation: Evaluation) -> Comparison:
    """Return the same for an evaluation that has been read already."""
    scorecard, trees = read_trees_of(evaluation)
    return Comparison(scorecard, tuple(map(_compared, trees)))


def _compared(tree: Tree) -> TreeComparison:
    scored = tree.scored()
    leaves = {leaf.key: leaf for leaf in scored.root.leaves()}
    pairs = ((row, leaves[str(row.pk)]) for row in tree.rows if row.is_leaf)
    changes = tuple(ScoreChange(row, leaf.score, leaf.result) for row, leaf in pairs if leaf.score != row.score)
    return TreeComparison(tree, scored, Totals.of(scored), changes)


def store_scores(comparisons: Iterable[Comparison], *, actor: User | None, action: str) -> None:
    """Write what differs, and one row of the log for each evaluation that has changed."""
    scores: list[tuple[int, Decimal | None]] = []
    totals: dict[type[Model], list[tuple[Any, ...]]] = {Scorecard: [], ProjectEvaluation: []}
    entries: list[AuditEntry] = []
    for comparison in comparisons:
        for tree in comparison.changed_trees:
            scores += [(change.row.pk, change.new) for change in tree.changes]
            if tree.before != tree.after:
                held_by = ProjectEvaluation if tree.tree.project else Scorecard
                totals[held_by].append((tree.tree.project or comparison.scorecard.pk, *tree.after))
        if comparison.is_changed:
            logged = _logged(comparison)
            entries.append(audit.entry_for(comparison.scorecard, actor=actor, action=action, changes=logged))
    update_rows(Indicator, ["score"], scores)
    for kind, values in totals.items():
        update_rows(kind, Totals._fields, values)
    audit.record_all(entries)


def _logged(comparison: Comparison) -> audit.Changes:
    """Return old and new of every total and score, each new score with its explanation."""
    changes: audit.Changes = {}
    for tree in comparison.trees:
        before, after = tree.before._asdict(), tree.after._asdict()
        prefix = f"{tree.tree.title}：" if tree.tree.title else ""
        for name, pair in audit.compare(before, after).items():
            changes[f"{prefix}{TITLES[name]}" if prefix else name] = pair
        for change in tree.changes:
            name = f"{prefix}{change.row.name}"
            key = f"{name}（编号{change.row.pk}）" if name in changes else name
            changes[key] = [change.old, _worded(change)]
    return changes


TITLES = {"raw_total": "得分合计", "total": "自评得分", "grade": "等级"}


def _worded(change: ScoreChange) -> dict[str, str | None]:
    return {"得分": None if change.new is None else str(change.new), "依据": change.explanation}
