import pytest
from django.core.management import call_command

from departments import visits
from departments.models import Duty
from departments.visits import Visit
from departments.writes import Write
from indicators.services import save_and_rescore
from reports.models import Standing
from reports.services.standings import refresh_standings
from tests.factories import make_department, make_evaluation, make_member

pytestmark = pytest.mark.django_db


def open_parts():
    return Standing.objects.get().open_parts


def add_duty(evaluation, actor):
    duty = Duty(evaluation=evaluation, title="党建", text="落实责任制。")
    save_and_rescore(evaluation, [Write(duty, 0, ["title", "text"])], actor=actor)


def test_sweep_measures_what_blocks_in_each_part():
    make_evaluation()

    call_command("sweep", verbosity=0)

    assert open_parts()["profile"] > 0
    assert open_parts()["signature"] > 0


def test_only_what_has_changed_is_measured_again():
    evaluation = make_evaluation()
    assert refresh_standings() == 1
    assert refresh_standings() == 0

    before = open_parts()["profile"]
    add_duty(evaluation, make_member())

    assert refresh_standings() == 1
    assert open_parts()["profile"] < before
    assert refresh_standings() == 0


def test_what_is_typed_counts_before_the_visit_is_over():
    evaluation, actor = make_evaluation(), make_member()
    refresh_standings()

    with visits.during(Visit("li-profile")):
        add_duty(evaluation, actor)

    assert refresh_standings() == 1
    assert refresh_standings() == 0


def test_a_complete_evaluation_has_no_open_part(stage):
    refresh_standings()

    assert Standing.objects.get(evaluation=stage.evaluation).open_parts == {}


def test_a_round_is_measured_some_at_a_time():
    for code in ("101", "102", "103"):
        make_evaluation(make_department(code))

    assert [refresh_standings(limit=2) for _ in range(3)] == [2, 1, 0]
