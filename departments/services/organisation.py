"""Changing the tree of departments."""

from uuid import uuid4

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from ..models import Department, User
from .records import store


class BelowItself(Exception):
    """A department cannot be moved to a place below itself."""

    def __init__(self) -> None:
        super().__init__("上级单位不能是本单位或其所属单位，请另选。")


@transaction.atomic
def add_department(department: Department, *, actor: User | None) -> Department:
    """Store a new department at its place in the tree."""
    department.path = f"new-{uuid4()}"
    store(department, actor=actor)
    department.path = _path_of(department)
    department.save(update_fields=["path"])
    return department


@transaction.atomic
def change_department(department: Department, *, actor: User | None) -> Department:
    """Store the new values; moving a department takes everything below it along.

    Raises:
        BelowItself: the new parent lies below the department.
    """
    paths = dict(Department.objects.select_for_update().values_list("pk", "path"))
    old = paths[department.pk]
    if department.parent_id and paths[department.parent_id].startswith(old):
        raise BelowItself
    store(department, actor=actor)
    department.path = _path_of(department)
    if department.path != old:
        _move(old, department.path)
    return department


def _path_of(department: Department) -> str:
    """Return the primary keys from the top of the tree down to `department`, each ended by a slash."""
    above = department.parent.path if department.parent else ""
    return f"{above}{department.pk}/"


def _move(old: str, new: str) -> None:
    tail = Substr("path", len(old) + 1)
    Department.objects.filter(path__startswith=old).update(path=Concat(Value(new), tail))
