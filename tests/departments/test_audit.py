"""The log says what has changed, and nobody alters it afterwards."""

import pytest
from django.db import IntegrityError, connection, transaction

from departments import audit
from departments.models import AuditEntry
from tests.factories import make_department, make_user

STATEMENTS = [
    pytest.param("UPDATE departments_auditentry SET action = 'x'", id="changing"),
    pytest.param("UPDATE departments_auditentry SET comment = comment", id="changing nothing"),
    pytest.param("DELETE FROM departments_auditentry", id="removing"),
]
REPLACEMENT = """INSERT OR REPLACE INTO departments_auditentry
    (id, at, action, object_type, object_pk, object_label, changes, comment)
    VALUES (%s, '2023-01-01', 'x', '', '', '', '{}', '')"""


@pytest.fixture
def entry():
    return audit.record(make_department("101"), actor=make_user(), action="department.change")


def is_refused(statement, *values):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", STATEMENTS)
def test_database_refuses_raw_sql(entry, statement):
    is_refused(statement)

    assert AuditEntry.objects.get(pk=entry.pk).action == "department.change"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_postgresql_refuses_to_truncate(entry):
    is_refused("TRUNCATE departments_auditentry CASCADE")


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no REPLACE")
def test_sqlite_refuses_to_replace(entry):
    is_refused(REPLACEMENT, entry.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [lambda: AuditEntry.objects.update(comment="x"), lambda: AuditEntry.objects.all().delete()]
)
def test_orm_is_refused_too(entry, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


@pytest.mark.django_db(transaction=True)
def test_log_of_a_committed_test_can_be_emptied(entry):
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_triggers_are_back_after_emptying(entry):
    is_refused("DELETE FROM departments_auditentry")
