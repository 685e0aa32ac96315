"""Stored texts as they are printed, wherever a page shows one outside its report."""

from departments.models import Evaluation
from perfeval.lib.bound import may_hold

from ..figures import catalogue_of, fill
from ..snapshot import Snapshot
from . import gather


class Printed:
    """The texts of some evaluations with their bound figures in words.

    An evaluation is read at most once, and only where one of its texts names a figure.
    """

    def __init__(self) -> None:
        self._snapshots: dict[int, Snapshot] = {}

    def text(self, typed: str, evaluation: Evaluation, project: int | None = None) -> str:
        """Return a text of the whole department, or of the project self-evaluation of that key, as it is printed."""
        if not may_hold(typed):
            return typed
        if evaluation.pk not in self._snapshots:
            self._snapshots[evaluation.pk] = gather(evaluation)
        snapshot = self._snapshots[evaluation.pk]
        found = next((one for one in snapshot.projects if one.pk == project), None)
        return fill(typed, catalogue_of(snapshot, found)).text
