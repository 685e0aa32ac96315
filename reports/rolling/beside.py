"""What last year's evaluation said of each field on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from departments.forms.screens import Screen
from departments.models import Evaluation
from indicators.forms.overview_row import value_text
from indicators.models import Indicator, ProjectEvaluation, Survey

from ..gather.printed import Printed
from .kinds import OF_MODEL, Key, Kind

MINE = {"previous", "carryover_previous"}
"""Fields of this year that speak of the last one themselves."""


class Beside:
    """Last year's rows of one department, each kind read at most once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.last = Evaluation.objects.of_year_before(evaluation)
        self._rows: dict[Kind, dict[Key, Any]] = {}
        self._printed = Printed()

    def row_for(self, row: Any) -> Any:
        """Return the same row of last year, None when there was none."""
        kind = OF_MODEL.get(type(row))
        return self._of(kind).get(self._key(kind, row)) if kind and self.last else None

    def lay(self, screen: Screen) -> None:
        """Put what was said last year beside every field of the screen."""
        for form in screen.each_form() if self.last else ():
            before = self.row_for(form.instance)
            if before is not None:
                form.show_last_year(before, unseen={*OF_MODEL[type(before)].unseen, *MINE})
                form.last_year = {name: self._words(text, before) for name, text in form.last_year.items()}

    def _words(self, text: str, row: Any) -> str:
        """Return a text of last year as it was printed then."""
        return self._printed.text(text, self.last, project_of(row)) if self.last else text

    def _key(self, kind: Kind, row: Any) -> Key:
        """Return what names the row; where an indicator stands is read once for all of this year's."""
        leaf = row.indicator if isinstance(row, Survey) else row
        if not isinstance(leaf, Indicator) or leaf.pk not in self._paths:
            return kind.key(row)
        return self._paths[leaf.pk]

    @cached_property
    def _paths(self) -> dict[int, Key]:
        columns = ("pk", "parent_id", "name", "project_evaluation__project__name")
        rows = {row[0]: row for row in self.evaluation.indicators.values_list(*columns)}

        def path(pk: int | None) -> tuple[str, ...]:
            return () if pk is None else (*path(rows[pk][1]), rows[pk][2])

        return {pk: (project or "", *path(pk)) for pk, _, _, project in rows.values()}

    def _of(self, kind: Kind) -> dict[Key, Any]:
        if kind not in self._rows and self.last:
            self._rows[kind] = {kind.key(row): row for row in kind.rows(self.last)}
        return self._rows[kind]


def project_of(row: Any) -> int | None:
    """Return the key of the project's self-evaluation that a row belongs to, None for the whole department."""
    if isinstance(row, ProjectEvaluation):
        return row.pk
    leaf = row.indicator if isinstance(row, Survey) else row
    return getattr(leaf, "project_evaluation_id", None)


@dataclass(frozen=True)
class LastLeaf:
    """What an indicator aimed at, reached and scored last year, as it is printed; points are 分."""

    target: str
    actual: str
    score: Decimal | None
    points: Decimal

    @classmethod
    def of(cls, row: Indicator) -> LastLeaf:
        """Return last year's indicator in words."""
        target = value_text(row.sign, row.effective_target, row.unit) or row.target_text
        actual = row.actual_text or value_text("", row.actual, row.unit)
        return cls(target, actual, row.score, row.effective_points)
