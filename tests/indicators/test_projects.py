from decimal import Decimal

import pytest

from departments.models import Project
from departments.writes import Write
from indicators.models import ProjectFund
from indicators.projects import load_projects, total_of
from indicators.services import rescore, save_and_rescore, score_projects
from indicators.tree import load_tree
from tests.factories import make_cycle, make_evaluation, make_member


@pytest.fixture
def evaluation(db):
    return make_evaluation(cycle=make_cycle(project_scheme="national-project"))


def add_project(evaluation, name="社区微改造"):
    row = Project(evaluation=evaluation, name=name, initial=Decimal(1500000))
    save_and_rescore(evaluation, [Write(row, 0, ["name", "initial"])], actor=make_member())
    return row.self_evaluation


def fund(initial, adjusted, executed):
    amounts = [None if given is None else Decimal(given) for given in (initial, adjusted, executed)]
    return ProjectFund(initial=amounts[0], adjusted=amounts[1], executed=amounts[2])


def test_new_project_gets_its_own_form(evaluation):
    project = add_project(evaluation)

    assert project.implementer == evaluation.department.name
    assert [row.source for row in project.funds.all()] == ["current", "carried_over", "other"]
    roots = project.indicators.filter(parent=None)
    assert [(row.name, row.points) for row in roots] == [
        ("预算执行", 10),
        ("产出指标", 50),
        ("效益指标", 30),
        ("满意度指标", 10),
    ]


def test_form_with_one_row_of_funds_asks_for_that_row(db):
    evaluation = make_evaluation(cycle=make_cycle(project_scheme="hubei-project"))

    assert [row.source for row in add_project(evaluation).funds.all()] == ["total"]


def test_round_without_a_scheme_for_projects_asks_nothing_of_them(db):
    evaluation = make_evaluation()

    save_and_rescore(evaluation, [Write(Project(evaluation=evaluation, name="甲"), 0, ["name"])], actor=make_member())

    assert not evaluation.project_evaluations.exists()
    assert score_projects(evaluation) == ()


def test_trees_of_projects_stand_apart_from_the_whole(evaluation):
    whole = [branch.path for root in load_tree(evaluation) for branch in root.walk()]

    for name in ("甲项目", "乙项目"):
        add_project(evaluation, name)

    assert [branch.path for root in load_tree(evaluation) for branch in root.walk()] == whole
    assert [project.row.project.name for project in load_projects(evaluation)] == ["甲项目", "乙项目"]


def test_execution_of_a_project_is_that_of_its_own_funds(evaluation):
    project = add_project(evaluation)
    project.funds.filter(source="current").update(initial=1500000, adjusted=1500000, executed=1252500)

    rescore(evaluation)

    execution = project.indicators.get(rule="execution")
    assert execution.score == Decimal("8.35")


@pytest.mark.parametrize(
    ("funds", "expected"),
    [
        pytest.param([(None, None, None)] * 3, (None, None, None), id="nothing entered is not zero"),
        pytest.param([("90", "89.97", "89.97"), (None, None, None)], ("90", "89.97", "89.97"), id="one source"),
        pytest.param([("1", "2", "3"), ("1", None, "3")], ("2", None, "6"), id="a gap leaves its column unknown"),
    ],
)
def test_total_row_is_the_sum_of_the_sources(funds, expected):
    total = total_of(fund(*row) for row in funds)

    wanted = tuple(None if value is None else Decimal(value) for value in expected)
    assert (total.initial, total.adjusted, total.executed) == wanted
