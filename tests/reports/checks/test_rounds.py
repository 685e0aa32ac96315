"""The checks of a round prove themselves on their own examples, and their page blocks nobody."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from departments.figures import Line
from reports.checks.rounds import ROUND_CHECKS, Round, round_check, run_round
from reports.summary.facts import UnitFacts
from tests.pages import text_of

SPENT = Line("project", "项目支出", *[Decimal(5000000)] * 3)


def make_unit(number, **changes):
    values = {"evaluation": number, "status": "已审核", "is_filed": True, "score": Decimal(90), "final": Decimal(90)}
    values |= {"project_line": SPENT, "projects": replace(SPENT, category="projects"), "project_count": 2}
    return UnitFacts(number, f"第{number}单位", **(values | changes))


def make_round():
    return Round(2022, date(2023, 5, 30), date(2023, 5, 31), tuple(make_unit(number) for number in (1, 2, 3)))


def ids(facts):
    return {found.check.id for found in run_round(facts)}


def test_faultless_round_has_no_findings():
    assert ids(make_round()) == set()


@pytest.mark.parametrize("check", ROUND_CHECKS.values(), ids=ROUND_CHECKS.keys())
def test_bad_example_of_a_round_is_found_by_its_check_and_no_other(check):
    assert ids(check.bad(make_round())) == {check.id}


@pytest.mark.parametrize("check", ROUND_CHECKS.values(), ids=ROUND_CHECKS.keys())
def test_good_example_of_a_round_is_not_found(check):
    assert ids(check.good(make_round())) == set()


def test_crashing_check_of_a_round_hides_no_other(monkeypatch):
    def crash(facts):
        raise ZeroDivisionError

    monkeypatch.setitem(ROUND_CHECKS, "P05", replace(ROUND_CHECKS["P05"], function=crash))

    assert ids(ROUND_CHECKS["P01"].bad(make_round())) == {"P01", "P05"}


def test_second_check_of_a_round_with_the_same_id_is_refused():
    with pytest.raises(ValueError, match="P01"):
        round_check("P01", "hint")(lambda facts: iter(()))


def test_round_page_names_the_units(client, stage):
    client.force_login(stage.administrator)
    district = stage.evaluation.department.parent

    page = client.get(reverse("reports:round_checks", args=[2022, district.pk]))

    assert "没有开展自评，请开启任务" in text_of(page)
    assert stage.other.name in text_of(page)
