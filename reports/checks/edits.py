"""Ways to change single facts of a snapshot: what the examples of the checks are made with."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from departments.figures import BudgetFigures
from departments.ratios import budget_ratios
from reports.snapshot import IndicatorFacts, Snapshot

Edit = Callable[[Snapshot], Snapshot]
NodeEdit = Callable[[IndicatorFacts], IndicatorFacts]


def unchanged(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot as it is."""
    return snapshot


def changing(**changes: Any) -> Edit:
    """Return an edit that sets fields of the snapshot itself."""
    return lambda snapshot: replace(snapshot, **changes)


def changing_budget(**changes: Any) -> Edit:
    """Return an edit that sets fields of the budget; the ratios follow."""
    return lambda snapshot: with_budget(snapshot, replace(snapshot.budget, **changes))


def changing_line(category: str, **changes: Any) -> Edit:
    """Return an edit that sets fields of one budget line; the ratios follow."""

    def edit(snapshot: Snapshot) -> Snapshot:
        lines = tuple(replace(line, **changes) if line.category == category else line for line in snapshot.budget.lines)
        return with_budget(snapshot, replace(snapshot.budget, lines=lines))

    return edit


def changing_leaf(wanted: Callable[[IndicatorFacts], bool], **changes: Any) -> Edit:
    """Return an edit that sets fields of the first measured indicator that is `wanted`; nothing is scored anew."""

    def edit(snapshot: Snapshot) -> Snapshot:
        first = next(leaf for leaf in snapshot.leaves() if wanted(leaf))
        return with_nodes(snapshot, lambda node: replace(node, **changes) if node == first else node)

    return edit


def adding_text(sentence: str) -> Edit:
    """Return an edit that appends a sentence to what the goal has reached."""
    return lambda snapshot: replace(snapshot, goal=replace(snapshot.goal, reached=f"{snapshot.goal.reached}{sentence}"))


def with_budget(snapshot: Snapshot, budget: BudgetFigures) -> Snapshot:
    """Return the snapshot with another budget and its ratios; what the budget lists is not stated as absent."""
    listed = {"adjustments": budget.adjustments, "projects": budget.projects}
    absences = {subject: reason for subject, reason in snapshot.absences.items() if not listed.get(subject)}
    return replace(snapshot, budget=budget, ratios=budget_ratios(budget), absences=absences)


def without_projects(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot of a round in which projects are not evaluated by themselves."""
    return replace(snapshot, project_scheme=None, projects=())


def with_nodes(snapshot: Snapshot, change: NodeEdit) -> Snapshot:
    """Return the snapshot with `change` applied to every indicator, from the top down."""
    return replace(snapshot, indicators=tuple(_with(root, change) for root in snapshot.indicators))


def _with(node: IndicatorFacts, change: NodeEdit) -> IndicatorFacts:
    changed = change(node)
    return replace(changed, children=tuple(_with(child, change) for child in changed.children))
