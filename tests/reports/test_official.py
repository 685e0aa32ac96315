"""What the finance system says stands beside what the unit enters, is compared with it, and never replaces it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments import clock
from departments.gather import gather_official
from departments.models import OfficialFigure
from departments.workflow import Action
from perfeval.lib.decimals import plain
from reports.checks import Severity
from reports.gather import gather
from reports.services import blocking_reasons, findings_of
from tests.factories import make_cycle
from tests.pages import text_of


def import_figure(evaluation, category, department=None, cycle=None, **amounts):
    about = {"department": department or evaluation.department, "cycle": cycle or evaluation.cycle}
    by = {"imported_by": evaluation.audit_entries.exclude(actor=None).first().actor, "imported_at": clock.now()}
    return OfficialFigure.objects.create(category=category, source="0" * 64, **about, **by, **amounts)


def compared(evaluation):
    """Return what the checks say of official figures: id, severity, place and both amounts."""
    found = [finding for finding in findings_of(evaluation) if finding.check_id.startswith("K05")]
    return [(one.check_id, one.severity, one.place.row, one.place.field, one.expected, one.actual) for one in found]


def entered(evaluation, category, column):
    line = gather(evaluation).budget
    return getattr(line.total if category == "total" else line.line(category), column)


@pytest.mark.parametrize("category", ["basic", "project", "general", "operating", "total"])
@pytest.mark.parametrize("column", ["initial", "executed"])
def test_other_amount_blocks_and_names_both(stage, category, column):
    evaluation = stage.evaluation
    amount = entered(evaluation, category, column)
    import_figure(evaluation, category, **{column: amount + 1000})

    row = "" if category == "total" else category
    assert compared(evaluation) == [("K05", Severity.BLOCK, row, column, plain(amount + 1000), plain(amount))]
    reasons = blocking_reasons(evaluation, Action.SUBMIT, actor=stage.preparer)
    assert any("财政数据为" in str(reason) for reason in reasons)


def test_same_amounts_are_no_finding(stage):
    evaluation = stage.evaluation
    for category in ("basic", "project", "income", "total"):
        columns = ("initial", "executed")
        import_figure(evaluation, category, **{column: entered(evaluation, category, column) for column in columns})

    assert compared(evaluation) == []


def test_budget_of_the_year_asks_for_an_answer_and_what_rounding_leaves_only_hints(stage):
    evaluation = stage.evaluation
    initial, executed = entered(evaluation, "project", "initial"), entered(evaluation, "project", "executed")
    import_figure(evaluation, "project", initial=initial, adjustment=Decimal(-5000), executed=executed - 50)

    assert [row[:4] for row in compared(evaluation)] == [
        ("K05-adjusted", Severity.EXPLAIN, "project", "adjusted"),
        ("K05-rounding", Severity.HINT, "project", "executed"),
    ]
    reasons = blocking_reasons(evaluation, Action.SUBMIT, actor=stage.preparer)
    assert [reason.check_id for reason in reasons] == ["K05-adjusted"]


def test_other_units_and_years_are_not_compared(stage):
    import_figure(stage.evaluation, "total", department=stage.other, executed=1)
    import_figure(stage.evaluation, "total", cycle=make_cycle(2021), executed=1)

    assert gather_official(stage.evaluation) == {}
    assert compared(stage.evaluation) == []


def test_budget_screen_shows_both_and_saving_changes_only_the_entered_one(client, stage):
    evaluation = stage.evaluation
    amount = entered(evaluation, "basic", "executed")
    figure = import_figure(evaluation, "basic", executed=amount + 1, initial=entered(evaluation, "basic", "initial"))
    client.force_login(stage.preparer)

    page = client.get(reverse("indicators:enter_budget", args=[evaluation.pk]))

    assert "“财政”为财政部门导入的数据" in text_of(page)
    assert f"财政 {plain(figure.executed)}，不一致" in text_of(page)
    assert f"财政 {plain(figure.initial)} " in text_of(page)
    figure.refresh_from_db()
    assert figure.executed == amount + 1
    assert entered(evaluation, "basic", "executed") == amount


def test_screen_without_official_figures_says_nothing_of_them(client, stage):
    client.force_login(stage.preparer)

    assert "财政 " not in text_of(client.get(reverse("indicators:enter_budget", args=[stage.evaluation.pk])))
