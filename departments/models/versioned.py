"""What every row that people fill in has in common."""

from typing import ClassVar
from uuid import uuid4

from django.db import models


class Versioned(models.Model):
    """A row that counts its changes, so that a stale form cannot overwrite a newer one.

    `identity` names the fields that tell which row it is, before and after it is stored.
    """

    identity: ClassVar[tuple[str, ...]] = ("evaluation",)

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


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
