"""The complete evaluation without faults that checks, documents and tests take for their examples."""

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

__all__ = [
    "change_leaf",
    "make_adjustment",
    "make_branch",
    "make_budget",
    "make_department",
    "make_execution",
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
