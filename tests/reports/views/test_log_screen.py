"""The log of a whole evaluation, entered, reviewed and approved, can be read and taken away."""

import csv

from django.urls import reverse

from departments.log import changes_of
from departments.models import AuditEntry


def test_every_entry_is_shown_and_exported(client, stage):
    stage.reviewed()
    client.force_login(stage.auditor)

    pages = [client.get(reverse("departments:audit_list"), {"page": number}) for number in (1, 2)]
    copy = b"".join(client.get(reverse("departments:audit_list"), {"export": "csv"}).streaming_content).decode()

    assert {page.status_code for page in pages} == {200}
    entries = AuditEntry.objects.visible_to(stage.auditor).exclude(action="auditentry.export")
    assert len(list(csv.reader(copy.splitlines()))) >= entries.count() > 80
    assert not [change for entry in entries for change in changes_of(entry) if change.new.startswith(("{", "[{"))]
    assert any(isinstance(pair[1], dict) for entry in entries for pair in entry.changes.values())
