import re

import pytest

from departments.models import Project, Role
from departments.writes import Write
from indicators.forms.projects import AMOUNTS
from indicators.models import Indicator
from indicators.services import save_and_rescore
from reports.checks import Place
from reports.places import Addresses, by_part
from reports.services import findings_of
from tests.factories import make_cycle, make_evaluation, make_member

pytestmark = pytest.mark.django_db


def test_every_finding_leads_to_a_place_that_is_on_its_page(client):
    evaluation = make_evaluation(cycle=make_cycle(project_scheme="national-project"))
    project = Project(evaluation=evaluation, name="社区改造", initial=1, adjusted=1, executed=1)
    save_and_rescore(evaluation, [Write(project, 0, ["name", *AMOUNTS])], actor=None)
    add_leaf(project.self_evaluation)
    client.force_login(make_member(Role.PREPARER))
    addresses = Addresses(evaluation)
    found = {addresses.of(finding.place) for finding in findings_of(evaluation)}
    pages = {}

    for address in found:
        page, _, anchor = address.partition("#")
        if page not in pages:
            pages[page] = set(re.findall(r'id="([^"]+)"', client.get(page).content.decode()))
        assert not anchor or anchor in pages[page], address

    assert len(found) > 50


def add_leaf(project):
    branch = project.indicators.get(name="数量指标")
    return Indicator.objects.create(
        evaluation=project.evaluation, project_evaluation=project, parent=branch, is_leaf=True, name="户数", points=15
    )


@pytest.mark.parametrize(
    ("field", "row", "address"),
    [
        pytest.param("goal_reached", "", "/#id_project-goal_reached", id="goal"),
        pytest.param("adjustment_reason", "", "/#id_project-adjustment_reason", id="reason"),
        pytest.param("executed", "current", "/#id_fund-current-executed", id="amount"),
        pytest.param("executed", "", "/", id="amount of no source"),
        pytest.param("points", "", "/indicators/", id="tree"),
    ],
)
def test_finding_about_a_project_leads_to_its_own_page(stage, field, row, address):
    project = stage.evaluation.project_evaluations.last()

    found = Addresses(stage.evaluation).of(Place("projects", field, row, project=str(project.pk)))

    assert found == f"/evaluations/{stage.evaluation.pk}/enter/projects/{project.pk}{address}"


def test_finding_about_an_indicator_of_a_project_leads_to_its_field(stage):
    leaf = stage.evaluation.indicators.get(name="低保保障人数")
    place = Place("projects", "actual", str(leaf.pk), project=str(leaf.project_evaluation_id))

    address = Addresses(stage.evaluation).of(place)

    assert address == f"/evaluations/{stage.evaluation.pk}/enter/indicators/{leaf.pk}/#id_indicator-actual"


@pytest.mark.parametrize(
    ("field", "anchor"),
    [
        pytest.param("actual", "#id_indicator-actual", id="value"),
        pytest.param("sample", "#id_survey-sample", id="survey"),
        pytest.param("evidence", "", id="proof"),
    ],
)
def test_finding_about_an_indicator_leads_to_its_field(stage, field, anchor):
    leaf = stage.evaluation.indicators.get(name="民生保障数量")

    address = Addresses(stage.evaluation).of(Place("indicators", field, str(leaf.pk)))

    assert address == f"/evaluations/{stage.evaluation.pk}/enter/indicators/{leaf.pk}/{anchor}"


def test_finding_about_a_branch_leads_to_the_tree(stage):
    branch = stage.evaluation.indicators.filter(is_leaf=False).first()

    address = Addresses(stage.evaluation).of(Place("indicators", "points", str(branch.pk)))

    assert address == f"/evaluations/{stage.evaluation.pk}/enter/indicators/"


def test_part_is_complete_when_nothing_in_it_blocks(stage):
    empty = make_evaluation()

    assert all(part.is_complete for part in by_part(stage.evaluation, findings_of(stage.evaluation)))
    complete = {part.part.key for part in by_part(empty, findings_of(empty)) if part.is_complete}
    assert complete == {"projects", "problems"}


def test_findings_of_a_part_say_first_what_blocks_and_are_open_then(client):
    evaluation = make_evaluation()
    add_leaf_of_the_whole(evaluation)
    client.force_login(make_member(Role.PREPARER))

    page = client.get(f"/evaluations/{evaluation.pk}/enter/indicators/").content.decode()

    shown = page[page.index('<details class="panel entry-findings"') :].partition("</details>")[0]
    order = re.findall("阻断|需说明|提示", shown)
    assert len(order) >= 6
    assert len(set(order)) > 1
    assert order == sorted(order, key=["阻断", "需说明", "提示"].index)
    assert 'entry-findings" open>' in shown


def add_leaf_of_the_whole(evaluation):
    branch = evaluation.indicators.get(name="数量指标")
    values = {"parent": branch, "is_leaf": True, "points": 10, "rule": "positive", "target": 100, "actual": 250}
    return Indicator.objects.create(evaluation=evaluation, name="专项整治整改率", **values)
