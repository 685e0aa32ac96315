"""The audit log and its seals are only added to: the database itself refuses to alter, replace or remove a row."""

from django.db import migrations

TABLES = {"departments_auditentry": "id", "departments_seal": "position"}


def refusal(table):
    """Return what the database says."""
    return f"{table} is append-only"


def sqlite(table, key):
    """Return the statements that protect one table of SQLite."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal(table)}'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # REPLACE removes the old row without firing the trigger above.
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {refuse}""",
    )


def postgresql(table, key):
    """Return the statements that protect one table of PostgreSQL."""
    return (
        f"""CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{refusal(table)}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
    )


INSTALL = {"sqlite": sqlite, "postgresql": postgresql}

REMOVE = {
    "sqlite": (
        "DROP TRIGGER {table}_no_update",
        "DROP TRIGGER {table}_no_delete",
        "DROP TRIGGER {table}_no_replace",
    ),
    "postgresql": (
        "DROP TRIGGER {table}_no_change ON {table}",
        "DROP TRIGGER {table}_no_truncate ON {table}",
        "DROP FUNCTION {table}_refuse()",
    ),
}


def install(apps, schema_editor):
    """Put the triggers in place."""
    for table, key in TABLES.items():
        for statement in INSTALL[schema_editor.connection.vendor](table, key):
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    """Take the triggers away."""
    for table in TABLES:
        for statement in REMOVE[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("departments", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
