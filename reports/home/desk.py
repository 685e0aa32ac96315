"""Everything on the first page of one person."""

from collections.abc import Collection
from dataclasses import dataclass

from departments.models import Cycle, Department, Notice, Role, User

from .entries import Entry, entries_of
from .waiting import MOST_ROWS, Queue, queues_of


@dataclass(frozen=True)
class Desk:
    """What one person has to do, has done and may look up."""

    entries: list[Entry]
    queues: list[Queue]
    summaries: list[Department]
    year: int | None
    notices: list[Notice]

    @property
    def measured(self) -> list[Entry]:
        """The open evaluations whose parts are shown one by one."""
        return [entry for entry in self.entries if entry.parts]

    @property
    def listed(self) -> list[Entry]:
        """All others."""
        return [entry for entry in self.entries if not entry.parts]

    @property
    def open_entries(self) -> list[Entry]:
        """The evaluations that wait for their preparer."""
        return [entry for entry in self.entries if entry.evaluation.is_editable]

    @property
    def waiting(self) -> list[Queue]:
        """The queues in which something waits."""
        return [queue for queue in self.queues if queue.tasks]

    @property
    def is_done(self) -> bool:
        """Whether the person had something to do and nothing of it is left."""
        return bool(self.entries or self.queues) and not self.open_entries and not self.waiting


def desk_of(user: User, roles: Collection[str]) -> Desk:
    """Return what waits for `user`."""
    return Desk(
        entries=entries_of(user) if Role.PREPARER in roles else [],
        queues=queues_of(user, roles),
        summaries=list(Department.objects.filter(memberships__user=user).supervising().distinct()),
        notices=list(Notice.objects.shown_to(user)[:MOST_ROWS]),
        year=Cycle.objects.values_list("year", flat=True).first(),
    )
