"""What an import would do: every change with its row, old and new, or everything that is wrong with the file. Pure."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from departments.workbooks import Problem

ADD, CHANGE = "新增", "修改"


@dataclass(frozen=True)
class Change:
    """One value that an import would store.

    Attributes:
        row: where it stands in the file.
        subject: what it is about, as people name it.
        what: whether that is added or changed.
        how: how the value was read, where that is more than the text itself.
    """

    row: int
    subject: str
    what: str
    label: str
    old: str
    new: str
    how: str = ""


@dataclass(frozen=True)
class Action:
    """One thing to store, with the changes that it makes; `subject` is ready to be given to its service."""

    row: int
    title: str
    what: str
    subject: Any
    changes: tuple[Change, ...]


@dataclass
class Plan:
    """Everything that a file asks for.

    Attributes:
        rows: how many rows were read.
        notes: what the person should know besides, such as columns that are not imported.
    """

    rows: int = 0
    actions: list[Action] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> Sequence[Change]:
        """All changes, in the order in which they are stored."""
        return [change for action in self.actions for change in action.changes]

    @property
    def added(self) -> int:
        """How many things would be new."""
        return sum(action.what == ADD for action in self.actions)

    @property
    def changed(self) -> int:
        """How many things would be changed."""
        return len(self.actions) - self.added

    @property
    def fingerprint(self) -> str:
        """What tells this plan from any other: another state of the data makes another plan of the same file."""
        told = json.dumps(list(self._told()), ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()

    def _told(self) -> Iterator[list[Any]]:
        return ([one.row, one.subject, one.what, one.label, one.old, one.new] for one in self.changes)
