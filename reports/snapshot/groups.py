"""The points of level two (二级指标), and those of the year before beside them. Points are 分."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .indicators import IndicatorFacts


@dataclass(frozen=True)
class GroupFacts:
    """An indicator of level two, or one of level one that has none below it: points and what was reached of them."""

    level_one: str
    name: str
    points: Decimal
    score: Decimal | None = None


@dataclass(frozen=True)
class LastYearFacts:
    """What the unit published for the year before."""

    year: int
    total: Decimal | None = None
    grade: str = ""
    groups: tuple[GroupFacts, ...] = ()

    def score_of(self, group: GroupFacts) -> GroupFacts | None:
        """Return the group of the same name, None where that year had none."""
        return next((one for one in self.groups if (one.level_one, one.name) == (group.level_one, group.name)), None)


def groups_of(indicators: Iterable[IndicatorFacts]) -> tuple[GroupFacts, ...]:
    """Return the groups of a tree, in reading order."""
    return tuple(group for root in indicators for group in _groups(root))


def _groups(root: IndicatorFacts) -> Iterator[GroupFacts]:
    branches = [child for child in root.children if not child.is_leaf]
    for node in branches or [root]:
        yield GroupFacts(root.name, node.name, node.points, node.score)
