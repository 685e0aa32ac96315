"""Choosing indicators from the library (从指标库选择): several at once, below one branch."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from departments.forms.screens import Screen
from departments.writes import Write
from perfeval.lib.decimals import ONE, ZERO, apportion

from .. import proposed
from ..library import CATEGORIES, Entry
from ..models import Indicator
from ..services import scheme_of_tree
from .proposal import ProposalForm

NONE_CHOSEN = "请至少勾选一项指标。"
NOTHING_LEFT = "没有可分配的分值，请填写分值。"


@dataclass(frozen=True)
class ProposalRow:
    """One line of the list: an entry with its form, or with the indicator that it has become."""

    entry: Entry
    form: ProposalForm | None = None
    used_by: Indicator | None = None

    @property
    def group(self) -> str:
        """The category as a heading."""
        return CATEGORIES[self.entry.category]


class LibraryScreen(Screen):
    """What the library proposes to units of a kind for one branch."""

    def __init__(self, branch: Indicator, data: QueryDict | None = None, *, kind: str, is_frozen: bool = False) -> None:
        self.branch, self.kind = branch, kind
        self.general: list[tuple[str, str, str]] = []
        super().__init__(branch.evaluation, data, is_frozen=is_frozen)

    def build(self) -> None:
        """Add a form for every entry that is still free."""
        tree = self.evaluation.indicators.filter(project_evaluation=self.branch.project_evaluation_id)
        self.leaves = list(tree.leaves())
        self.decimals = scheme_of_tree(self.evaluation, self.branch.project_evaluation).conventions.decimals
        self.rows = [self._row(entry) for entry in proposed.proposals_for(self.branch, self.kind)]

    def _row(self, entry: Entry) -> ProposalRow:
        row = proposed.leaf_below(self.branch)
        if used := proposed.used_by(entry, row, self.leaves):
            return ProposalRow(entry, used_by=used)
        proposed.fill_from(entry, row)
        row.token = proposed.token_of(entry, row)
        held = {"prefix": entry.key, "is_frozen": self.is_frozen}
        form = ProposalForm(self.data, instance=row, entry=entry, decimals=self.decimals, **held)
        self.pieces[entry.key] = form
        return ProposalRow(entry, form=form)

    def find(self, name: str, row: str = "") -> None:
        """Nothing has been found yet about what is only proposed."""

    @property
    def has_groups(self) -> bool:
        """Whether there is more than one category."""
        return len({row.entry.category for row in self.rows}) > 1

    @property
    def has_choice(self) -> bool:
        """Whether anything is still free."""
        return any(row.form for row in self.rows)

    @property
    def chosen(self) -> list[ProposalForm]:
        """The forms that are ticked, in the order of the list."""
        return [row.form for row in self.rows if row.form and row.form.is_chosen]

    @property
    def already_there(self) -> list[Indicator]:
        """What was ticked and has been added meanwhile."""
        if self.data is None:
            return []
        return [row.used_by for row in self.rows if row.used_by and f"{row.entry.key}-chosen" in self.data]

    @property
    def siblings(self) -> list[Indicator]:
        """The indicators that the branch has already."""
        return [leaf for leaf in self.leaves if leaf.parent_id == self.branch.pk]

    @property
    def missing(self) -> Decimal:
        """The points that the branch has still to give away, below zero where it has given too many."""
        return self.branch.effective_points - sum((leaf.effective_points for leaf in self.siblings), ZERO)

    @property
    def excess(self) -> Decimal:
        """The points that the branch has given away too many."""
        return max(-self.missing, ZERO)

    def is_valid(self) -> bool:
        """Return whether every choice is right; those without points share what is left."""
        if not super().is_valid():
            return False
        if not self.chosen and not self.already_there:
            self.general.append(("", "指标库", NONE_CHOSEN))
            return False
        return self._share_points()

    def _share_points(self) -> bool:
        open_forms = [form for form in self.chosen if form.instance.points is None]
        left = self.missing - sum((form.instance.points or ZERO for form in self.chosen), ZERO)
        if not open_forms:
            return True
        shares = apportion(max(left, ZERO), [ONE] * len(open_forms), self.decimals)
        for form, share in zip(open_forms, shares, strict=True):
            form.instance.points = share
            if not share:
                form.add_error("points", NOTHING_LEFT)
        return all(shares)

    def writes(self) -> list[Write]:
        """Return what was chosen, behind what is there."""
        last = max((leaf.position for leaf in self.siblings), default=0)
        for position, form in enumerate(self.chosen, start=last + 1):
            form.instance.position = position
        return super().writes()

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """What is wrong with the choice as a whole, and then line by line."""
        return [*self.general, *super().faults]
