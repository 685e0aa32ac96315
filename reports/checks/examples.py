"""Larger changes to a snapshot that keep everything else consistent, for the examples of several checks."""

from dataclasses import replace
from decimal import Decimal

from departments.figures import AdjustmentFigure, BudgetFigures
from indicators.scoring import grade
from perfeval.lib.decimals import HUNDRED, ZERO, round_half_up
from reports.snapshot import IndicatorFacts, LineFacts, Snapshot

from .edits import changing_leaf, with_budget, with_nodes, without_projects
from .leaves import EXECUTION, is_own, own_leaves
from .rescoring import rescored

WAN = Decimal(10000)
TWO_MILLION = Decimal(2000000)
NOTE = "年中按批复调整支出安排，未用完的资金已由财政收回。"


def noted(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with a note on the execution of the budget."""
    return with_budget(snapshot, replace(snapshot.budget, note=NOTE))


def underspent(snapshot: Snapshot, share: Decimal, *, kept: bool = False) -> Snapshot:
    """Return the snapshot with only `share` of the budget spent, the rest given back or kept as last year."""
    rest = (snapshot.budget.total.executed or ZERO) * (1 - share)
    budget = _with_project_money(snapshot.budget, -rest, "executed")
    if kept:
        budget = replace(budget, carryover=rest, carryover_previous=rest)
    return _executed(with_budget(without_projects(snapshot), budget))


def adjusted(snapshot: Snapshot, more: Decimal = TWO_MILLION) -> Snapshot:
    """Return the snapshot with two million more for projects (or another amount), all of it spent."""
    budget = _with_project_money(snapshot.budget, more, "adjusted", "executed")
    adjustment = AdjustmentFigure("increase", "追加", "project", "", "general", more, "东财预〔2022〕8号")
    lines = tuple(
        replace(line, executed=line.executed + more) if line.category == "income" and line.executed else line
        for line in budget.lines
    )
    changed = replace(budget, lines=lines, adjustments=(adjustment,))
    return _executed(with_budget(without_projects(snapshot), changed))


def editable(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot under a scheme that lets a person change a computed score."""
    content = snapshot.scheme.content.replace("[conventions]\n", '[conventions]\nmode = "editable"\n', 1)
    return replace(snapshot, scheme=replace(snapshot.scheme, content=content))


def idle(snapshot: Snapshot, *, reason: str) -> Snapshot:
    """Return the snapshot with one indicator that is not assessed this year, its points shared out over the whole."""
    leaf = next(own_leaves(snapshot))
    changes = {"is_applicable": False, "inapplicable_reason": reason, "score": None}
    before = (snapshot.raw_total or ZERO) - (leaf.score or ZERO)
    after = round_half_up(before * HUNDRED / (HUNDRED - leaf.points))
    line = LineFacts("不适用指标折算", before, after, f"适用分值{HUNDRED - leaf.points}分")
    return replace(changing_leaf(is_own, **changes)(snapshot), raw_total=before, lines=(line,), total=after)


def _with_project_money(budget: BudgetFigures, more: Decimal, *columns: str) -> BudgetFigures:
    """Return the budget with `more` in the lines of projects and general funds, and in the first project."""
    lines = tuple(
        replace(line, **{column: getattr(line, column) + more for column in columns})
        if line.category in ("project", "general")
        else line
        for line in budget.lines
    )
    first, *others = budget.projects
    changed = replace(first, **{column: getattr(first, column) + more for column in columns})
    return replace(budget, lines=lines, projects=(changed, *others))


def _executed(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the execution block and the total scored anew."""
    total = snapshot.budget.total

    def score(node: IndicatorFacts) -> IndicatorFacts:
        if node.rule != EXECUTION:
            return node
        entered = replace(node, target=(total.adjusted or ZERO) / WAN, actual=(total.executed or ZERO) / WAN)
        return replace(entered, score=rescored(snapshot, entered).score)

    scored = with_nodes(snapshot, score)
    reached = sum((leaf.score for leaf in scored.leaves() if leaf.score is not None), ZERO)
    return replace(scored, raw_total=reached, total=reached, grade=grade(reached))
