"""项目自评: the list of projects, the page of each, and its indicators."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Evaluation, Project, Role
from departments.writes import Write
from indicators.models import Indicator
from indicators.services import ProjectFilledIn, save_and_rescore
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.pages import form_values, text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

FUNDS = {
    "fund-current-initial": "90万元",
    "fund-current-adjusted": "９００，０００",
    "fund-current-executed": "899740",
}


@pytest.fixture
def evaluation():
    return make_evaluation(cycle=make_cycle(project_scheme="national-project"))


@pytest.fixture
def preparer(client):
    preparer = make_member(Role.PREPARER)
    client.force_login(preparer)
    return preparer


def add_project(evaluation, name="社区改造", **amounts):
    """Add a row to the project list, as the budget screen does, and return its self-evaluation."""
    row = Project(evaluation=evaluation, name=name, **amounts)
    save_and_rescore(evaluation, [Write(row, 0, ["name", *amounts])], actor=make_member())
    return evaluation.project_evaluations.get(project__name=name)


def add_indicator(project, branch="数量指标", name="改造小区个数", points=15):
    parent = project.indicators.get(name=branch)
    return Indicator.objects.create(
        evaluation=project.evaluation, project_evaluation=project, parent=parent, name=name, points=points, is_leaf=True
    )


def page_of(project, name="project_edit"):
    return reverse(f"indicators:{name}", args=[project.evaluation_id, project.pk])


def submit(evaluation, user):
    Evaluation.objects.filter(pk=evaluation.pk).update(
        status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=user
    )


def save(client, project, values):
    return client.post(page_of(project), form_values(client.get(page_of(project))) | values)


def test_project_of_the_list_is_offered_for_self_evaluation(client, evaluation, preparer):
    amounts = {"initial": Decimal(900000), "adjusted": Decimal(900000), "executed": Decimal(899740)}
    project = add_project(evaluation, **amounts)

    response = client.get(reverse("indicators:enter_projects", args=[evaluation.pk]))

    assert page_of(project) in response.content.decode()
    assert "社区改造" in text_of(response)
    assert "处待填" in text_of(response)


def test_list_sets_the_projects_beside_the_line_of_the_unit(client, evaluation, preparer):
    add_project(evaluation)
    evaluation.budget_lines.filter(category="project").update(initial=900000, executed=899740)

    page = text_of(client.get(reverse("indicators:enter_projects", args=[evaluation.pk])))

    assert "项目合计 — — —" in page
    assert "项目支出 90.00 90.00 89.97" in page


def test_list_without_projects_says_where_they_come_from(client, evaluation, preparer):
    response = client.get(reverse("indicators:enter_projects", args=[evaluation.pk]))

    assert "请先在 预算与执行 的项目清单中填写项目" in text_of(response)


def test_funds_are_read_as_people_write_them_and_scored(client, evaluation, preparer):
    project = add_project(evaluation)

    response = save(client, project, FUNDS | {"project-goal_expected": "改造三个小区。"})

    assert response.url == page_of(project)
    project.refresh_from_db()
    fund = project.funds.get(source="current")
    assert (fund.initial, fund.adjusted, fund.executed) == (900000, 900000, 899740)
    assert project.goal_expected == "改造三个小区。"
    assert project.indicators.get(rule="execution").score == Decimal("10.00")
    page = text_of(client.get(page_of(project)))
    assert "年度资金总额 900000 900000 899740" in page
    assert "执行率 99.97%" in page
    assert "预算执行得分 10.00 / 10分" in page


def test_saving_may_go_on_to_the_indicators(client, evaluation, preparer):
    project = add_project(evaluation)

    assert save(client, project, {"next": "1"}).url == page_of(project, "project_indicators")


def test_all_mistakes_are_named_at_once_and_nothing_is_stored(client, evaluation, preparer):
    project = add_project(evaluation)
    mistakes = {"fund-current-initial": "九十万", "fund-other-executed": "-1", "project-goal_expected": "长" * 501}

    page = text_of(save(client, project, FUNDS | mistakes))

    assert "当年财政拨款 年初预算数（元） ：无法识别“九十万”" in page
    assert "其他资金 全年执行数（元） ：金额不能小于 0" in page
    assert "预期目标 ：最多500个字，现有501个字，请缩短。" in page
    assert not project.funds.exclude(initial=None).exists()


def test_stale_page_shows_both_amounts(client, evaluation, preparer):
    project = add_project(evaluation)
    values = form_values(client.get(page_of(project)))
    save(client, project, {"fund-current-initial": "5"})

    response = client.post(page_of(project), values | {"fund-current-initial": "7"})

    assert response.status_code == 409
    assert "现存：5" in text_of(response)
    assert project.funds.get(source="current").initial == 5


def test_locked_project_is_shown_and_not_changed(client, evaluation, preparer):
    project = add_project(evaluation)
    values = form_values(client.get(page_of(project)))
    submit(evaluation, preparer)

    response = client.post(page_of(project), values | FUNDS)

    assert response.status_code == 409
    assert "不能修改" in text_of(response)
    assert not project.funds.exclude(initial=None).exists()
    assert "保存" not in text_of(client.get(page_of(project))).split("项目资金")[1]


@pytest.mark.parametrize("name", ["project_edit", "project_indicators", "project_remove"])
def test_project_of_another_unit_is_not_found_through_ones_own(client, evaluation, preparer, name):
    foreign = make_evaluation(make_department("202"), evaluation.cycle)
    project = add_project(foreign)

    assert client.get(reverse(f"indicators:{name}", args=[evaluation.pk, project.pk])).status_code == 404
    assert client.get(reverse(f"indicators:{name}", args=[foreign.pk, project.pk])).status_code == 404


def test_round_without_a_scheme_for_projects_has_no_such_part(client, preparer):
    evaluation = make_evaluation()

    assert client.get(reverse("indicators:enter_projects", args=[evaluation.pk])).status_code == 404
    page = client.get(reverse("indicators:enter_indicators", args=[evaluation.pk]))
    assert "项目自评" not in text_of(page)
    assert "下一部分：问题与改进" in text_of(page)


def test_indicators_of_a_project_belong_to_its_part(client, evaluation, preparer):
    project = add_project(evaluation)
    leaf = add_indicator(project)

    for address in (
        page_of(project, "project_indicators"),
        reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk]),
    ):
        page = client.get(address).content.decode()
        assert 'aria-current="page">项目自评' in page
        assert "尚未填写年度指标值" in page


def test_findings_of_another_project_are_not_shown(client, evaluation, preparer):
    project, other = add_project(evaluation), add_project(evaluation, "环境整治")
    add_indicator(project)

    assert "改造小区个数" not in text_of(client.get(page_of(other, "project_indicators")))


# Removing


def leave_list(client, evaluation):
    """Tick the first project of the budget screen to be removed, and save."""
    address = reverse("indicators:enter_budget", args=[evaluation.pk])
    return client.post(address, form_values(client.get(address)) | {"projects-0-remove": "on"})


def test_empty_self_evaluation_goes_with_its_project(client, evaluation, preparer):
    add_project(evaluation)

    assert leave_list(client, evaluation).status_code == 302
    assert not evaluation.project_evaluations.exists()


@pytest.mark.parametrize(
    "fill",
    [
        pytest.param(lambda project: project.funds.update(executed=0), id="amount"),
        pytest.param(lambda project: type(project).objects.update(goal_reached="完成。"), id="text"),
        pytest.param(add_indicator, id="indicator"),
    ],
)
def test_filled_in_self_evaluation_is_not_lost_with_its_project(client, evaluation, preparer, fill):
    fill(add_project(evaluation))

    response = leave_list(client, evaluation)

    assert response.status_code == 409
    assert "项目“社区改造”已填写自评，不能在此删除。" in text_of(response)
    assert "“项目自评”中打开该项目" in text_of(response)
    assert evaluation.projects.exists()


def test_service_refuses_to_lose_it_too(evaluation):
    project = add_project(evaluation)
    add_indicator(project)
    removal = Write(project.project, project.project.version, is_removal=True)

    with pytest.raises(ProjectFilledIn, match="社区改造"):
        save_and_rescore(evaluation, [removal], actor=make_member())


def test_project_is_removed_with_its_self_evaluation_after_a_question(client, evaluation, preparer):
    project = add_project(evaluation)
    leaf = add_indicator(project)
    question = client.get(page_of(project, "project_remove"))

    response = client.post(page_of(project, "project_remove"), form_values(question))

    assert "1项指标、0份佐证材料" in text_of(question)
    assert response.url == reverse("indicators:enter_projects", args=[evaluation.pk])
    assert not evaluation.projects.exists()
    assert not Indicator.objects.filter(pk=leaf.pk).exists()
    actions = set(AuditEntry.objects.filter(evaluation=evaluation).values_list("action", flat=True))
    assert {"project.remove", "projectevaluation.remove", "indicator.remove", "projectfund.remove"} <= actions


def test_question_that_is_out_of_date_removes_nothing(client, evaluation, preparer):
    project = add_project(evaluation)
    question = form_values(client.get(page_of(project, "project_remove")))
    save(client, project, {"project-goal_reached": "完成。"})

    response = client.post(page_of(project, "project_remove"), question)

    assert response.status_code == 409
    assert evaluation.project_evaluations.exists()


def test_locked_project_is_not_removed(client, evaluation, preparer):
    project = add_project(evaluation)
    question = form_values(client.get(page_of(project, "project_remove")))
    submit(evaluation, preparer)

    assert client.post(page_of(project, "project_remove"), question).status_code == 409
    assert evaluation.project_evaluations.exists()


# Queries


@pytest.mark.parametrize(
    "name", ["enter_projects", "project_edit", "project_indicators", "enter_indicators", "enter_budget"]
)
def test_screens_cost_the_same_for_one_project_and_for_five(client, preparer, name):
    counts = []
    for year, size in ((2020, 1), (2022, 5)):
        evaluation = make_evaluation(cycle=make_cycle(year, project_scheme="national-project"))
        projects = [add_project(evaluation, f"项目{index}") for index in range(size)]
        for project in projects:
            add_indicator(project)
        keys = [evaluation.pk] + [projects[0].pk] * name.startswith("project_")
        counts.append(queries_of(client, reverse(f"indicators:{name}", args=keys)))

    assert counts[0] == counts[1]
