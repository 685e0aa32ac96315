"""The log is sealed without keeping anybody waiting; whoever alters it afterwards is found."""

from importlib import import_module
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from departments import anchors, audit, chain
from departments.models import AuditEntry, Seal
from departments.services import log_head, seal_log
from departments.services.sealing import CONTENT, unsealed
from tests.factories import make_department, make_user

triggers = import_module("departments.migrations.0002_audit_triggers")


def write(count=5):
    """Add entries to the log and return their numbers."""
    unit, actor = make_department("101"), make_user()
    return [
        audit.record(unit, actor=actor, action="department.change", changes={"kind": ["street", step]}, comment="改").pk
        for step in range(count)
    ]


def verified():
    call_command("verify_log", stdout=(output := StringIO()))
    return output.getvalue()


def fault():
    with pytest.raises(CommandError) as found:
        call_command("verify_log")
    assert found.value.returncode == 1
    return str(found.value)


def forge(*statements):
    """Do what only somebody can do who has the whole database: the triggers are gone meanwhile."""
    with connection.cursor() as cursor:
        for table in triggers.TABLES:
            for statement in triggers.REMOVE[connection.vendor]:
                cursor.execute(statement.format(table=table))
        for statement, *values in statements:
            cursor.execute(statement, values)


@pytest.fixture
def sealed(db):
    """A sealed log and the numbers of its entries."""
    write()
    seal_log()
    return list(Seal.objects.of_entries().values_list("entry_pk", flat=True))


def test_entries_are_written_without_seal_and_sealed_in_order(db):
    numbers = write(3)
    assert not Seal.objects.exists()

    count = AuditEntry.objects.count()
    assert seal_log() == count

    assert list(Seal.objects.of_entries().values_list("entry_pk", flat=True))[-3:] == numbers
    assert log_head().count == count
    assert seal_log() == 0


def test_sealed_log_is_proved_and_the_rest_is_reported_as_not_sealed(sealed):
    later = write(2)

    said = verified()

    assert f"审计日志完整。已封存{len(sealed)}条，末值 {log_head().digest}；与外部记录1处一致。" in said
    assert f"尚未封存2条（编号{later[0]}起" in said


def test_seal_covers_everything_an_entry_says():
    assert set(CONTENT) == {field.attname for field in AuditEntry._meta.concrete_fields}


def test_empty_log_is_whole(db):
    assert "尚无封存的日志" in verified()


def test_entry_that_is_committed_late_takes_the_next_place(sealed):
    late = AuditEntry.objects.get(pk=sealed[-1])
    late.pk = sealed[-1] + 100
    early = AuditEntry.objects.get(pk=sealed[-1])
    early.pk = sealed[-1] + 50
    late.save(force_insert=True)
    seal_log()
    early.save(force_insert=True)
    seal_log()

    assert list(Seal.objects.values_list("entry_pk", flat=True))[-2:] == [late.pk, early.pk]
    assert "审计日志完整" in verified()


def test_sweep_seals(db):
    write(2)

    call_command("sweep", stdout=(output := StringIO()))

    assert f"封存 {AuditEntry.objects.count()} 条" in output.getvalue()
    assert not unsealed().exists()


def test_head_is_written_down_once_for_every_sealing(sealed, settings):
    seal_log()
    write(1)
    seal_log()

    lines = settings.AUDIT_SEAL_FILE.read_text().splitlines()
    assert [line.split()[1:] for line in lines] == [
        [str(len(sealed)), Seal.objects.get(position=len(sealed)).digest],
        [str(len(sealed) + 1), log_head().digest],
    ]


def test_head_that_could_not_be_written_down_follows_at_the_next_sealing(sealed, settings):
    settings.AUDIT_SEAL_FILE.write_text("")

    seal_log()

    assert anchors.latest() == log_head()


@pytest.mark.parametrize(
    "column",
    ["action = 'x'", "comment = ''", "changes = '{}'", "actor_id = NULL", "at = '2020-01-01 00:00:00+00:00'"],
)
def test_changed_entry_is_found(sealed, column):
    forge((f"UPDATE departments_auditentry SET {column} WHERE id = %s", sealed[2]))

    assert f"第3条（日志编号{sealed[2]}，" in fault()


