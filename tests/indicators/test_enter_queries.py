"""The screens ask the database as often for fifty rows as for five."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import Adjustment, Authority, Citation, Duty, Evaluation, Project
from indicators.models import Indicator, YearlyTask
from indicators.parts import PARTS
from indicators.services import plant_projects, rescore
from reports.models import Measure, Problem
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.pages import form_values
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

QUERIES_TO_SHOW = 60
CHANGED = {
    "profile": "duties-0-title",
    "goals": "tasks-0-title",
    "budget": "projects-0-name",
    "problems": "problems-0-title",
}


def fill(evaluation, count):
    """Give an evaluation `count` rows of every kind."""
    branch = evaluation.indicators.get(name="数量指标")
    for index in range(count):
        common = {"evaluation": evaluation, "position": index}
        leaf = Indicator.objects.create(parent=branch, is_leaf=True, name=f"指标{index}", points=1, **common)
        Duty.objects.create(title=f"职责{index}", **common)
        YearlyTask.objects.create(title=f"任务{index}", **common)
        Project.objects.create(name=f"项目{index}", **common)
        plant_projects(evaluation)
        Adjustment.objects.create(kind="increase", nature="basic", amount=1, document="8号", **common)
        Citation.objects.create(authority=Authority.objects.create(title=f"办法{index}{count}"), **common)
        problem = Problem.objects.create(title=f"问题{index}", text="原因", **common)
        problem.indicators.set([leaf])
        Measure.objects.create(problem=problem, text="整改", **common)
    rescore(evaluation, actor=None)
    return evaluation


@pytest.fixture
def small_and_large(client):
    department = make_department()
    client.force_login(make_member(department=department))
    pair = [
        fill(make_evaluation(department, make_cycle(year, project_scheme="national-project")), count)
        for year, count in ((2020, 5), (2022, 50))
    ]
    return [Evaluation.objects.get(pk=evaluation.pk) for evaluation in pair]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_showing_a_screen_costs_the_same_for_many_rows(client, small_and_large, part):
    few, many = (queries_of(client, reverse(part.url_name, args=[row.pk])) for row in small_and_large)

    assert few == many
    assert few <= QUERIES_TO_SHOW


def test_showing_an_indicator_costs_the_same_among_many(client, small_and_large):
    few, many = (
        queries_of(
            client, reverse("indicators:indicator_edit", args=[row.pk, row.indicators.filter(name="指标0").get().pk])
        )
        for row in small_and_large
    )

    assert few == many


def queries_to_save(client, evaluation, part, name):
    url = reverse(part.url_name, args=[evaluation.pk])
    values = form_values(client.get(url)) | {name: "改过的"}
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url, values).status_code == 302
    return len(queries)


@pytest.mark.parametrize("part", [part for part in PARTS if part.key in CHANGED], ids=lambda part: part.key)
def test_saving_one_change_costs_the_same_among_many_rows(client, small_and_large, part):
    few, many = (queries_to_save(client, row, part, CHANGED[part.key]) for row in small_and_large)

    assert few == many
