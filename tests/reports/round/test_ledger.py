"""The measures of a whole round: what was promised, by whom, until when, and how far it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from departments import clock
from departments.models import AuditEntry, Department, Evaluation, Role
from reports.models import Followup, Measure, Problem
from tests.factories import handed_in, make_cycle, make_department, make_evaluation, make_member, make_user
from tests.pages import text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

ADDRESS = "/round/2022/followups/"


@pytest.fixture(autouse=True)
def autumn():
    with clock.at(datetime(2023, 10, 9, 9, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


def approve(evaluation):
    user = make_user()
    values = handed_in(evaluation.department, user)
    values |= {"status": "approved", "stage": 1, "approved_by": user, "approved_at": clock.now()}
    Evaluation.objects.filter(pk=evaluation.pk).update(**values)


def promise(evaluation, text, due_on, **followed):
    problem = evaluation.problems.create(title=f"{text}的问题", text="……", position=1)
    measure = evaluation.measures.create(problem=problem, text=text, office="办公室", due_on=due_on, position=1)
    if followed:
        Followup.objects.create(evaluation=evaluation, measure=measure, **followed)
    return measure


@pytest.fixture
def district():
    """A district with two approved reports and one that is still a draft."""
    top = make_department("1", "某区")
    first, second, draft = (
        make_evaluation(make_department(code, f"第{code}街道", parent=top)) for code in ("11", "12", "13")
    )
    promise(first, "增设窗口", date(2023, 9, 1))
    promise(first, "修订办法", date(2023, 12, 1), state="doing", progress="已起草。")
    promise(second, "清理台账", date(2023, 8, 1), state="done", done_on=date(2023, 7, 30))
    promise(second, "取消评比", None, state="dropped")
    promise(draft, "尚未批准", date(2023, 9, 1))
    approve(first), approve(second)
    return top


@pytest.fixture
def ask(client, district):
    client.force_login(make_member(Role.REVIEWER, district))
    return lambda **parameters: client.get(ADDRESS, parameters)


def measures(response):
    return [line.measure.text for line in response.context["rows"]]


def test_measures_of_approved_reports_stand_by_the_day_they_are_due(ask):
    assert measures(ask()) == ["清理台账", "增设窗口", "修订办法", "取消评比"]


def test_line_says_unit_office_day_and_what_is_late(ask):
    page = text_of(ask(q="增设"))

    assert "第11街道 增设窗口 针对：增设窗口的问题 办公室 2023-09-01 已逾期 尚未开始" in page
    assert "已逾期" not in text_of(ask(q="修订")).split("证明材料")[-1]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("unfinished", ["增设窗口", "修订办法"]),
        ("late", ["增设窗口"]),
        ("open", ["增设窗口"]),
        ("doing", ["修订办法"]),
        ("done", ["清理台账"]),
        ("dropped", ["取消评比"]),
        ("nonsense", ["清理台账", "增设窗口", "修订办法", "取消评比"]),
    ],
)
def test_measures_are_found_by_how_far_they_are(ask, state, expected):
    assert measures(ask(state=state)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("第12", 2), ("办公室", 4), ("修订", 1), ("没有这样的词", 0)],
    ids=["unit", "office", "text", "-"],
)
def test_measures_are_found_by_words(ask, words, expected):
    assert len(measures(ask(q=words))) == expected


def test_states_are_counted_whatever_is_searched_for(ask):
    counted = {key: count for key, _, count in ask(q="修订").context["counts"]}

    assert counted == {"unfinished": 2, "late": 1, "open": 1, "doing": 1, "done": 1, "dropped": 1}


def test_nobody_sees_the_measures_of_others(client, district):
    client.force_login(make_member(Role.REVIEWER, make_department("12")))

    assert measures(client.get(ADDRESS)) == ["清理台账", "取消评比"]


def test_preparers_have_the_ledger_of_their_unit_only(client, district):
    client.force_login(make_member(Role.PREPARER, make_department("12")))

    assert client.get(ADDRESS).status_code == 403


def test_list_is_taken_away_as_it_was_searched_for(ask):
    text = b"".join(ask(export="csv", state="late").streaming_content).decode("utf-8-sig")

    assert text.splitlines()[1:] == ["11,第11街道,增设窗口的问题,增设窗口,办公室,2023-09-01,已逾期,尚未开始,,,,0"]
    assert "已逾期" in AuditEntry.objects.get(action="followup.export").comment


def test_unknown_round_is_not_found(ask, client):
    assert client.get("/round/1999/followups/").status_code == 404


def grow(district, count):
    cycle, user = make_cycle(), make_user()
    names = [f"g{number}" for number in range(count)]
    units = Department.objects.bulk_create(
        Department(
            code=name, name=name, short_name=name, kind="street", parent=district, path=f"{district.path}{name}/"
        )
        for name in names
    )
    values = handed_in(district, user)
    values |= {"status": "approved", "stage": 1, "approved_by": user, "approved_at": clock.now()}
    rows = Evaluation.objects.bulk_create(Evaluation(department=unit, cycle=cycle, **values) for unit in units)
    problems = Problem.objects.bulk_create(Problem(evaluation=row, title="问题", position=1) for row in rows)
    Measure.objects.bulk_create(
        Measure(evaluation=problem.evaluation, problem=problem, text="措施", position=1) for problem in problems
    )


def test_questions_do_not_grow_with_the_round(ask, client, district):
    few = queries_of(client, ADDRESS)
    grow(district, 1000)

    assert queries_of(client, ADDRESS) == few == 13
    assert ask().context["page"].paginator.count == 1004
