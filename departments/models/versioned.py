"""What every row that people fill in has in common."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models


class Versioned(models.Model):
    """A row that counts its changes, so that a stale form cannot overwrite a newer one.

    Attributes:
        identity: the fields that tell which row it is, before and after it is stored.
        changing: the fields that may differ from what is stored, all where nobody has said so.
    """

    identity: ClassVar[tuple[str, ...]] = ("evaluation",)
    changing: Collection[str] | None = None

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Return those that may be broken now: to look at one is a question to the database."""
        known = super().get_constraints()
        if self.changing is None:
            return known
        return [(model, [one for one in rules if _fields_of(one) & set(self.changing)]) for model, rules in known]


def _fields_of(constraint: Any) -> set[str]:
    condition = getattr(constraint, "condition", None)
    return {*getattr(constraint, "fields", ()), *(condition.referenced_base_fields if condition else ())}


class Entry(Versioned):
    """A row of a list that the unit fills in, in the order the unit gives it.

    The form that first shows an empty row gives it its `token`: sent twice, it is still one row.
    """

    identity: ClassVar[tuple[str, ...]] = ("evaluation", "token")

    position = models.PositiveSmallIntegerField("序号", default=0)
    token = models.UUIDField(default=uuid4, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "token"], name="%(class)s_token_once")]
