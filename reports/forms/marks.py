"""The sheet on which a reviewer says what single indicators are worth (核查分数、核查意见)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from departments.forms.fields import EntryBoundField
from departments.forms.inputs import PlainInputs
from departments.forms.worded import WordedForm
from departments.models import Evaluation
from departments.workflow import Status
from indicators.forms.fields import NumberField
from indicators.models import StageScore
from indicators.schemes import Scheme
from indicators.scoring import problems_of
from indicators.services import Mark
from perfeval.lib.decimals import plain

from ..figures import filled
from ..schemes import project_scheme_of, scheme_of
from ..snapshot import IndicatorFacts, ProjectFacts, Snapshot

GONE = "（已删除）"
LONGEST_VERSION = 9


class MarkForm(WordedForm, forms.Form):
    """What the stage says of one indicator."""

    data: Any
    settled: Collection[str] = ()
    bound_field_class = EntryBoundField
    default_renderer = PlainInputs
    use_required_attribute = False

    points = NumberField(label="核查分数", required=False, max_digits=5, decimal_places=2, show_hidden_initial=True)
    reason = forms.CharField(
        label="核查意见",
        required=False,
        max_length=1000,
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, leaf: IndicatorFacts, row: StageScore | None, scheme: Scheme) -> None:
        kept = {"points": row.points, "reason": row.reason} if row else {}
        super().__init__(data, prefix=f"leaf-{leaf.pk}", initial=kept | {"version": row.version if row else 0})
        self.leaf, self.scheme = leaf, scheme
        self.label_suffix = ""
        self.is_frozen = False
        self.stored: dict[str, str] = {}
        self.findings: dict[str, list[Any]] = {}

    def clean(self) -> dict[str, Any]:
        """Hold what was said against the scheme; all faults at once."""
        said = self.cleaned_data
        if "points" in said:
            found = problems_of(
                said["points"],
                said.get("reason", "-"),
                points=self.leaf.points,
                own=self.leaf.score,
                decimals=self.scheme.conventions.decimals,
                tolerance=self.scheme.review.tolerance,
            )
            for problem in found:
                self.add_error(problem.path, problem.message)
        return said

    @property
    def mark(self) -> Mark:
        """What there is to store."""
        said = self.cleaned_data
        return Mark(self.leaf.pk, said["points"], said["reason"], number_of(said["version"]))

    @property
    def is_said(self) -> bool:
        """Whether the reviewer has changed what the page showed."""
        return any(name in self.changed_data for name in ("points", "reason"))

    def show_conflict(self, stored: StageScore | None) -> None:
        """Put what others have stored beside what was typed; saving again then is a decision."""
        self.data[self.add_prefix("version")] = str(stored.version if stored else 0)
        self.stored = {
            "points": plain(stored.points) if stored else GONE,
            "reason": stored.reason or "（空）" if stored else GONE,
        }


@dataclass
class MarkRow:
    """One indicator, what the stages have said of it, and the form of the present stage where it may be written.

    Attributes:
        files: its proofs (佐证材料).
        remarks: what has been remarked on it and is not resolved.
    """

    leaf: IndicatorFacts
    given: list[StageScore]
    form: MarkForm | None = None
    files: Sequence[Any] = ()
    remarks: Sequence[Any] = ()


@dataclass
class MarkTable:
    """The indicators of the whole department, or of one project."""

    title: str
    total: Decimal | None
    grade: str
    rows: list[MarkRow] = field(default_factory=list)


class MarkSheet:
    """Everything that a reviewer sees and writes of the scores. Without `is_open` it is only read."""

    def __init__(
        self, evaluation: Evaluation, snapshot: Snapshot, data: QueryDict | None = None, *, is_open: bool
    ) -> None:
        self.evaluation = evaluation
        self.data = None if data is None else data.copy()
        self.is_open = is_open
        self.is_written = is_open or self.data is not None
        self.given: dict[int, list[StageScore]] = {}
        for row in evaluation.stage_scores.select_related("scored_by"):
            self.given.setdefault(row.indicator_id, []).append(row)
        self.tables = list(self._tables(filled(snapshot)))
        if not is_open:
            self.freeze()

    @property
    def seen(self) -> int:
        """The evaluation's version that the page shows or was sent from."""
        return self.evaluation.version if self.data is None else number_of(self.data.get("seen", ""))

    @property
    def forms(self) -> Iterator[MarkForm]:
        """The forms of all rows that may be written."""
        return (row.form for table in self.tables for row in table.rows if row.form)

    def is_valid(self) -> bool:
        """Return whether everything that was said is right; all faults are found at once."""
        answers = [form.is_valid() for form in self.forms if form.is_said]
        return all(answers)

    def marks(self) -> list[Mark]:
        """Return what there is to store."""
        return [form.mark for form in self.forms if form.is_said]

    def freeze(self) -> None:
        """Show what was typed without the means to change it."""
        for form in self.forms:
            form.is_frozen = True

    def show_conflicts(self, current: Mapping[int, StageScore | None]) -> None:
        """Put what others have stored beside what was typed."""
        for form in self.forms:
            if form.leaf.pk in current:
                form.show_conflict(current[form.leaf.pk])

    def put_beside(self, files: Mapping[int, Sequence[Any]], remarks: Mapping[str, Sequence[Any]]) -> None:
        """Give every indicator its proofs, and what has been remarked on it."""
        for table in self.tables:
            for row in table.rows:
                row.files, row.remarks = files.get(row.leaf.pk, ()), remarks.get(str(row.leaf.pk), ())

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """The errors for the summary: id of the input, its label, the message."""
        return [
            (form[name].id_for_label, f"{form.leaf.name} {form[name].label}", str(error))
            for form in self.forms
            if form.is_bound and form.is_said
            for name, errors in form.errors.items()
            for error in errors
        ]

    def _tables(self, snapshot: Snapshot) -> Iterator[MarkTable]:
        yield self._table("整体", snapshot, scheme_of(snapshot))
        of_projects = project_scheme_of(snapshot)
        if of_projects:
            for project in snapshot.projects:
                yield self._table(f"项目：{project.name}", project, of_projects)

    def _table(self, title: str, scored: Snapshot | ProjectFacts, scheme: Scheme) -> MarkTable:
        return MarkTable(title, scored.total, scored.grade, list(self._rows(scored.leaves(), scheme)))

    def _rows(self, leaves: Iterable[IndicatorFacts], scheme: Scheme) -> Iterator[MarkRow]:
        for leaf in leaves:
            given = self.given.get(leaf.pk, [])
            if not (self.is_written and leaf.is_applicable):
                yield MarkRow(leaf, given)
                continue
            own = next((row for row in given if self._is_present(row)), None)
            yield MarkRow(leaf, [row for row in given if row is not own], MarkForm(self.data, leaf, own, scheme))

    def _is_present(self, row: StageScore) -> bool:
        return self.evaluation.status == Status.SUBMITTED and row.stage == self.evaluation.stage


def number_of(sent: str) -> int:
    """Return the version that a hidden input sent, 0 for anything that no page of ours has sent."""
    return int(sent) if sent.isdecimal() and len(sent) <= LONGEST_VERSION else 0
