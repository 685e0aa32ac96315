"""One line of a tree as it is shown: what was planned and reached, the score and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval.lib.decimals import ZERO, plain, round_half_up

from ..models import Indicator
from ..scoring import Explanation, PointsGap, ScoredNode
from ..services import EntryTree
from ..services.trees import NEW
from ..tree import EXECUTION, Branch


@dataclass(frozen=True)
class OverviewRow:
    """One line of the tree."""

    branch: Branch
    scored: ScoredNode
    tree: EntryTree

    @property
    def indicator(self) -> Indicator:
        """The branch or leaf itself."""
        return self.branch.indicator

    @property
    def depth(self) -> int:
        """How far it stands to the right."""
        return len(self.branch.path) - 1

    @property
    def is_execution(self) -> bool:
        """Whether it is scored from the budget, not filled in here."""
        return self.indicator.rule == EXECUTION

    @property
    def is_idle(self) -> bool:
        """Whether it, or everything below it, is not assessed this year."""
        return not self.scored.is_applicable

    @property
    def takes_leaves(self) -> bool:
        """Whether indicators of the unit's own belong right below it."""
        return not self.indicator.is_leaf and all(child.indicator.is_leaf for child in self.branch.children)

    @property
    def gap(self) -> PointsGap | None:
        """How the points below differ from its own, None when they add up."""
        return self.tree.gaps.get(self.branch.path)

    @property
    def gaps_above(self) -> list[PointsGap]:
        """What does not add up from its own branch up to the whole."""
        above = (self.branch.path[:length] for length in range(self.depth, -1, -1))
        return [self.tree.gaps[path] for path in above if path in self.tree.gaps]

    @property
    def score(self) -> Decimal | None:
        """The score of a leaf, or the sum of what is scored below a branch."""
        return self.scored.score

    @property
    def explanation(self) -> Explanation | None:
        """How the score of a leaf came about, or why there is none."""
        return self.scored.result.explanation if self.scored.result and self.indicator.is_leaf else None

    @property
    def overfulfilment(self) -> Decimal | None:
        """The percentage of the target that was reached, where it is so high that the target was too low."""
        result = self.scored.result
        return round_half_up(result.fulfilment) if result and result.is_overfulfilled else None

    @property
    def computed(self) -> Decimal | None:
        """The score that the rule gives, where a person may say another."""
        result = self.tree.computed(self.scored.node) if self.scored.is_applicable else None
        return result.score if result else None

    @property
    def difference(self) -> str:
        """How far a person's own score lies from the computed one, with its sign; empty where it does not."""
        if self.computed is None or self.score is None or self.score == self.computed:
            return ""
        change = self.score - self.computed
        return f"{'＋' if change > ZERO else '－'}{abs(change):f}"

    @property
    def target(self) -> str:
        """The target as it is printed."""
        row = self.indicator
        return value_text(row.sign, row.effective_target, row.unit) or row.target_text

    @property
    def actual(self) -> str:
        """The actual value as it is printed."""
        return self.indicator.actual_text or value_text("", self.indicator.actual, self.indicator.unit)


def value_text(sign: str, value: Decimal | None, unit: str) -> str:
    """Return a value with its sign and unit, nothing for an unknown one."""
    return "" if value is None else f"{sign}{plain(value)}{unit}"


def tried_row(tree: EntryTree, row: Indicator, path: tuple[str, ...]) -> OverviewRow:
    """Return the line that a leaf would have as it is being typed below the branch at `path`; nothing is stored."""
    row.points = row.points or ZERO
    tried = tree.trying(row)
    key = str(row.pk) if row.pk else NEW
    scored = next(node for node in tried.scored.root.walk() if node.key == key)
    return OverviewRow(Branch(row, (), (*path, row.name)), scored, tried)
