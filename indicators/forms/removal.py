"""Removing an indicator: what it takes with it is removed one by one, so that the log knows."""

from __future__ import annotations

from departments.forms.rows import RowForm
from departments.forms.screens import Screen
from departments.writes import Write

from ..models import Indicator


class RemovalForm(RowForm):
    """Nothing to type: only the version that the person saw."""

    class Meta:
        model = Indicator
        fields: list[str] = []

    def writes(self) -> list[Write]:
        """Return the proofs and then the indicator."""
        files = [Write(row, row.version, is_removal=True) for row in self.instance.evidence.all()]
        return [*files, Write(self.instance, self.posted_version, is_removal=True)]


class RemovalScreen(Screen):
    """The question whether to remove one indicator."""

    def __init__(self, indicator: Indicator, data: object = None, *, is_frozen: bool = False) -> None:
        self.indicator = indicator
        super().__init__(indicator.evaluation, data, is_frozen=is_frozen)  # type: ignore[arg-type]

    def build(self) -> None:
        """Add the indicator."""
        self.add_row("indicator", RemovalForm, self.indicator)
