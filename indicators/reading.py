"""Reading plain rows fast: each column's values are converted as the field does it, but equal values only once."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

Plain = TypeVar("Plain", bound=tuple[Any, ...])
Converter = Callable[[Any], Any]

REMEMBERED = 5_000
"""Values kept for each column: points, rules and settings come again and again."""


def read_rows(rows: QuerySet[Any], kind: type[Plain]) -> Iterator[Plain]:
    """Yield the rows as `kind`, a named tuple whose fields are columns; its values are shared, so change none."""
    compiler = rows.values_list(*kind._fields).query.get_compiler(connection=connection)  # type: ignore[attr-defined]
    sql, parameters = compiler.as_sql()
    columns = [column for column, *_ in compiler.select]
    converters = [
        (place, _remembering(functions, column))
        for place, (functions, column) in compiler.get_converters(columns).items()
    ]
    make = kind._make  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for stored in cursor.fetchall():
            values = list(stored)
            for place, convert in converters:
                if values[place] is not None:
                    values[place] = convert(values[place])
            yield make(values)


def _remembering(functions: list[Any], column: Any) -> Converter:
    @lru_cache(maxsize=REMEMBERED)
    def convert(value: Any) -> Any:
        for function in functions:
            value = function(value, column, connection)
        return value

    return convert
