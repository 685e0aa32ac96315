"""Snapshots with single facts taken away, as a half-finished evaluation has them."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from reports.snapshot import SchemeFacts, Snapshot

KEPT = {"year", "scheme", "format", "path"}
DERIVED = {"ratios"}
EMPTY: dict[Any, Any] = {str: "", tuple: (), dict: {}}


def blankings(snapshot: Snapshot) -> Iterator[tuple[str, Callable[[Snapshot], Snapshot]]]:
    """Yield for each fact its place and an edit that takes it away; identities and what a scheme says stay."""
    yield from _blankings(snapshot, "")


def _blankings(facts: Any, place: str) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    kinds = get_type_hints(type(facts))
    for field in fields(facts):
        if field.name in KEPT:
            continue
        value, path, kind = getattr(facts, field.name), f"{place}.{field.name}", kinds[field.name]
        if kind in EMPTY or get_origin(kind) in EMPTY or NoneType in get_args(kind):
            yield path, _setting(field.name, EMPTY.get(get_origin(kind) or kind))
        if is_dataclass(value) and not isinstance(value, SchemeFacts):
            yield from _inside(field.name, _blankings(value, path))
        if isinstance(value, tuple) and value and is_dataclass(value[0]) and field.name not in DERIVED:
            yield from _inside_each(field.name, _blankings(value[-1], f"{path}[]"))


def _setting(name: str, value: Any) -> Callable[[Any], Any]:
    return lambda facts: replace(facts, **{name: value})


def _inside(name: str, edits: Iterator[tuple[str, Callable[[Any], Any]]]) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    for path, edit in edits:
        yield path, _applying(name, edit)


def _applying(name: str, edit: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def apply(facts: Any) -> Any:
        value = getattr(facts, name)
        return facts if value is None else replace(facts, **{name: edit(value)})

    return apply


def _inside_each(
    name: str, edits: Iterator[tuple[str, Callable[[Any], Any]]]
) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    for path, edit in edits:
        yield path, _applying_to_each(name, edit)


def _applying_to_each(name: str, edit: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda facts: replace(facts, **{name: tuple(edit(entry) for entry in getattr(facts, name))})
