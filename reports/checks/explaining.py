"""What the examples of a check change in a faultless evaluation, in words: its documentation and its test are one."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from perfeval.lib.decimals import plain

from .findings import Context, Finding
from .registry import Check
from .sample import OTHER_UNIT, make_snapshot

TODAY, DUE = date(2023, 6, 30), date(2023, 5, 31)
LONGEST = 60
FEW = 3
SAMPLE_CONTEXT = Context(TODAY, DUE, (OTHER_UNIT,))


@dataclass(frozen=True)
class Difference:
    """One fact of the sample that an example changes."""

    place: str
    before: str
    after: str


def example_findings(check: Check) -> tuple[Finding, ...]:
    """Return what the check says of its own bad example."""
    return tuple(check.findings(check.bad(make_snapshot()), check.knowing(SAMPLE_CONTEXT)))


def bad_example(check: Check) -> list[Difference]:
    """Return what is wrong in the bad example, as far as it was changed."""
    return _first_differences(check.bad(make_snapshot()))


def good_example(check: Check) -> list[Difference]:
    """Return what is different and right in the good example; nothing where it is the faultless sample itself."""
    return _first_differences(check.good(make_snapshot()))


def _first_differences(changed: Any) -> list[Difference]:
    found = list(differences(make_snapshot(), changed))
    return found[:FEW]


def differences(before: Any, after: Any, place: str = "") -> Iterator[Difference]:
    """Yield the single facts in which two values differ; `place` is the name of the row they stand in."""
    if before == after:
        return
    if is_dataclass(before) and type(before) is type(after):
        for field in fields(before):
            yield from differences(getattr(before, field.name), getattr(after, field.name), _name_of(before) or place)
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from differences(before.get(key), after.get(key), place)
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from differences(one, other, place)
    else:
        yield _difference(place, before, after)


def _difference(place: str, before: Any, after: Any) -> Difference:
    if isinstance(before, str) and isinstance(after, str):
        return Difference(place, *_narrowed(before, after))
    return Difference(place, _shown(before), _shown(after))


def _narrowed(before: str, after: str) -> tuple[str, str]:
    """Return what differs between two texts, without a long beginning that both have."""
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    start = max(0, start - FEW) if len(after) > LONGEST else 0
    return before[start : start + LONGEST], after[start : start + LONGEST]


def _shown(value: Any) -> str:
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return f"{len(value)}项"
    return (_name_of(value) or str(value))[:LONGEST]


def _name_of(value: Any) -> str:
    return str(getattr(value, "name", "") or getattr(value, "title", ""))
