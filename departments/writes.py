"""What a person wants to be stored, on its way from a form to a service."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .models.versioned import Versioned


@dataclass
class Write:
    """One row to be stored or removed.

    Attributes:
        based_on: the version that the person saw, 0 for a row that was not there.
        decided_at: the newer version that the person has been shown after a clash, and decided against.
        fields: what the person could change; everything else stays as it is stored.
        links: primary keys per many-to-many field.
        is_behind: whether the page lacks what somebody else has changed in the row; known once it is stored.
        version: the version that was stored, 0 before.
    """

    row: Versioned
    based_on: int
    fields: Collection[str] = ()
    links: Mapping[str, Collection[int]] = field(default_factory=dict)
    is_removal: bool = False
    decided_at: int = 0
    is_behind: bool = False
    version: int = 0


@dataclass
class Conflict:
    """A write that came too late.

    Attributes:
        stored: what is stored now, None when the row was removed.
        fields: those that both have changed; empty when the whole row is in question.
    """

    write: Write
    stored: Versioned | None
    fields: Collection[str] = ()