def test_changed_seal_is_found(sealed):
    forge(("UPDATE departments_seal SET digest = %s WHERE position = 3", "0" * 64))

    assert "第3条" in fault()


def test_deleted_entry_is_found(sealed):
    forge(("DELETE FROM departments_auditentry WHERE id = %s", sealed[1]))

    assert f"第2条（日志编号{sealed[1]}）已被删除" in fault()


def test_entry_deleted_together_with_its_seal_is_found(sealed):
    forge(
        ("DELETE FROM departments_auditentry WHERE id = %s", sealed[1]),
        ("DELETE FROM departments_seal WHERE position = 2",),
    )

    assert "第2条的封存记录缺失" in fault()


def test_cut_tail_is_found(sealed):
    forge(
        ("DELETE FROM departments_auditentry WHERE id >= %s", sealed[-2]),
        ("DELETE FROM departments_seal WHERE position >= %s", len(sealed) - 1),
    )

    assert f"日志尾部缺失：现只封存到第{len(sealed) - 2}条，而外部封存文件第1行记有{len(sealed)}条" in fault()


def test_log_emptied_with_its_chain_is_found(sealed):
    forge(("DELETE FROM departments_auditentry",), ("DELETE FROM departments_seal",))

    assert f"日志尾部缺失：现只封存到第0条，而外部封存文件第1行记有{len(sealed)}条" in fault()


def test_cut_tail_that_is_sealed_anew_is_found(sealed):
    forge(
        ("DELETE FROM departments_auditentry WHERE id = %s", sealed[-1]),
        ("DELETE FROM departments_seal WHERE position = %s", len(sealed)),
    )
    write(1)
    seal_log()

    assert f"第{len(sealed)}条处的封存值与外部封存文件第1行不一致" in fault()


def rebuild(key):
    """Make the whole chain anew over what the log says now."""
    digest, now = chain.genesis(key), timezone.now()
    statements = [("UPDATE departments_seal SET digest = %s WHERE position = 0", digest)]
    for seal in Seal.objects.of_entries():
        content = AuditEntry.objects.values(*CONTENT).get(pk=seal.entry_pk)
        digest = chain.link(key, digest, seal.position, now, content)
        update = "UPDATE departments_seal SET digest = %s, sealed_at = %s WHERE position = %s"
        statements.append((update, digest, now, seal.position))
    forge(*statements)


def test_chain_rebuilt_without_the_key_is_found(sealed, settings):
    rebuild(b"guessed")
    settings.AUDIT_SEAL_FILE.unlink()
    anchors.append(log_head())

    assert "封存链的起点与密钥不符" in fault()


def test_chain_rebuilt_behind_its_true_beginning_is_found(sealed):
    true = Seal.objects.get(position=0).digest
    rebuild(b"guessed")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE departments_seal SET digest = %s WHERE position = 0", [true])

    assert "第1条" in fault()


def test_chain_rebuilt_with_the_key_does_not_agree_with_the_file(sealed, settings):
    rebuild(settings.AUDIT_KEY.encode())

    assert f"第{len(sealed)}条处的封存值与外部封存文件第1行不一致" in fault()


def test_missing_file_is_found(sealed, settings):
    settings.AUDIT_SEAL_FILE.unlink()

    assert "外部封存文件缺失" in fault()


def test_file_that_was_written_by_others_is_found(sealed, settings):
    settings.AUDIT_SEAL_FILE.write_text("看起来像一行\n", encoding="utf-8")

    assert "外部封存文件第1行不是本系统写入的格式" in fault()


@pytest.mark.parametrize("statement", ["UPDATE departments_seal SET digest = 'x'", "DELETE FROM departments_seal"])
def test_database_refuses_to_alter_seals(sealed, statement):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time anyway")
def test_nobody_waits_while_the_log_is_sealed():
    write(1)
    seal_log()
    done = []

    def another():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        done.extend(write(1))
        connection.close()

    with transaction.atomic():
        Seal.objects.select_for_update().get(position=0)
        writer = Thread(target=another)
        writer.start()
        writer.join(10)
        assert len(done) == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_seal_at_once_make_one_chain():
    write(40)

    def seal():
        seal_log()
        connection.close()

    both = [Thread(target=seal) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert Seal.objects.of_entries().count() == AuditEntry.objects.count()
    assert "审计日志完整" in verified()
