"""The complete evaluation without faults that checks, documents and tests take for their examples."""

from decimal import Decimal

from reports.checks.sample import (
    change_leaf,
    make_adjustment,
    make_branch,
    make_budget,
    make_department,
    make_execution,
    make_leaf,
    make_line,
    make_project,
    make_project_tree,
    make_satisfaction,
    make_scheme,
    make_sections,
    make_snapshot,
    make_tree,
)
from reports.snapshot import FinalFacts, RectificationFacts
from reports.snapshot.groups import GroupFacts, LastYearFacts

__all__ = [
    "change_leaf",
    "make_adjustment",
    "make_branch",
    "make_budget",
    "make_department",
    "make_execution",
    "make_full_snapshot",
    "make_leaf",
    "make_line",
    "make_project",
    "make_project_tree",
    "make_satisfaction",
    "make_scheme",
    "make_sections",
    "make_snapshot",
    "make_tree",
]


def make_full_snapshot():
    """Return an evaluation in which every part of the public view is there."""
    return make_snapshot(
        final=FinalFacts("财政局复核", Decimal("95.00"), "优"),
        last_year=LastYearFacts(2021, Decimal("94.00"), "优", (GroupFacts("产出指标", "数量指标", Decimal(10)),)),
        rectifications=(RectificationFacts("进度偏慢", "按月调度"),),
        budget=make_budget(adjustments=(make_adjustment(),)),
        absences={"adjustments": "无"},
    )
