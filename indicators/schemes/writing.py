"""From a scheme to its TOML file.

>>> from indicators.schemes import load, preset
>>> load(dump(preset("donghu"))) == preset("donghu")
True
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import Item, Table

from indicators.schemes.spec import Scheme
from indicators.schemes.values import as_values
from perfeval.lib.decimals import plain


def dump(scheme: Scheme) -> str:
    """Return the file that `load` reads the same scheme from."""
    return dump_values(as_values(scheme))


def dump_values(values: Mapping[str, Any]) -> str:
    """Return the TOML of plain values, whatever they are; what is no table has to stand first."""
    document = tomlkit.document()
    for key, value in sorted(values.items(), key=lambda entry: _is_table(entry[1])):
        document.add(key, _section(value))
    return document.as_string()


def _section(value: Any) -> Item:
    """Return what can stand at the top of the file: a table, several tables or a plain value."""
    if isinstance(value, Mapping):
        return _table(value)
    if _is_tables(value):
        tables = tomlkit.aot()
        for entry in value:
            tables.append(_table(entry))
        return tables
    return _value(value)


def _table(values: Mapping[str, Any]) -> Table:
    """Return a table; below it, only what branches further gets tables of its own."""
    table = tomlkit.table()
    for key, value in values.items():
        is_deep = _is_tables(value) and any(map(_is_tables, (part for entry in value for part in entry.values())))
        table.add(key, _section(value) if is_deep else _value(value))
    return table


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or _is_tables(value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value)


def _value(value: Any) -> Item:
    """Return what stands on the right of an equals sign; numbers as exactly as they are."""
    if isinstance(value, Decimal):
        return tomlkit.value(plain(value))
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, entry in value.items():
            table.append(key, _value(entry))
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        for entry in value:
            array.append(_value(entry))
        return array.multiline(multiline=True)
    return tomlkit.item(value)
