"""A snapshot as JSON and back, without loss: decimals and dates are strings."""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from .facts import Snapshot

_PARSERS: dict[Any, Callable[[str], Any]] = {Decimal: Decimal, date: date.fromisoformat}


def to_json(value: Any) -> Any:
    """Return `value` (a dataclass, or what its fields hold) in JSON's own types."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def from_json(content: Mapping[str, Any]) -> Snapshot:
    """Return the snapshot that `to_json` has written.

    Raises:
        KeyError, ValueError: the content is not a snapshot.
    """
    return _read(Snapshot, content)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    if value is None or kind is Any:
        return value
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _read(_hints(kind)[name], item) for name, item in value.items()})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _read(next(argument for argument in arguments if argument is not type(None)), value)
    if origin is tuple:
        return tuple(_read(arguments[0], item) for item in value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return _PARSERS[kind](value) if kind in _PARSERS else value
