"""What waits for a person, by role; the number of questions to the database does not grow with the rows.

To add a queue: write a function `User -> Queue` in a module of its own beside `queues.py`, decorate it with
`@waiting(role)` (no role: for everybody) and import the module here. The order of the imports is the order on the page.
"""

from . import accounts, handover, queues
from .desk import Desk, desk_of
from .entries import own_evaluations
from .waiting import Queue, Task, waiting

__all__ = ["Desk", "Queue", "Task", "accounts", "desk_of", "handover", "own_evaluations", "queues", "waiting"]
