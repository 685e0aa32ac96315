"""Departments in the order of their tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .models import Department


@dataclass(frozen=True)
class Node:
    """A department and how deep it lies below the first ones shown."""

    department: Department
    depth: int


def in_order(departments: Iterable[Department]) -> list[Node]:
    """Return the departments by code, each followed by those below it; one without its parent stands at the top."""
    rows = sorted(departments, key=lambda department: department.code)
    known = {department.pk for department in rows}
    below: dict[int | None, list[Department]] = defaultdict(list)
    for department in rows:
        below[department.parent_id if department.parent_id in known else None].append(department)
    return list(_walk(below, None, 0))


def _walk(below: dict[int | None, list[Department]], parent: int | None, depth: int) -> Iterator[Node]:
    for department in below[parent]:
        yield Node(department, depth)
        yield from _walk(below, department.pk, depth + 1)
