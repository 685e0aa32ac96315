"""Damaged workbooks are answered, never with an error of ours, never with a stored row, in bounded time and memory.

The gate asks for a twentieth of the 400 files, `make soak` for all of them.
"""

import tracemalloc
from time import process_time

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import settings as hypothesis

from departments.models import AuditEntry
from indicators.models import EntryUpload
from tests.reports.foreign.sheets import LAYOUTS
from tests.reports.workbooks.book import Book, sent
from tests.reports.workbooks.damage import damaged

FILES = hypothesis.default.max_examples // 5  # 20 in the gate, 400 in `make soak`
MOST_SECONDS, MOST_BYTES = 20, 120_000_000
WRITES = ("INSERT", "UPDATE", "DELETE")
OF_THE_SESSION = ("django_session",)


def test_no_damaged_workbook_breaks_the_site_or_stores_anything(stage, signed_in):
    book = Book.of(stage.evaluation)
    book.cell("lines", "executed", key="basic").value = "900.5万元"
    book.add("duties", title="新增职责")
    content = book.content
    logged = AuditEntry.objects.count()
    answers = {}
    tracemalloc.start()

    for seed in range(FILES):
        tracemalloc.reset_peak()
        began = process_time()
        with CaptureQueriesContext(connection) as asked:
            response = sent(signed_in, stage.evaluation, damaged(content, seed))
        answers[seed] = response.status_code
        _corrections_can_be_had(signed_in, stage, response)
        assert process_time() - began < MOST_SECONDS, seed
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES, seed
        assert _is_answered(response), seed
        assert not _kept_writes(asked), seed

    tracemalloc.stop()
    assert set(answers.values()) == {200}
    assert AuditEntry.objects.count() == logged
    assert not EntryUpload.objects.exists()
    assert len(list(settings.INCOMING_ROOT.glob("*.workbook"))) == len(list(settings.INCOMING_ROOT.glob("*.json")))


def test_no_damaged_table_of_another_province_breaks_the_site_or_stores_anything(stage, signed_in):
    tables = [make() for make in LAYOUTS.values()]
    tracemalloc.start()

    for seed in range(FILES // 2):
        tracemalloc.reset_peak()
        began = process_time()
        with CaptureQueriesContext(connection) as asked:
            response = sent(signed_in, stage.evaluation, damaged(tables[seed % len(tables)], seed))
            assert _is_answered(response), seed
            if "layout" in response.context:
                response = _mapped(signed_in, response)
        assert response.status_code == 200, seed
        assert process_time() - began < MOST_SECONDS, seed
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES, seed
        assert not [sql for sql in _kept_writes(asked) if "reports_tablelayout" not in sql and "audit" not in sql], seed

    tracemalloc.stop()
    assert not EntryUpload.objects.exists()


def _mapped(client, page):
    """Confirm what is proposed, and choose a unit where none is said."""
    form = page.context["form"]
    data = {name: form[name].initial for name in form.fields} | {"unit": "万元"}
    return client.post(page.redirect_chain[-1][0], data, follow=True)


def _is_answered(response):
    """Return whether the page says what is wrong, what would change, or how a table of no unit is read."""
    context = response.context
    return context.get("problems") or "comparison" in context or "layout" in context or context["form"].errors


def _corrections_can_be_had(client, stage, response):
    """Ask for the workbook with its comments, where the page offers it."""
    comparison = response.context.get("comparison")
    if comparison and comparison.problems:
        address = reverse("reports:workbook_corrections", args=[stage.evaluation.pk, response.context["key"]])
        assert client.get(address).status_code == 200


def _kept_writes(asked):
    """Return what was written outside of a rehearsal, which a savepoint takes back."""
    depth, kept = 0, []
    for query in asked.captured_queries:
        sql = query["sql"]
        depth += sql.startswith("SAVEPOINT")
        depth -= sql.startswith(("RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT"))
        if sql.startswith(WRITES) and depth <= 0 and not any(table in sql for table in OF_THE_SESSION):
            kept.append(sql)
    return kept
