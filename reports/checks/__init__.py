"""What must hold before a report goes out: pure checks of a snapshot."""

from . import (
    approved_goals,
    authorities,
    budget_completeness,
    budget_sums,
    classification,
    completeness,
    execution,
    indicator_completeness,
    points,
    projects,
    reasons,
    staff_and_dates,
    targets,
    wording,
)
from .registry import CHECKS, Category, Check, Context, Finding, Place, Severity, run

__all__ = [
    "CHECKS",
    "Category",
    "Check",
    "Context",
    "Finding",
    "Place",
    "Severity",
    "approved_goals",
    "authorities",
    "budget_completeness",
    "budget_sums",
    "classification",
    "completeness",
    "execution",
    "indicator_completeness",
    "points",
    "projects",
    "reasons",
    "run",
    "staff_and_dates",
    "targets",
    "wording",
]
