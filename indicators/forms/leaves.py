"""Many indicators at once, as a table of them is filled in away from the site; each as on its own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import QueryDict

from departments.forms.screens import Screen
from departments.models import Evaluation

from ..models import Indicator, Survey
from ..proposed import leaf_below
from ..schemes import Scheme
from ..services import project_scheme_of, scheme_of
from ..tree import EXECUTION
from .indicator import SATISFACTION, IndicatorForm, SurveyForm


def leaf_prefix(token: UUID) -> str:
    """Return what the inputs of one indicator begin with."""
    return f"i{token.hex}"


def survey_prefix(token: UUID) -> str:
    """Return what the inputs of its survey begin with."""
    return f"s{token.hex}"


class LeavesScreen(Screen):
    """The indicators that the unit fills in itself, of all trees, in a constant number of queries.

    Attributes:
        chosen: the tokens of those that are filled in; when None, all are shown, and each form is made when it is asked
            for.
        added: new ones, by their tokens, each with the branch below which it stands.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        data: QueryDict | None = None,
        *,
        chosen: set[UUID] | None = None,
        added: Mapping[UUID, Indicator] | None = None,
    ) -> None:
        self.chosen, self.added = chosen, added or {}
        super().__init__(evaluation, data)

    def build(self) -> None:
        """Add the indicators, each with its survey where it has one."""
        for row in self.leaves:
            if self.chosen is not None and row.token in self.chosen:
                self._add(row)
        for token, parent in self.added.items():
            row = leaf_below(parent)
            row.token, row.position = token, self._last_position(parent) + 1
            self._add(row)

    @cached_property
    def rows(self) -> list[Indicator]:
        """All branches and leaves of the evaluation."""
        related = ("survey", "parent__parent", "project_evaluation__project")
        return list(self.evaluation.indicators.select_related(*related))

    @property
    def leaves(self) -> Iterator[Indicator]:
        """The indicators that the unit fills in itself."""
        return (row for row in self.rows if row.is_leaf and row.rule != EXECUTION)

    def branches(self) -> list[Indicator]:
        """Return the branches that take indicators of the unit's own."""
        above = {row.parent_id for row in self.rows if not row.is_leaf}
        return [row for row in self.rows if not row.is_leaf and row.pk not in above]

    def form_of(self, token: UUID) -> IndicatorForm | None:
        """Return the form of one indicator, None where it is not shown."""
        row = self._shown.get(token)
        if row and leaf_prefix(token) not in self.pieces:
            self._add(row)
        form = self.pieces.get(leaf_prefix(token))
        return form if isinstance(form, IndicatorForm) else None

    def survey_of(self, row: Indicator) -> SurveyForm | None:
        """Return the form of the survey behind an indicator, None where it has none."""
        form = self.form_of(row.token) if self.takes(row) and _is_satisfaction(row) else None
        survey = self.pieces.get(survey_prefix(row.token)) if form else None
        return survey if isinstance(survey, SurveyForm) else None

    def takes(self, row: Indicator) -> bool:
        """Return whether the unit fills it in itself."""
        return row.token in self._shown

    @cached_property
    def _shown(self) -> dict[UUID, Indicator]:
        """The indicators whose forms may be asked for."""
        return {row.token: row for row in self.leaves if self.chosen is None or row.token in self.chosen}

    def scheme(self, row: Indicator) -> Scheme:
        """Return the scheme of the tree that an indicator stands in."""
        scheme = self._schemes[row.project_evaluation_id is not None]
        if scheme is None:
            raise ValueError("A project has a tree only where the round has a scheme for projects.")
        return scheme

    @cached_property
    def _schemes(self) -> tuple[Scheme, Scheme | None]:
        return scheme_of(self.evaluation), project_scheme_of(self.evaluation)

    @cached_property
    def _approved(self) -> set[int | None]:
        """The trees whose goals are approved: that of the whole department is None."""
        projects = self.evaluation.project_evaluations.exclude(approval=None)
        approved: set[int | None] = set(projects.values_list("pk", flat=True))
        return approved | ({None} if self.evaluation.scorecard.approval_id else set())

    def _add(self, row: Indicator) -> None:
        scheme = self.scheme(row)
        options: dict[str, Any] = {
            "conventions": scheme.conventions,
            "text_limits": scheme.text_limits,
            "is_approved": bool(row.pk) and row.project_evaluation_id in self._approved,
        }
        self.add_row(leaf_prefix(row.token), IndicatorForm, row, **options)
        if row.pk and _is_satisfaction(row):
            survey = getattr(row, "survey", None) or Survey(indicator=row)
            self.add_row(survey_prefix(row.token), SurveyForm, survey)

    def _last_position(self, parent: Indicator) -> int:
        return max((row.position for row in self.rows if row.parent_id == parent.pk), default=0)


def _is_satisfaction(row: Indicator) -> bool:
    above: Indicator | None = row
    while above and above.parent:
        above = above.parent
    return bool(above and above.name.startswith(SATISFACTION))
