"""Writing a few columns of many rows in one statement, as fast as the engine can."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

Values = Sequence[tuple[Any, ...]]


def update_rows(model: type[models.Model], names: Sequence[str], values: Values) -> None:
    """Set the columns `names` of the rows whose keys stand first in `values`."""
    if not values:
        return
    fields = [model._meta.get_field(name) for name in names]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_from_arrays(model, fields), [list(column) for column in zip(*values, strict=True)])
        else:
            cursor.executemany(_one_by_one(model, fields), [(*row[1:], row[0]) for row in values])


def _one_by_one(model: type[models.Model], fields: Sequence[Any]) -> str:
    columns = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    return f"UPDATE {_quoted(model._meta.db_table)} SET {columns} WHERE {_quoted('id')} = %s"  # noqa: S608


def _from_arrays(model: type[models.Model], fields: Sequence[Any]) -> str:
    """Return the statement that takes one array for each column: one round trip, one plan."""
    every = [model._meta.get_field("id"), *fields]
    columns = ", ".join(f"{_quoted(field.column)} = given.{_quoted(field.column)}" for field in fields)
    names = ", ".join(_quoted(field.column) for field in every)
    arrays = ", ".join(f"%s::{field.rel_db_type(connection)}[]" for field in every)
    table, own = _quoted(model._meta.db_table), _quoted("id")
    source = f"unnest({arrays}) AS given({names})"
    return f"UPDATE {table} SET {columns} FROM {source} WHERE {table}.{own} = given.{own}"  # noqa: S608


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
