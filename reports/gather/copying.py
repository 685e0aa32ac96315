"""From a row to the facts that have the same names."""

from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from django.db.models import Model

Facts = TypeVar("Facts", bound="DataclassInstance")


def copied(kind: type[Facts], row: "Model") -> Facts:
    """Return the facts whose fields have the same names as the row's."""
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})
