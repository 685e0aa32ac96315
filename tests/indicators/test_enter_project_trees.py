"""The same screens for the trees of projects: each knows its own tree and leads back to it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import Project
from indicators.models import Indicator
from indicators.services import plant_projects
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.pages import form_values, text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    return make_evaluation(cycle=make_cycle(project_scheme="national-project"))


def make_project(evaluation, name="社区微改造"):
    Project.objects.create(evaluation=evaluation, name=name)
    plant_projects(evaluation)
    return evaluation.project_evaluations.get(project__name=name)


def make_leaf(project, branch="数量指标", **values):
    given = {"name": "改造小区个数", "points": 10, "rule": "positive", "target": 4, "unit": "个", "is_leaf": True}
    return Indicator.objects.create(
        evaluation=project.evaluation,
        project_evaluation=project,
        parent=project.indicators.get(name=branch),
        **given | values,
    )


def overview_address(project):
    return reverse("indicators:project_indicators", args=[project.evaluation_id, project.pk])


def edit_address(leaf):
    return reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk])


def test_overview_of_a_project_shows_its_own_tree_by_its_own_scheme(client, evaluation):
    project = make_project(evaluation)
    make_leaf(project)
    make_leaf(make_project(evaluation, "便民服务"), name="便民服务点个数")

    page = text_of(client.get(overview_address(project)))

    assert "社区微改造" in page
    assert "改造小区个数" in page
    assert "便民服务点个数" not in page
    assert "产出指标 50" in page


def test_whole_tree_does_not_show_those_of_projects(client, evaluation):
    make_leaf(make_project(evaluation))

    assert "改造小区个数" not in text_of(client.get(reverse("indicators:enter_indicators", args=[evaluation.pk])))


def test_indicator_added_below_a_branch_of_a_project_belongs_to_the_project(client, evaluation):
    project = make_project(evaluation)
    branch = project.indicators.get(name="数量指标")
    url = reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk])
    values = form_values(client.get(url)) | {"indicator-name": "改造小区个数", "indicator-points": "2.5"}

    client.post(url, values)

    leaf = branch.children.get()
    assert (leaf.project_evaluation, leaf.points) == (project, Decimal("2.5"))


def test_page_of_a_projects_indicator_leads_back_to_the_project(client, evaluation):
    project = make_project(evaluation)
    leaf = make_leaf(project, actual=2)

    page = client.get(edit_address(leaf))
    after = client.post(edit_address(leaf), form_values(page) | {"next": "1"})

    assert f'<a href="{overview_address(project)}">社区微改造</a>' in page.content.decode()
    assert "实际值 2 ÷ 目标值 4 × 分值 10 = 5.00分" in text_of(page)
    assert after.url == overview_address(project)


@pytest.mark.parametrize("name", ["indicator_add", "indicator_library"])
def test_page_of_a_projects_branch_marks_the_part_of_projects(client, evaluation, name):
    branches = [make_project(evaluation).indicators, evaluation.indicators.whole()]

    pages = [
        client.get(reverse(f"indicators:{name}", args=[evaluation.pk, rows.get(name="数量指标").pk])).content.decode()
        for rows in branches
    ]

    assert 'aria-current="page">项目自评' in pages[0]
    assert 'aria-current="page">指标' in pages[1]


def test_next_indicator_is_that_of_the_same_project(client, evaluation):
    project, other = make_project(evaluation), make_project(evaluation, "便民服务")
    first, _, second = make_leaf(project), make_leaf(other), make_leaf(project, name="改造户数", position=1)

    response = client.post(edit_address(first), form_values(client.get(edit_address(first))) | {"next": "1"})

    assert response.url == edit_address(second)


def test_removed_indicator_leads_back_to_the_project(client, evaluation):
    project = make_project(evaluation)
    url = reverse("indicators:indicator_remove", args=[evaluation.pk, make_leaf(project).pk])

    assert client.post(url, form_values(client.get(url))).url == overview_address(project)


def test_project_of_another_evaluation_does_not_exist_here(client, evaluation):
    elsewhere = make_project(make_evaluation(make_department("202")))
    url = reverse("indicators:project_indicators", args=[evaluation.pk, elsewhere.pk])

    assert client.get(url).status_code == 404


def test_overview_of_a_project_costs_the_same_for_many_projects_and_indicators(client, evaluation):
    project = make_project(evaluation)
    make_leaf(project)
    few = queries_of(client, overview_address(project))
    for index in range(5):
        make_leaf(project, name=f"指标{index}")
    make_project(evaluation, "便民服务")

    assert queries_of(client, overview_address(project)) == few
