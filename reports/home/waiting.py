"""The register of what may wait for somebody."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from departments.models import User

MOST_ROWS = 30


@dataclass(frozen=True)
class Task:
    """One thing to do: what it is called, where it is done, since when or until when."""

    title: str
    address: str
    remark: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait.

    Attributes:
        key: its anchor on the page.
        nothing: what is said while nothing waits; a queue without it is only there when something waits.
        more: address and words of the page with everything.
    """

    key: str
    title: str
    tasks: tuple[Task, ...]
    nothing: str = ""
    more: tuple[str, str] | None = None

    @property
    def count(self) -> str:
        """How many wait; of more than a page holds only so many are asked for."""
        return f"{MOST_ROWS}件以上" if len(self.tasks) >= MOST_ROWS else f"{len(self.tasks)}件"


Ask = Callable[[User], Queue]
_REGISTERED: list[tuple[str, Ask]] = []


def waiting(role: str = "") -> Callable[[Ask], Ask]:
    """Register a queue for those who hold `role`, or for everybody. It takes a fixed number of queries."""

    def register(ask: Ask) -> Ask:
        _REGISTERED.append((role, ask))
        return ask

    return register


def queues_of(user: User, roles: Collection[str]) -> list[Queue]:
    """Return the queues of a person that have something to show, in the order in which they were registered."""
    asked = [ask(user) for role, ask in _REGISTERED if not role or role in roles]
    return [queue for queue in asked if queue.tasks or queue.nothing]
