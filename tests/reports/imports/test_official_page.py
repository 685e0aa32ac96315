"""The page of official figures: beside what was entered, as far as the administrator's rights reach, as a list."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments import clock
from departments.models import Department, OfficialFigure
from tests.factories import make_cycle, make_evaluation
from tests.pages import text_of
from tests.queries import queries_of


@pytest.fixture
def cycle(administrator):
    cycle = make_cycle()
    for code in ("11", "12", "121"):
        add_figure(cycle, code, administrator)
    evaluation = make_evaluation(Department.objects.get(code="11"), cycle)
    evaluation.budget_lines.filter(category="basic").update(initial=Decimal("987654.32"))
    return cycle


def add_figure(cycle, code, user, category="basic"):
    unit = Department.objects.get(code=code)
    said = {"initial": Decimal(1000000), "source": "0" * 64, "imported_by": user, "imported_at": clock.now()}
    return OfficialFigure.objects.create(cycle=cycle, department=unit, category=category, **said)


def page(client, cycle, **parameters):
    return client.get(reverse("reports:official_figures", args=[cycle.year]), parameters)


def test_official_figures_stand_beside_what_was_entered(client, cycle):
    shown = text_of(page(client, cycle))

    assert "11 第一街道 基本支出 100.00 98.77 " in shown
    assert "121 第一小学 基本支出 100.00 — " in shown


def test_figures_are_found_by_unit_and_taken_away_as_they_were_found(client, cycle):
    assert "第一小学" not in text_of(page(client, cycle, q="街道"))

    text = b"".join(page(client, cycle, q="街道", export="csv").streaming_content).decode("utf-8-sig")

    head, line = text.splitlines()
    assert head.startswith("预算编码,单位,项目,年初预算数（元）")
    assert line.split(",")[1:4] + line.split(",")[6:7] == ["第一街道", "基本支出", "1000000.00", "987654.32"]


def test_administrators_see_their_own_branch(client, cycle, branch_administrator):
    shown = text_of(page(client, cycle))

    assert "第一小学" in shown
    assert "第一街道" not in shown


def test_the_page_asks_the_same_for_few_and_many(client, cycle, administrator):
    few = queries_of(client, reverse("reports:official_figures", args=[cycle.year]))
    for category in ("project", "general", "income"):
        add_figure(cycle, "12", administrator, category)

    assert queries_of(client, reverse("reports:official_figures", args=[cycle.year])) == few


def test_the_imports_page_leads_there(client, cycle):
    assert (
        reverse("reports:official_figures", args=[cycle.year])
        in client.get(reverse("reports:import_list")).content.decode()
    )


def test_a_year_without_a_round_is_not_found(client, cycle):
    assert client.get(reverse("reports:official_figures", args=[1999])).status_code == 404
