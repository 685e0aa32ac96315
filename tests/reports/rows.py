"""All rows of a filled database, to be put back wherever a test of the same run starts from the same place."""

from itertools import chain

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

MADE_BY_MIGRATE = {"auth", "contenttypes"}


def take():
    """Return the rows of every table as they lie in the database: model to tuples."""
    with connection.cursor() as cursor:
        return {model: _all(cursor, model) for model in _models()}


def put(rows):
    """Store rows that `take` returned in a database without any."""
    filled = {model: found for model, found in rows.items() if found}
    with transaction.atomic(), connection.cursor() as cursor:
        for model, found in filled.items():
            marks = ", ".join("%s" for _ in found[0])
            cursor.executemany(f"INSERT INTO {_table(model)} ({_columns(model)}) VALUES ({marks})", found)
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


def _models():
    configs = (config for config in apps.get_app_configs() if config.label not in MADE_BY_MIGRATE)
    return list(chain.from_iterable(config.get_models(include_auto_created=True) for config in configs))


def _all(cursor, model):
    cursor.execute(f"SELECT {_columns(model)} FROM {_table(model)}")
    return cursor.fetchall()


def _table(model):
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model):
    return ", ".join(connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields)
