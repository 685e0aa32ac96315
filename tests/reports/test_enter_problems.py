import pytest
from django.urls import reverse

from departments.models import AuditEntry
from indicators.models import Indicator
from reports.models import Measure, Problem
from tests.factories import make_evaluation, make_member
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    return make_evaluation()


@pytest.fixture
def leaf(evaluation):
    branch = evaluation.indicators.get(name="数量指标")
    return Indicator.objects.create(evaluation=evaluation, parent=branch, is_leaf=True, name="办结率", points=10)


def address(evaluation):
    return reverse("reports:enter_problems", args=[evaluation.pk])


def enter(client, evaluation, **changes):
    url = address(evaluation)
    values = form_values(client.get(url)) | {f"problems-0-{key.replace('__', '-')}": changes[key] for key in changes}
    return client.post(url, values)


PROBLEM = {"title": "办结不及时", "text": "人手不足"}


def test_problem_is_stored_with_its_indicators_and_measures(client, evaluation, leaf):
    enter(
        client,
        evaluation,
        **PROBLEM,
        indicators=[leaf.pk],
        measures__0__text="增派人员",
        measures__0__office="党政办公室",
        measures__0__due_on="2023-12-31",
    )

    problem = evaluation.problems.get()
    measure = problem.measures.get()
    assert list(problem.indicators.all()) == [leaf]
    assert (measure.text, measure.office, str(measure.due_on), measure.evaluation) == (
        "增派人员",
        "党政办公室",
        "2023-12-31",
        evaluation,
    )
    assert AuditEntry.objects.get(action="problem.add").changes["indicators"] == [None, [leaf.pk]]


def test_sent_twice_is_one_problem_with_one_measure(client, evaluation, leaf):
    values = form_values(client.get(address(evaluation)))
    values |= {"problems-0-title": "甲", "problems-0-text": "乙", "problems-0-measures-0-text": "丙"}

    client.post(address(evaluation), values)
    client.post(address(evaluation), values)

    assert (Problem.objects.count(), Measure.objects.count()) == (1, 1)


def test_measure_is_added_to_the_problem_it_stands_under(client, evaluation):
    for title in ("甲", "乙"):
        Problem.objects.create(evaluation=evaluation, title=title, text="原因")
    url = address(evaluation)

    client.post(url, form_values(client.get(url)) | {"problems-1-measures-0-text": "整改"})

    assert Measure.objects.get().problem.title == "乙"


def test_measure_without_a_problem_is_refused(client, evaluation):
    response = enter(client, evaluation, measures__0__text="增派人员")

    assert described(response, "problems-0-title") == "请填写问题。"
    assert "增派人员" in response.content.decode()
    assert not Measure.objects.exists()


def test_faults_of_problem_and_measure_are_told_together(client, evaluation):
    response = enter(client, evaluation, title="甲", measures__0__office="党政办公室")

    assert described(response, "problems-0-text") == "请填写表现和原因分析。"
    assert described(response, "problems-0-measures-0-text") == "请填写改进措施。"
    assert "问题1 表现和原因分析" in text_of(response)
    assert "问题1 第1条措施 改进措施" in text_of(response)


def test_ticking_other_indicators_is_a_change(client, evaluation, leaf):
    enter(client, evaluation, **PROBLEM, indicators=[leaf.pk])
    execution = evaluation.indicators.get(rule="execution")

    enter(client, evaluation, indicators=[execution.pk])

    problem = evaluation.problems.get()
    assert (list(problem.indicators.all()), problem.version) == ([execution], 2)


def test_indicator_of_another_evaluation_cannot_be_ticked(client, evaluation):
    response = enter(client, evaluation, **PROBLEM, indicators=["999999"])

    assert response.status_code == 200
    assert not Problem.objects.exists()


def test_problem_goes_with_its_measures_and_leaves_a_trace(client, evaluation):
    enter(client, evaluation, **PROBLEM, measures__0__text="增派人员")

    enter(client, evaluation, remove="on")

    assert not Problem.objects.exists()
    actions = AuditEntry.objects.filter(action__endswith=".remove").values_list("action", flat=True)
    assert set(actions) == {"measure.remove", "problem.remove"}


def test_measure_goes_alone(client, evaluation):
    enter(client, evaluation, **PROBLEM, measures__0__text="增派人员")

    enter(client, evaluation, measures__0__remove="on")

    assert evaluation.problems.get().measures.count() == 0


def test_clash_over_a_text_leaves_the_ticks_of_the_other(client, evaluation, leaf):
    enter(client, evaluation, **PROBLEM)
    stale = form_values(client.get(address(evaluation))) | {"problems-0-text": "我的分析"}
    enter(client, evaluation, indicators=[leaf.pk], text="她的分析")

    response = client.post(address(evaluation), stale)

    assert response.status_code == 409
    assert "现存：她的分析" in described(response, "problems-0-text")
    client.post(address(evaluation), form_values(response))
    problem = evaluation.problems.get()
    assert (problem.text, problem.indicators.get()) == ("我的分析", leaf)


def test_clash_over_a_measure_is_shown_at_the_measure(client, evaluation):
    enter(client, evaluation, **PROBLEM, measures__0__text="增派人员")
    stale = form_values(client.get(address(evaluation))) | {"problems-0-measures-0-text": "我的措施"}
    enter(client, evaluation, measures__0__text="她的措施")

    response = client.post(address(evaluation), stale)

    assert response.status_code == 409
    assert "现存：她的措施" in described(response, "problems-0-measures-0-text")


def test_script_row_holds_a_measure_of_its_own(client, evaluation):
    page = client.get(address(evaluation)).content.decode()

    assert 'name="problems-__problems__-measures-0-text"' in page
    assert 'name="problems-__problems__-measures-__measures__-text"' in page


def test_removal_of_an_indicator_names_its_problems_and_nothing_else(client, stage):
    client.force_login(stage.preparer)
    alone = stage.evaluation.problems.get(title="群众满意度未达到预期")
    leaf = alone.indicators.get()
    shared = stage.evaluation.problems.get(title="部分指标量化程度不高")
    shared.indicators.add(leaf)

    page = client.get(reverse("indicators:indicator_remove", args=[stage.evaluation.pk, leaf.pk]))

    assert "群众满意度未达到预期（再没有其他相关指标，不补选不能送审）" in text_of(page)
    assert "部分指标量化程度不高 不删除时" in text_of(page)
    assert "校验结果" not in text_of(page)


def test_problem_that_lost_its_indicators_blocks(client, stage):
    stage.evaluation.problems.get(title="部分指标量化程度不高").indicators.clear()
    client.force_login(stage.preparer)

    page = text_of(client.get(reverse("reports:enter_problems", args=[stage.evaluation.pk])))

    assert "阻断 问题“部分指标量化程度不高”没有对应的指标，请选择相关指标或删除该问题。" in page
