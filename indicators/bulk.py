"""What many evaluations are scored from, in a handful of queries however many they are.

Indicators come as plain rows and not as model instances: scoring a whole round reads hundreds of thousands of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from departments.figures import Line
from departments.gather import gather_totals
from departments.models import Evaluation

from .models import Indicator, ProjectEvaluation, Scheme, Scorecard
from .models.scored import Scored
from .projects import total_of
from .reading import read_rows
from .rows import Row
from .scoring import Conventions, Node, ScoredTree, score_tree
from .tree import Amounts, execution_amounts, node_of

TreeKey = tuple[int, int | None]


class Totals(NamedTuple):
    """What a tree has reached."""

    raw_total: Decimal | None
    total: Decimal | None
    grade: str

    @classmethod
    def of(cls, result: Scored | ScoredTree) -> "Totals":
        """Return the totals that are stored or computed."""
        return cls(result.raw_total, result.total, result.grade)


@dataclass(frozen=True)
class Tree:
    """One tree as it is stored: of the whole department, or of the project whose self-evaluation is `project`."""

    rows: Sequence[Row]
    funds: Line
    conventions: Conventions
    stored: Totals
    project: int | None = None
    title: str = ""

    def scored(self) -> ScoredTree:
        """Return the scores that follow from it."""
        amounts = execution_amounts(self.funds, self.conventions)
        children = _nodes(self.rows, amounts)
        return score_tree(
            Node("总分", sum((child.points for child in children), Decimal(0)), children), self.conventions
        )


def _nodes(rows: Iterable[Row], amounts: Amounts) -> tuple[Node, ...]:
    children: dict[int | None, list[Row]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    return _below(None, children, amounts)


def _below(parent: int | None, children: dict[int | None, list[Row]], amounts: Amounts) -> tuple[Node, ...]:
    return tuple(node_of(row, _below(row.pk, children, amounts), amounts) for row in children.get(parent, ()))


def read_trees(evaluations: Collection[int]) -> Iterator[tuple[Scorecard, list[Tree]]]:
    """Yield each evaluation's scorecard with its trees, that of the whole department first."""
    if not evaluations:
        return
    related = Scorecard.objects.select_related("evaluation__department", "evaluation__cycle")
    cards = related.in_bulk(evaluations, field_name="evaluation_id")
    yield from _trees(cards, _conventions(cards.values()))


def read_trees_of(evaluation: Evaluation) -> tuple[Scorecard, list[Tree]]:
    """Return the scorecard and the trees of one evaluation that has been read already."""
    card = Scorecard.objects.select_related("scheme", "project_scheme").get(evaluation=evaluation)
    card.evaluation = evaluation
    schemes = [scheme for scheme in (card.scheme, card.project_scheme) if scheme]
    return next(_trees({evaluation.pk: card}, {scheme.pk: scheme.spec.conventions for scheme in schemes}))


def _trees(
    cards: Mapping[int, Scorecard], conventions: Mapping[int | None, Conventions]
) -> Iterator[tuple[Scorecard, list[Tree]]]:
    evaluations = list(cards)
    rows, totals = _rows(evaluations), gather_totals(evaluations)
    projects = _projects([key for key, card in cards.items() if card.project_scheme_id])
    for key, card in cards.items():
        whole = Tree(rows[key, None], totals[key], conventions[card.scheme_id], Totals.of(card))
        yield (
            card,
            [whole, *(_tree(row, rows[key, row.pk], conventions[card.project_scheme_id]) for row in projects[key])],
        )


def _tree(project: ProjectEvaluation, rows: Sequence[Row], conventions: Conventions) -> Tree:
    funds = total_of(project.funds.all())
    return Tree(rows, funds, conventions, Totals.of(project), project.pk, str(project))


def _conventions(cards: Iterable[Scorecard]) -> dict[int | None, Conventions]:
    schemes = {key for card in cards for key in (card.scheme_id, card.project_scheme_id) if key}
    return {key: scheme.spec.conventions for key, scheme in Scheme.objects.in_bulk(schemes).items()}


def _rows(evaluations: Collection[int]) -> dict[TreeKey, list[Row]]:
    rows: dict[TreeKey, list[Row]] = defaultdict(list)
    for row in read_rows(Indicator.objects.filter(evaluation__in=evaluations), Row):
        rows[row.evaluation_id, row.project_evaluation_id].append(row)
    return rows


def _projects(evaluations: Collection[int]) -> dict[int, list[ProjectEvaluation]]:
    projects: dict[int, list[ProjectEvaluation]] = defaultdict(list)
    stored = ProjectEvaluation.objects.select_related("project").prefetch_related("funds")
    for row in stored.filter(evaluation__in=evaluations) if evaluations else ():
        projects[row.evaluation_id].append(row)
    return projects
