"""All units of a round by state and by part; who has not filed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from departments import clock
from departments.models import Department, Evaluation, Role
from indicators.models import Scorecard
from reports.models import Standing
from reports.services.standings import refresh_standings
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.pages import text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

ADDRESS = "/round/2022/"


@pytest.fixture(autouse=True)
def july():
    with clock.at(datetime(2023, 7, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


@pytest.fixture
def district():
    """A district with four units: filed, being filled in, extended, and not opened."""
    top = make_department("1", "某区")
    units = {code: make_department(code, f"第{code}街道", parent=top) for code in ("11", "12", "13", "14")}
    filed, _, extended = (make_evaluation(units[code]) for code in ("11", "12", "13"))
    person = make_member(department=top)
    change(filed, status="submitted", submitted_at=clock.now(), submitted_by=person)
    change(extended, extended_to=date(2023, 7, 20), extension_reason="系统停电")
    return top


def change(evaluation, **values):
    Evaluation.objects.filter(pk=evaluation.pk).update(**values)


@pytest.fixture
def ask(client, district):
    client.force_login(make_member(Role.REVIEWER, district))
    return lambda **parameters: client.get(ADDRESS, parameters)


def codes(response):
    return [row.department.code for row in response.context["rows"]]


def test_every_unit_has_its_row_opened_or_not(ask):
    page = ask()

    assert codes(page) == ["1", "11", "12", "13", "14"]
    assert [row.state_name for row in page.context["rows"]] == ["未开启", "审核中", "填报中", "填报中", "未开启"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("none", ["1", "14"]),
        ("draft", ["12", "13"]),
        ("submitted", ["11"]),
        ("approved", []),
        ("not_filed", ["1", "12", "13", "14"]),
        ("late", ["1", "12", "14"]),
        ("nonsense", ["1", "11", "12", "13", "14"]),
    ],
)
def test_units_are_found_by_state(ask, state, expected):
    assert codes(ask(state=state)) == expected


def test_states_are_counted_whatever_is_searched_for(ask):
    counted = {key: count for key, _, count in ask(q="第11").context["counts"]}

    assert counted == {
        "not_filed": 4,
        "late": 3,
        "none": 2,
        "draft": 2,
        "submitted": 1,
        "returned": 0,
        "approved": 0,
        "published": 0,
    }


def test_units_are_found_by_part_and_by_words(ask):
    refresh_standings()
    Standing.objects.filter(evaluation__department__code="12").update(open_parts={"budget": 2})

    assert codes(ask(part="budget", state="draft", q="第12")) == ["12"]
    assert "12" not in codes(ask(part="signature"))
    assert codes(ask(q="13")) == ["13"]


def test_row_shows_parts_deadline_and_extension(ask):
    refresh_standings()

    text = text_of(ask(q="13"))

    assert "2023-07-20 还有 17 天" in text
    assert "已延期：系统停电" in text
    assert "已逾期 3 天" in text_of(ask(q="12"))


def test_part_that_was_never_measured_is_not_called_complete(ask):
    assert {cell.blocking for cell in ask(q="12").context["rows"][0].cells} == {None}


def test_nobody_sees_units_of_others(client, district):
    make_evaluation(make_department("2", "另一区"))
    client.force_login(make_member(Role.REVIEWER, make_department("12")))

    assert codes(client.get(ADDRESS)) == ["12"]


def test_latest_round_is_shown_first(client, district):
    make_cycle(2023)
    client.force_login(make_member(Role.AUDITOR, district))

    assert client.get(reverse("reports:round_latest")).url == reverse("reports:round", args=[2023])


def test_site_without_a_round_says_so(client):
    client.force_login(make_member(Role.AUDITOR, make_department("1")))

    assert "还没有年度任务" in text_of(client.get(reverse("reports:round_latest")))


def test_unknown_round_is_not_found(client, district):
    client.force_login(make_member(Role.AUDITOR, district))

    assert client.get("/round/1999/").status_code == 404


def grow(top, cycle, first, last):
    """Add units with a measured evaluation, as rows alone."""
    names = [f"g{number}" for number in range(first, last)]
    units = Department.objects.bulk_create(
        Department(code=name, name=name, short_name=name, kind="street", parent=top, path=f"{top.path}{name}/")
        for name in names
    )
    rows = Evaluation.objects.bulk_create(Evaluation(department=unit, cycle=cycle) for unit in units)
    scheme = Scorecard.objects.values_list("scheme", flat=True).first()
    Scorecard.objects.bulk_create(Scorecard(evaluation=row, scheme_id=scheme) for row in rows)
    Standing.objects.bulk_create(Standing(evaluation=row, open_parts={"budget": 1}) for row in rows)


def test_questions_do_not_grow_with_the_round(client, district):
    cycle = Evaluation.objects.first().cycle
    client.force_login(make_member(Role.REVIEWER, district))
    grow(district, cycle, 0, 10)
    few = queries_of(client, ADDRESS)

    grow(district, cycle, 10, 3000)

    assert (few, queries_of(client, ADDRESS)) == (15, 15)
    assert client.get(ADDRESS).context["page"].paginator.count == 3005
