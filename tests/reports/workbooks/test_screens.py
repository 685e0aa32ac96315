"""The screens of Excel填报: by the rules of axe at a desk and on a phone, and what a preview costs."""

import tracemalloc
from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import Duty
from departments.services import save_screen
from departments.writes import Write
from tests.browser import chromium, page_for
from tests.queries import queries_of
from tests.reports.foreign.sheets import chongqing
from tests.reports.workbooks.book import Book, compared, sent
from tests.reports.workbooks.small import set_small
from tests.screens.looking import troubles_at_both_sizes


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_upload_mapping_and_preview_have_no_barriers_and_fit_a_phone(client, live_server):
    stage = set_small()
    client.force_login(stage.preparer)
    book = Book.of(stage.evaluation)
    book.cell("lines", "executed", key="basic").value = 9000000
    book.cell("lines", "initial", key="project").value = 8000000
    book.add("duties", title="新增职责", text="说明")
    clashing = sent(client, stage.evaluation, _overtaken(stage, book)).context["key"]
    book.cell("lines", "initial", key="project").value = "很多"
    wrong = sent(client, stage.evaluation, book.content).context["key"]
    addresses = [reverse("reports:workbook", args=[stage.evaluation.pk])]
    addresses += [reverse("reports:workbook_preview", args=[stage.evaluation.pk, key]) for key in (clashing, wrong)]
    addresses.append(sent(client, stage.evaluation, chongqing()).redirect_chain[-1][0])

    with chromium() as browser:
        page = page_for(browser, client, live_server)
        for address in addresses:
            page.goto(address)
            assert troubles_at_both_sizes(page) == []


def _overtaken(stage, book):
    """Let somebody else change a cell on screen that was changed in the workbook too."""
    content = book.content
    row = stage.evaluation.budget_lines.get(category="basic")
    based_on, row.executed = row.version, Decimal(7)
    save_screen(stage.evaluation, [Write(row, based_on, ["executed"])], actor=stage.administrator)
    return content


def test_rows_that_nobody_has_touched_ask_the_database_nothing(stage, signed_in):
    few = _queries(stage, signed_in)
    rows = (Duty(evaluation=stage.evaluation, position=place, title=f"职责{place}") for place in range(10, 60))
    Duty.objects.bulk_create(rows)

    assert _queries(stage, signed_in) == few


def test_the_memory_of_a_preview_does_not_grow_with_rows_that_nobody_has_touched(stage):
    assert _peak(stage, 400) < _peak(stage, 40) + 2_500_000


def _peak(stage, count):
    Duty.objects.filter(evaluation=stage.evaluation, position__gte=10).delete()
    rows = (Duty(evaluation=stage.evaluation, position=place, title=f"职责{place}") for place in range(10, 10 + count))
    Duty.objects.bulk_create(rows)
    book = Book.of(stage.evaluation)
    book.cell("lines", "executed", key="basic").value = 9000000
    content = book.content
    tracemalloc.start()
    compared(stage.evaluation, content, stage.preparer)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _queries(stage, client):
    book = Book.of(stage.evaluation)
    book.cell("lines", "executed", key="basic").value = 9000000
    response = sent(client, stage.evaluation, book.content)
    return queries_of(client, reverse("reports:workbook_preview", args=[stage.evaluation.pk, response.context["key"]]))
