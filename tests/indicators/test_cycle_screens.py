"""The administrator's screens for yearly rounds."""

from datetime import date

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Cycle, Evaluation, Role
from departments.stages import Level, Stage
from indicators.models import Scheme
from indicators.services import CycleInUse, install_schemes, save_cycle
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = reverse("indicators:cycle_list")
ADD = reverse("indicators:cycle_add")


@pytest.fixture
def district():
    return make_department("1", "某区")


@pytest.fixture
def administrator(client, district):
    administrator = make_member(Role.ADMINISTRATOR, district)
    client.force_login(administrator)
    return administrator


@pytest.fixture
def scheme():
    install_schemes()
    return Scheme.objects.get(name="donghu")


def edit_url(cycle):
    return reverse("indicators:cycle_edit", args=[cycle.pk])


def start_url(cycle):
    return reverse("indicators:cycle_start", args=[cycle.pk])


def entry_for(scheme, **changes):
    values = {"year": "2022", "opens_on": "2023-03-01", "due_on": "2023-06-30"}
    values |= {"stage_0_name": "单位审核", "stage_0_level": "own"}
    values |= {"stage_2_name": "财政审核", "stage_2_level": "top", "stage_2_judges": "on", "stage_2_days": "10"}
    return values | {"scheme": scheme.pk} | changes


def edit_entry(client, cycle, **changes):
    form = client.get(edit_url(cycle)).context["form"]
    return {name: form[name].value() for name in form.fields} | changes


def test_new_round_has_its_dates_stages_and_scheme(client, administrator, scheme):
    response = client.post(ADD, entry_for(scheme))

    cycle = Cycle.objects.get()
    assert response.url == start_url(cycle)
    assert (cycle.opens_on, cycle.due_on) == (date(2023, 3, 1), date(2023, 6, 30))
    assert cycle.chain == (Stage("单位审核"), Stage("财政审核", Level.TOP, judges=True, days=10))
    assert cycle.schemes.get().scheme == scheme
    assert set(AuditEntry.objects.filter(actor=administrator).values_list("action", flat=True)) == {
        "cycle.add",
        "cycle.scheme",
    }


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param({"year": "两千"}, "year", "请填写整数", id="no number"),
        pytest.param({"due_on": "2023-02-01"}, "__all__", "截止日期不能早于开始填报日期", id="ends before it begins"),
        pytest.param(
            {"stage_0_name": " ", "stage_2_name": ""}, "stage_0_name", "请至少填写一个审核环节", id="no stage"
        ),
        pytest.param({"stage_2_name": "单位审核"}, "__all__", "审核环节“单位审核”重复", id="a stage twice"),
        pytest.param({"stage_0_level": "moon"}, "stage_0_level", "已不在可选范围内", id="unknown level"),
        pytest.param({"stage_0_days": "0"}, "stage_0_days", "不能小于1", id="no day to review"),
        pytest.param({"scheme": "999"}, "scheme", "已不在可选范围内", id="unknown scheme"),
    ],
)
def test_wrong_round_is_refused_beside_its_field(client, administrator, scheme, changes, field, message):
    response = client.post(ADD, entry_for(scheme) | changes)

    assert message in "".join(response.context["form"].errors[field])
    assert not Cycle.objects.exists()


def test_year_has_one_round(client, administrator, scheme):
    make_cycle(2022)

    assert "year" in client.post(ADD, entry_for(scheme)).context["form"].errors


def test_schemes_for_projects_are_not_offered(client, administrator, scheme):
    offered = client.get(ADD).context["form"].fields["scheme"].queryset

    assert set(offered.values_list("kind", flat=True)) == {"整体"}


def test_due_date_is_moved(client, administrator):
    cycle = make_cycle(2022)
    make_evaluation(cycle=cycle)

    client.post(edit_url(cycle), edit_entry(client, cycle, due_on="2023-07-31"))

    cycle.refresh_from_db()
    assert cycle.due_on == date(2023, 7, 31)


def test_scheme_is_changed_before_the_first_evaluation(client, administrator):
    cycle = make_cycle(2022)
    other = Scheme.objects.filter(kind="整体").exclude(name="donghu").first()

    client.post(edit_url(cycle), edit_entry(client, cycle, scheme=other.pk))

    assert cycle.schemes.get().scheme == other


def test_year_and_scheme_stay_once_an_evaluation_has_started(client, administrator, scheme):
    cycle = make_cycle(2022)
    make_evaluation(cycle=cycle)
    other = Scheme.objects.filter(kind="整体").exclude(pk=scheme.pk).first()

    client.post(edit_url(cycle), edit_entry(client, cycle, year="2021", scheme=other.pk))

    cycle.refresh_from_db()
    assert (cycle.year, cycle.schemes.get().scheme) == (2022, scheme)


@pytest.mark.parametrize("change", ["year", "scheme"])
def test_service_refuses_them_as_well(scheme, change):
    cycle = make_cycle(2022)
    make_evaluation(cycle=cycle)
    other = Scheme.objects.filter(kind="整体").exclude(pk=scheme.pk).first()
    cycle.year = 2021 if change == "year" else 2022

    with pytest.raises(CycleInUse, match="不能再改"):
        save_cycle(cycle, schemes=[other if change == "scheme" else scheme], actor=None)


def test_evaluations_start_for_chosen_departments(client, administrator, district):
    cycle = make_cycle(2022)
    chosen, other = make_department("11", parent=district), make_department("12", parent=district)

    response = client.post(start_url(cycle), {"departments": [chosen.pk]}, follow=True)

    assert "已开启1个单位的2022年度自评" in response.content.decode()
    assert [evaluation.department for evaluation in Evaluation.objects.all()] == [chosen]
    assert set(client.get(start_url(cycle)).context["form"].fields["departments"].queryset) == {district, other}


def test_closed_departments_are_not_offered(client, administrator, district):
    make_department("12", parent=district, is_active=False)

    offered = client.get(start_url(make_cycle(2022))).context["form"].fields["departments"].queryset

    assert set(offered) == {district}


def test_nothing_chosen_is_refused(client, administrator):
    assert "请至少勾选一个单位" in client.post(start_url(make_cycle(2022)), {"save": "1"}).content.decode()


def test_nothing_left_to_start_is_said(client, administrator, district):
    cycle = make_cycle(2022)
    make_evaluation(district, cycle)

    assert "所有启用的单位都已开启" in client.get(start_url(cycle)).content.decode()


def test_rounds_are_not_for_the_administrator_of_a_branch(client, district):
    client.force_login(make_member(Role.ADMINISTRATOR, make_department("12", parent=district)))
    cycle = make_cycle(2022)

    assert [client.get(url).status_code for url in (LIST, ADD, edit_url(cycle), start_url(cycle))] == [403] * 4


def test_list_costs_the_same_for_three_and_for_thirty(client, administrator):
    for year in (2020, 2021, 2022):
        make_cycle(year)
    few = queries_of(client, LIST)
    for year in range(1993, 2020):
        make_cycle(year)

    assert queries_of(client, LIST) == few <= 10
