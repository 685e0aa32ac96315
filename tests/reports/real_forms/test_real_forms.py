"""Real forms entered through the services: what the rules give stands beside what was printed."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from departments.models import Project
from departments.ratios import ratio
from departments.writes import Write
from indicators.forms.projects import ProjectScreen
from indicators.models import Indicator
from indicators.projects import load_projects
from indicators.scoring import read_value
from indicators.services import save_and_rescore
from reports.services import findings_of
from tests.factories import make_cycle, make_evaluation, make_member
from tests.reports.real_forms.forms import FORMS, R02

pytestmark = pytest.mark.django_db

every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.project)
AMOUNTS = ("initial", "adjusted", "executed")


@pytest.fixture
def entered(form):
    """Enter a form as it was typed, and return the project's self-evaluation."""
    evaluation, actor = make_evaluation(cycle=make_cycle(project_scheme=form.scheme)), make_member()
    row = Project(evaluation=evaluation, name=form.project, **listed(form))
    save_and_rescore(evaluation, [Write(row, 0, ["name", *AMOUNTS])], actor=actor)
    project = evaluation.project_evaluations.get()
    screen = ProjectScreen(project, typed(project, form))
    assert screen.is_valid(), screen.faults
    save_and_rescore(evaluation, screen.writes(), actor=actor)
    save_and_rescore(evaluation, [leaf_of(project, row) for row in form.rows], actor=actor)
    return project


def listed(form):
    """The amounts of the project list, read as the screen reads them."""
    return {name: read_value(text).in_unit("元") for name, text in zip(AMOUNTS, form.funds, strict=True)}


def typed(project, form):
    """What the screen of the project sends."""
    data = QueryDict(mutable=True)
    data.update({"project-version": "1", "project-implementer": project.implementer})
    data.update({f"fund-{fund.source}-version": "1" for fund in project.funds.all()})
    data.update({f"fund-{form.source}-{name}": text for name, text in zip(AMOUNTS, form.funds, strict=True)})
    return data


def leaf_of(project, row):
    """One row as the tolerant parser reads it: a number with sign and unit, or words that are judged."""
    target = read_value(row.target)
    values = {"name": row.name, "points": Decimal(row.points), "sign": target.sign, "unit": target.unit}
    if target.number is None:
        values |= {"target_text": row.target, "actual_text": row.actual, "actual": Decimal(row.printed)}
        values |= {"rule": "qualitative", "parameters": {"grade": "full"}, "nature": "qualitative"}
    else:
        rule = {"≤": "reverse_ratio", "=": "equal"}.get(target.sign, "positive")
        actual = read_value(row.actual).in_unit(target.unit)
        values |= {"target": target.number, "actual": actual, "rule": rule}
    parent = project.indicators.get(name=row.branch)
    common = {"evaluation": project.evaluation, "project_evaluation": project, "parent": parent, "is_leaf": True}
    return Write(Indicator(**common, **values), 0, [*values, "parent"])


def scores_of(project):
    return dict(project.indicators.leaves().values_list("name", "score"))


@every_form
def test_every_row_scores_as_the_table_says(entered, form):
    scores = scores_of(entered)

    rows = (form.execution, *form.rows)
    assert {row.name: scores[row.name] for row in rows} == {row.name: Decimal(row.ours) for row in rows}


@every_form
def test_only_what_differs_from_the_printed_score_is_explained(form):
    for row in (form.execution, *form.rows):
        assert (Decimal(row.ours) != Decimal(row.printed)) == bool(row.why), row.name


@every_form
def test_rate_follows_from_the_sources_not_from_the_printed_total(entered, form):
    (project,) = load_projects(entered.evaluation)
    total = project.total

    found = ratio("执行率", "全年执行数", total.executed, "全年预算数", total.adjusted, unit="元")

    assert found.percent == Decimal(form.rate)


@every_form
def test_sum_of_the_known_rows_stands_beside_the_printed_one(entered, form):
    rows = (form.execution, *form.rows)
    different = [row for row in rows if row.why]

    assert sum(Decimal(row.printed) for row in rows) == Decimal(form.printed_known)
    assert sum(scores_of(entered)[row.name] for row in rows) == Decimal(form.known)
    assert [row.name for row in different] == ["预算执行"]
    difference = abs(Decimal(form.known) - Decimal(form.printed_known))
    assert f"相差{difference}分" in form.known_why


@every_form
def test_points_of_the_known_rows_and_of_those_that_cannot_be_read_are_all(form):
    known = sum(Decimal(row.points) for row in (form.execution, *form.rows))

    assert known + Decimal(form.unread) == 100


@every_form
def test_total_stands_beside_the_printed_one_with_the_reason(entered, form):
    entered.refresh_from_db()

    assert entered.total == (Decimal(form.total) if form.total else None)
    assert form.total_why


def test_printed_total_of_hubei_is_ours_but_for_the_execution():
    unread = Decimal(R02.printed_total) - Decimal(R02.printed_known)

    assert unread == Decimal(R02.unread)
    ours = Decimal(R02.total) + unread
    assert f"总分为{ours}分，比原表少{Decimal(R02.printed_total) - ours}分" in R02.total_why


@every_form
def test_what_the_published_form_lacks_is_found(entered, form):
    found = {finding.check_id for finding in findings_of(entered.evaluation) if finding.place.project}

    assert form.faults <= found
    assert "A08-project-funds" not in found
