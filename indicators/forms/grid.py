"""All indicators of a tree, or of one of its branches, as a table to type in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from uuid import UUID

from django.http import QueryDict

from departments.forms.rows import count_of
from departments.forms.screens import MOST_ROWS, RowSet, Screen
from departments.models import Evaluation

from ..models import Indicator, ProjectEvaluation
from ..models.indicator import IndicatorQuerySet
from ..scoring import ScoredTree
from ..services import Comparison, EntryTree, approval_of, scheme_of_tree
from ..tree import EXECUTION, Branch
from .grid_row import COLUMNS, GridRow
from .overview import OverviewScreen
from .overview_row import OverviewRow

KEY = "leaves"
GONE = "指标“{name}”已被他人删除，您在该行填写的内容没有保存：{typed}。"


class LeafRows(RowSet):
    """The indicators that were sent: all of the page, or those in which something was typed."""

    def _indexes(self) -> Iterable[int]:
        stored = {str(row.token) for row in self.rows}
        return [index for index, token in self._sent() if token in stored]

    def _sent(self) -> Iterator[tuple[int, str]]:
        for index in range(min(count_of(self.data.get(self.count_name, "")), MOST_ROWS)):
            if token := self.data.get(f"{self.prefix}-{index}-token"):
                yield index, token

    def lost(self) -> Iterator[str]:
        """Yield what was typed in rows that somebody has removed meanwhile."""
        if self.data is None:
            return
        stored = {str(row.token) for row in self.rows}
        for index, token in self._sent():
            if token not in stored:
                cells = {name: self.data.get(f"{self.prefix}-{index}-{name}", "") for name in ("name", *COLUMNS)}
                typed = "、".join(text for name, text in cells.items() if text and name != "name")
                yield GONE.format(name=cells["name"], typed=typed or "（空）")


@dataclass(frozen=True)
class GridLine:
    """One line of the table: a branch, an indicator that is typed here, or one that is not (`form` is None)."""

    overview: OverviewRow
    form: GridRow | None

    @property
    def indicator(self) -> Indicator:
        """The branch or leaf itself."""
        return self.overview.indicator


class GridScreen(Screen):
    """A tree, by default the whole department's, or only what stands below `branch`."""

    is_sparse = True
    answer_template = "entry/grid_answer.html"
    guided_as = "indicators"

    def __init__(
        self,
        evaluation: Evaluation,
        data: QueryDict | None = None,
        *,
        project_evaluation: ProjectEvaluation | None = None,
        branch: Indicator | None = None,
        is_frozen: bool = False,
    ) -> None:
        self.project_evaluation, self.branch = project_evaluation, branch
        super().__init__(evaluation, data, is_frozen=is_frozen)

    def build(self) -> None:
        """Add the indicators as they are stored now; forms change them, so that scores are read apart."""
        scheme = scheme_of_tree(self.evaluation, self.project_evaluation)
        self.leaves = LeafRows(
            GridRow,
            self._shown() if self.data is None else self._sent(self.data),
            Indicator,
            prefix=KEY,
            data=self.data,
            spare=0,
            is_frozen=self.is_frozen,
            conventions=scheme.conventions,
            text_limits=scheme.text_limits,
            is_approved=self.is_approved,
        )
        self.pieces[KEY] = self.leaves

    def _shown(self) -> list[Indicator]:
        leaves = {leaf.pk: leaf for leaf in self._leaves()}
        shown = (row.indicator.pk for row in self.overview.rows if self._covers(row.branch))
        return [leaves[pk] for pk in shown if pk in leaves]

    def _sent(self, data: QueryDict) -> list[Indicator]:
        return list(self._leaves().filter(token__in=_tokens_of(data)))

    def _leaves(self) -> IndicatorQuerySet:
        leaves = self.evaluation.indicators.leaves().exclude(rule=EXECUTION)
        return leaves.filter(project_evaluation=self.project_evaluation)

    def _covers(self, line: Branch) -> bool:
        return self.branch is None or self.branch.pk in line.keys

    @cached_property
    def is_approved(self) -> bool:
        """Whether targets and points are held fast."""
        return approval_of(self.evaluation, self.project_evaluation) is not None

    @cached_property
    def overview(self) -> OverviewScreen:
        """The tree with its scores, as all of it is stored now."""
        tree = EntryTree.plain(self.evaluation, self.project_evaluation)
        return OverviewScreen(self.evaluation, self.project_evaluation, tree=tree)

    def show_saved(self, saved: Comparison | None) -> None:
        """Show the scores that a save has found."""
        if saved:
            tree = EntryTree.of(self.evaluation, self.project_evaluation, saved)
            self.overview = OverviewScreen(self.evaluation, self.project_evaluation, tree=tree)

    @property
    def scored(self) -> ScoredTree:
        """The scores that follow from what is stored."""
        return self.overview.scored

    @property
    def lines(self) -> list[GridLine]:
        """The lines of the table in reading order."""
        forms = {form.instance.pk: cast("GridRow", form) for form in self.leaves.forms}
        return [
            GridLine(row, forms.get(row.indicator.pk))
            for row in self.overview.rows
            if self._covers(row.branch) and (row.indicator.pk in forms or not is_typed(row.indicator))
        ]

    @property
    def answered(self) -> list[OverviewRow]:
        """The lines whose scores may differ after a save: what was sent, and the branches above."""
        sent = {form.instance.pk for form in self.leaves.forms}
        rows = self.overview.rows
        above = {key for row in rows if row.indicator.pk in sent for key in row.branch.keys}
        return [row for row in rows if row.indicator.pk in above]

    @property
    def columns(self) -> Iterable[tuple[str, str]]:
        """The columns with their titles."""
        return COLUMNS.items()

    @property
    def lost(self) -> list[str]:
        """What was typed for indicators that somebody has removed meanwhile."""
        return list(self.leaves.lost())

    def is_valid(self) -> bool:
        """Return whether everything is right, and everything is still there."""
        return super().is_valid() and not self.lost


def _tokens_of(data: QueryDict) -> Iterator[UUID]:
    for name in data:
        if name.startswith(f"{KEY}-") and name.endswith("-token"):
            with suppress(ValueError):
                yield UUID(str(data[name]))


def is_typed(row: Indicator) -> bool:
    """Return whether it is an indicator that the unit fills in itself."""
    return row.is_leaf and row.rule != EXECUTION
