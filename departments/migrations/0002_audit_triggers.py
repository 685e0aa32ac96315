"""The audit log is only added to: the database itself refuses to alter, replace or remove an entry."""

from django.db import migrations

REFUSAL = "departments_auditentry is append-only"

INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER departments_auditentry_no_update BEFORE UPDATE ON departments_auditentry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER departments_auditentry_no_delete BEFORE DELETE ON departments_auditentry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        # REPLACE removes the old row without firing the trigger above.
        f"""CREATE TRIGGER departments_auditentry_no_replace BEFORE INSERT ON departments_auditentry
        WHEN EXISTS (SELECT 1 FROM departments_auditentry WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION departments_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER departments_auditentry_no_change BEFORE UPDATE OR DELETE ON departments_auditentry
        FOR EACH ROW EXECUTE FUNCTION departments_auditentry_refuse()""",
        """CREATE TRIGGER departments_auditentry_no_truncate BEFORE TRUNCATE ON departments_auditentry
        FOR EACH STATEMENT EXECUTE FUNCTION departments_auditentry_refuse()""",
    ),
}

REMOVE = {
    "sqlite": (
        "DROP TRIGGER departments_auditentry_no_update",
        "DROP TRIGGER departments_auditentry_no_delete",
        "DROP TRIGGER departments_auditentry_no_replace",
    ),
    "postgresql": (
        "DROP TRIGGER departments_auditentry_no_change ON departments_auditentry",
        "DROP TRIGGER departments_auditentry_no_truncate ON departments_auditentry",
        "DROP FUNCTION departments_auditentry_refuse()",
    ),
}


def install(apps, schema_editor):
    """Put the triggers in place."""
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    """Take the triggers away."""
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("departments", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
