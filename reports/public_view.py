"""What of a snapshot becomes public as data.json: a whitelist of figures and published texts. Pure.

Every field is named here; what is not named stays inside: persons, telephone numbers, evidence,
and of the review everything but the total that counts.
Amounts are 元 as strings, points and percentages are strings, dates are ISO 8601, unknown is null.
"""

from collections.abc import Iterable
from typing import Any

from indicators.schemes import Scheme
from reports.document.compose import title_of
from reports.figures import filled
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, ProblemFacts, ProjectFacts, Snapshot, key_indicators, to_json

FORMAT = 1

DEPARTMENT = ("name", "short_name", "code")
SCHEME = ("name", "version", "title")
AUTHORITY = ("title", "number", "issuer")
STAFFING = (
    "as_of",
    "quota",
    "actual",
    "administrative_quota",
    "administrative_actual",
    "institution_quota",
    "institution_actual",
    "worker_quota",
    "worker_actual",
    "retired",
    "hired",
)
LINE = ("category", "name", "initial", "adjusted", "executed", "previous")
ADJUSTMENT = ("kind", "nature", "target_nature", "fund", "amount", "document", "exclusion")
PROJECT = ("name", "initial", "adjusted", "executed", "is_key")
BALANCES = (
    "carryover",
    "carryover_previous",
    "payment_as_of",
    "payment_actual",
    "payment_planned",
    "assets_in_use",
    "assets_total",
    "note",
)
RATIO = ("name", "numerator_name", "numerator", "denominator_name", "denominator", "unit", "outcome", "percent")
MANAGEMENT = ("topic", "topic_name", "text", "is_met", "proof")
NODE = ("name", "points", "score")
LEAF = (
    "nature",
    "sign",
    "target",
    "target_text",
    "approved_points",
    "approved_target",
    "adjustment_document",
    "unit",
    "actual",
    "actual_text",
    "rule",
    "standard",
    "source",
    "method",
    "narrative",
    "reason",
    "measure",
    "is_applicable",
    "inapplicable_reason",
)
SURVEY = ("surveyed", "method", "sample", "valid_replies", "starts_on", "ends_on")
SCORE_LINE = ("title", "before", "after", "reason")
MEASURE = ("text", "office", "due_on")
RECTIFICATION = ("problem", "measure", "office", "due_on", "state", "done_on", "progress", "proof")
RESULT = ("raw_total", "total", "grade", "completed_on")
APPROVAL = ("document", "approved_on")
FINAL = ("total", "grade")
LAST_YEAR = ("year", "total", "grade", "groups")
SELF_EVALUATION = ("name", "implementer", "adjustment_reason", "execution_reason", "raw_total", "total", "grade")
FUND = ("source", "title", "initial", "adjusted", "executed")
GOAL = ("expected", "reached")
ANSWER = ("kind", "reason", "valid_until")
NOTE = ("check_id", "title", "severity", "count", "places")
QUALITY = ("source", "method", "accuracy")


def public_view(snapshot: Snapshot) -> dict[str, Any]:
    """Return the public side of a snapshot in JSON's own types, texts with their bound figures in words."""
    snapshot = filled(snapshot)
    return {
        "format": FORMAT,
        "title": title_of(snapshot),
        "year": snapshot.year,
        "department": _pick(snapshot.department, DEPARTMENT),
        "scheme": _pick(snapshot.scheme, SCHEME),
        "authorities": _each(snapshot.authorities, AUTHORITY),
        "duties": _each(snapshot.duties, ("title", "text")),
        "offices": _each(snapshot.offices, ("name", "text")),
        "staffing": _pick(snapshot.staffing, STAFFING),
        "goal": _pick(snapshot.goal, GOAL),
        "approval": _pick(snapshot.approval, APPROVAL) if snapshot.approval else None,
        "tasks": _each(snapshot.tasks, ("title", "result")),
        "budget": _budget(snapshot),
        "ratios": _each(snapshot.ratios, RATIO),
        "management": _each(snapshot.management, MANAGEMENT),
        "indicators": [_indicator(root) for root in snapshot.indicators],
        "score_lines": _each(snapshot.lines, SCORE_LINE),
        "project_scheme": _pick(snapshot.project_scheme, SCHEME) if snapshot.project_scheme else None,
        "project_evaluations": [_project(project) for project in snapshot.projects],
        "sections": _sections(snapshot, scheme_of(snapshot)),
        "absences": dict(snapshot.absences),
        "problems": [_problem(problem) for problem in snapshot.problems],
        "rectifications": _each(snapshot.rectifications, RECTIFICATION),
        "final": _pick(snapshot.final, FINAL) if snapshot.final else None,
        "last_year": _pick(snapshot.last_year, LAST_YEAR) if snapshot.last_year else None,
        **_pick(snapshot, RESULT),
        "notes": _notes(snapshot),
    }


def _pick(facts: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: to_json(getattr(facts, name)) for name in names}


def _each(entries: Iterable[object], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_pick(entry, names) for entry in entries]


def _budget(snapshot: Snapshot) -> dict[str, Any]:
    budget = snapshot.budget
    return {
        "unit": "元",
        "total": _pick(budget.total, LINE),
        "three_public": _pick(budget.three_public, LINE),
        "lines": _each(budget.lines, LINE),
        "adjustments": _each(budget.adjustments, ADJUSTMENT),
        "projects": _each(budget.projects, PROJECT),
        **_pick(budget, BALANCES),
    }


def _indicator(node: IndicatorFacts) -> dict[str, Any]:
    """Return a branch with its children, or a leaf with its figures, texts and the sum of its score."""
    view = _pick(node, NODE)
    if not node.is_leaf:
        return view | {"children": [_indicator(child) for child in node.children]}
    survey = _pick(node.survey, SURVEY) if node.survey else None
    explanation = (node.explanation or {}).get("sentence", "")
    return view | _pick(node, LEAF) | {"survey": survey, "explanation": explanation}


def _project(project: ProjectFacts) -> dict[str, Any]:
    """Return the self-evaluation of a project: its money by source, its goal, its tree."""
    return _pick(project, SELF_EVALUATION) | {
        "goal": _pick(project.goal, GOAL),
        "approval": _pick(project.approval, APPROVAL) if project.approval else None,
        "total_fund": _pick(project.total_fund, FUND),
        "funds": _each(project.funds, FUND),
        "indicators": [_indicator(root) for root in project.indicators],
        "score_lines": _each(project.lines, SCORE_LINE),
    }


def _problem(problem: ProblemFacts) -> dict[str, Any]:
    measures = _each(problem.measures, MEASURE)
    return _pick(problem, ("title", "text", "indicators")) | {"measures": measures}


def _notes(snapshot: Snapshot) -> dict[str, Any] | None:
    """Return the annex 说明和提示, where it is published, with an account of the data of key indicators."""
    if snapshot.notes is None:
        return None
    answers = [_pick(answer, ANSWER) | {"about": _each(answer.about, NOTE)} for answer in snapshot.notes.answers]
    quality = [{"indicator": list(leaf.path)} | _pick(leaf, QUALITY) for leaf in key_indicators(snapshot)]
    return {"answers": answers, "hints": _each(snapshot.notes.hints, NOTE), "quality": quality}


def _sections(snapshot: Snapshot, scheme: Scheme) -> dict[str, str]:
    """Return the texts of the chapters that the report prints."""
    keys = (node.key for node in scheme.sections() if node.source == "text")
    return {key: snapshot.sections.get(key, "") for key in keys}
