"""Entering the demo's year, screen by screen, through the service that the screens use."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from departments.models import (
    Absence,
    Adjustment,
    Authority,
    BudgetLine,
    Citation,
    Duty,
    Evaluation,
    Office,
    Project,
    User,
)
from departments.models.versioned import Entry, Versioned
from departments.services import save_screen
from departments.writes import Write
from indicators.models import Indicator, ProjectEvaluation, Survey, YearlyTask
from indicators.services import plant_projects, rescore
from reports.models import Measure, Problem, Section, Waiver
from reports.services import findings_of
from reports.services.answering import answer

from .content import content

Screen = Callable[[Evaluation], Iterable[list[Write]]]

_DECIMALS = {"points", "target", "actual", "initial", "adjusted", "executed", "previous"}


def enter(evaluation: Evaluation, *, actor: User) -> None:
    """Fill in every screen of the evaluation, and say why it keeps what the checks question."""
    _fill(evaluation, _SCREENS, actor)
    _explain(evaluation, actor)


def practise(evaluation: Evaluation, *, actor: User) -> None:
    """Fill in the first screens only and leave the rest to whoever tries the demo."""
    _fill(evaluation, _SCREENS[:4], actor)


def _explain(evaluation: Evaluation, actor: User) -> None:
    found = findings_of(evaluation)
    for given in content()["explanations"]:
        asking = [finding.fingerprint for finding in found if finding.asks and finding.check_id in given["checks"]]
        answer(evaluation, asking, kind=Waiver.Kind.EXPLANATION, reason=given["reason"], actor=actor)


def _fill(evaluation: Evaluation, screens: Sequence[Screen], actor: User) -> None:
    for screen in screens:
        for writes in screen(evaluation):
            save_screen(evaluation, writes, actor=actor)
    rescore(evaluation, actor=actor)


def _basis(evaluation: Evaluation) -> Iterable[list[Write]]:
    cited = Authority.objects.valid_in(evaluation.cycle.year).order_by("pk")
    yield [
        _added(Citation(evaluation=evaluation, authority=authority, position=position), "authority", "position")
        for position, authority in enumerate(cited, start=1)
    ]


def _profile(evaluation: Evaluation) -> Iterable[list[Write]]:
    yield _listed(Duty, evaluation, content()["duties"])
    yield _listed(Office, evaluation, content()["offices"])
    yield [_changed(evaluation.staffing, _dated(evaluation, content()["staffing"]))]


def _goals(evaluation: Evaluation) -> Iterable[list[Write]]:
    yield [_changed(evaluation.goal, content()["goal"])]
    yield _listed(YearlyTask, evaluation, content()["tasks"])


def _budget(evaluation: Evaluation) -> Iterable[list[Write]]:
    yield [_changed(line, _amounts(line)) for line in evaluation.budget_lines.all()]
    yield [_changed(evaluation.budget, _dated(evaluation, _exact(content()["budget"]["figures"])))]
    yield _listed(Adjustment, evaluation, content().get("adjustments", []))
    yield _listed(Project, evaluation, content()["projects"])
    plant_projects(evaluation)


def _absences(evaluation: Evaluation) -> Iterable[list[Write]]:
    yield [
        _added(Absence(evaluation=evaluation, subject=subject, is_stated=True, reason=reason), "is_stated", "reason")
        for subject, reason in content()["absences"].items()
    ]


def _management(evaluation: Evaluation) -> Iterable[list[Write]]:
    proofs = content()["management"]["proofs"]
    items = evaluation.management_items.all()
    yield [_changed(item, {"is_met": True, "proof": proof}) for item, proof in zip(items, proofs, strict=True)]


def _texts(evaluation: Evaluation) -> Iterable[list[Write]]:
    yield [
        _added(Section(evaluation=evaluation, key=key, text=text.strip()), "key", "text")
        for key, text in content()["sections"].items()
    ]


def _indicators(evaluation: Evaluation) -> Iterable[list[Write]]:
    yield from _leaves(evaluation, None, content()["indicators"])


def _projects(evaluation: Evaluation) -> Iterable[list[Write]]:
    for given in content()["project_evaluations"]:
        yield from project_writes(evaluation, given)


def project_writes(evaluation: Evaluation, given: dict[str, Any]) -> Iterable[list[Write]]:
    """Yield what is to be stored of one project: goal, money by source, indicators."""
    row = evaluation.project_evaluations.get(project__name=given["project"])
    yield [_changed(row, given["texts"])]
    for source, amounts in given["funds"].items():
        columns = zip(("initial", "adjusted", "executed"), amounts, strict=True)
        yield [_changed(row.funds.get(source=source), _exact(dict(columns)))]
    yield from _leaves(evaluation, row, given["indicators"])


def _leaves(
    evaluation: Evaluation, project: ProjectEvaluation | None, rows: list[dict[str, Any]]
) -> Iterable[list[Write]]:
    """Yield the indicators of one tree, each with its survey."""
    tree = evaluation.indicators.filter(project_evaluation=project).select_related("parent")
    branches = {_path(row): row for row in tree}
    common = {"evaluation": evaluation, "project_evaluation": project, "is_leaf": True}
    for position, given in enumerate(rows, start=1):
        values = {name: value for name, value in given.items() if name not in ("path", "survey")}
        parent = branches[tuple(given["path"])]
        row = Indicator(parent=parent, position=position, **common, **_exact(values))
        yield [_added(row, "parent", "position", *values)]
        if "survey" in given:
            yield [_added(Survey(indicator=row, **given["survey"]), *given["survey"])]


def _problems(evaluation: Evaluation) -> Iterable[list[Write]]:
    for position, given in enumerate(content()["problems"], start=1):
        leaves = evaluation.indicators.whole().leaves().filter(name__in=given["indicators"])
        problem = Problem(evaluation=evaluation, position=position, title=given["title"], text=given["text"])
        links = {"indicators": list(leaves.values_list("pk", flat=True))}
        yield [Write(problem, 0, ["position", "title", "text"], links)]
        yield [
            _added(Measure(evaluation=evaluation, problem=problem, position=position, **measure), "problem", *measure)
            for measure in given["measures"]
        ]


def _signature(evaluation: Evaluation) -> Iterable[list[Write]]:
    yield [_changed(evaluation, content()["signature"])]


def _listed(model: Callable[..., Entry], evaluation: Evaluation, rows: list[dict[str, Any]]) -> list[Write]:
    return [
        _added(model(evaluation=evaluation, position=position, **_exact(row)), "position", *row)
        for position, row in enumerate(rows, start=1)
    ]


def _added(row: Versioned, *fields: str) -> Write:
    return Write(row, 0, fields)


def _changed(row: Versioned, values: dict[str, Any]) -> Write:
    for name, value in values.items():
        setattr(row, name, value)
    return Write(row, row.version, list(values))


def _amounts(line: BudgetLine) -> dict[str, Any]:
    amounts = content()["budget"]["lines"][line.category]
    return _exact(dict(zip(("initial", "executed", "previous"), amounts, strict=True)))


def _dated(evaluation: Evaluation, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with every day moved into the evaluation's year."""
    year = evaluation.cycle.year
    return {name: value.replace(year=year) if isinstance(value, date) else value for name, value in values.items()}


def _exact(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with every written number as an exact decimal."""
    return {name: _number(name, value) for name, value in values.items()}


def _number(name: str, value: Any) -> Any:
    is_number = name in _DECIMALS or name.startswith(("carryover", "payment_actual", "payment_planned", "assets"))
    return Decimal(value) if is_number and isinstance(value, str) else value


def _path(row: Indicator) -> tuple[str, ...]:
    return (row.parent.name, row.name) if row.parent else (row.name,)


_SCREENS: tuple[Screen, ...] = (
    _basis,
    _profile,
    _goals,
    _budget,
    _absences,
    _management,
    _texts,
    _indicators,
    _projects,
    _problems,
    _signature,
)
