"""Every list of the application can be taken away: as a workbook and as CSV, with what is on the page."""

import csv
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from departments.models import AuditEntry
from tests.access import ROWS
from tests.test_access import address_of, world

__all__ = ["world"]

EXPORTS = {
    ("home", ""): "preparer",
    ("departments:department_list", ""): "administrator",
    ("departments:user_list", ""): "administrator",
    ("departments:membership_list", ""): "administrator",
    ("departments:authority_list", ""): "administrator",
    ("departments:audit_list", ""): "auditor",
    ("indicators:cycle_list", ""): "administrator",
    ("indicators:scheme_list", ""): "administrator",
    ("indicators:indicator_library", ""): "preparer",
    ("reports:rescore", ""): "administrator",
    ("reports:review_queue", ""): "reviewer",
    ("reports:samples", ""): "reviewer",
    ("reports:sample", ""): "reviewer",
    ("reports:deviations", ""): "reviewer",
    ("reports:publication_queue", ""): "publisher",
    ("reports:publication_queue", "editions"): "publisher",
    ("reports:evaluation", "findings"): "preparer",
    ("reports:evaluation", "scores"): "preparer",
    ("reports:evaluation", "marks"): "reviewer",
    ("reports:evaluation", "history"): "preparer",
    ("reports:numbers", ""): "preparer",
    ("reports:followup", ""): "preparer",
    ("reports:round_followups", ""): "reviewer",
    ("reports:history", ""): "preparer",
    ("reports:round", ""): "reviewer",
    ("reports:batch_list", ""): "administrator",
    ("reports:batch", ""): "administrator",
    ("reports:summary", ""): "preparer",
    ("departments:substitution_list", ""): "administrator",
    ("departments:exemption_list", ""): "administrator",
    ("reports:check_list", ""): "preparer",
    ("reports:check_settings", ""): "administrator",
    ("reports:handover", ""): "publisher",
    ("reports:target_list", ""): "administrator",
    ("reports:import_list", ""): "administrator",
    ("reports:import_preview", ""): "administrator",
    ("reports:official_figures", ""): "administrator",
}
"""Every list by its address and its name on the page, and a role that sees it."""

ONLY_WITH_ROWS = {("reports:evaluation", "marks")}

SHOWN_ELSEWHERE = {
    "document/table.html": "the report, which has its own files",
    "entry/projects.html": "an entry form; its projects are in the list of scores",
    "entry/indicators.html": "an entry form; its rows are the list of scores",
    "manage/scheme_compare.html": "two schemes side by side, whose files are exported",
    "reports/includes/marks_table.html": "the reviewer's form; what it stores is the list of marks",
    "reports/old_report_read.html": "what was read of an old report, to be looked at before it is taken over",
    "reports/includes/history.html": "the list of history on the page of the evaluation",
    "reports/includes/marks.html": "the list of marks on the page of the evaluation",
}
TEMPLATES = Path(__file__).parents[1] / "templates"
TEXTS = {str(path.relative_to(TEMPLATES)): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
OFFER = 'include "includes/export.html"'


def row_of(name):
    return next(row for row in ROWS if row.name == name and row.method == "GET")


@pytest.fixture
def ask(client, world):
    """Ask for a list as somebody who may see it."""
    people, keys = world

    def ask(name, role, **parameters):
        client.force_login(people[role])
        return client.get(address_of(row_of(name), keys), parameters)

    return ask


def content_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(("name", "key"), EXPORTS, ids=lambda part: part or "-")
def test_page_offers_its_list_in_both_formats(ask, name, key):
    role = EXPORTS[name, key]
    chosen = {"list": key} if key else {}

    page = ask(name, role).content.decode()
    text = content_of(ask(name, role, export="csv", **chosen)).decode("utf-8-sig")
    workbook = load_workbook(BytesIO(content_of(ask(name, role, export="xlsx", **chosen))))

    for kind in ("xlsx", "csv"):
        wanted = f"export={kind}&amp;list={key}" if key else f"export={kind}"
        assert re.search(rf'href="[^"]*{re.escape(wanted)}"', page) or (name, key) in ONLY_WITH_ROWS
    lines = list(csv.reader(text.splitlines()))
    assert [cell.value for cell in workbook.active[1]] == lines[0]
    assert workbook.active.max_row == len(lines) or name == "departments:audit_list"
    assert AuditEntry.objects.filter(action__endswith=".export").count() == 2


def test_every_table_on_a_page_is_a_list_or_known_not_to_be_one():
    """Whoever adds a list offers it as a file, or names it above with the reason why not."""
    framed = {name for name, text in TEXTS.items() if "table-frame" in text or "pagination.html" in text}

    assert {name for name in framed if OFFER not in TEXTS[name]} == set(SHOWN_ELSEWHERE)


def test_every_offer_is_tried():
    assert sum(text.count(OFFER) for text in TEXTS.values()) == len(EXPORTS)


def test_other_formats_are_not_found(ask):
    assert ask("departments:user_list", "administrator", export="pdf").status_code == 404


def test_stranger_takes_nothing_away(client, world):
    people, keys = world
    client.force_login(people["stranger"])
    for name in ("reports:evaluation", "reports:summary", "indicators:indicator_library"):
        assert client.get(address_of(row_of(name), keys), {"export": "csv"}).status_code == 404
    assert client.get(reverse("departments:user_list"), {"export": "csv"}).status_code == 403


def test_export_holds_what_was_searched_for_and_says_so_in_the_log(ask):
    text = content_of(ask("departments:department_list", "administrator", export="csv", q="所属")).decode("utf-8-sig")

    assert [line.split(",")[1] for line in text.splitlines()[1:]] == ["所属单位"]
    entry = AuditEntry.objects.get(action="department.export")
    assert entry.comment == "部门（单位）（CSV），查询条件：所属"
