"""Everything that one page saves together: single rows and lists of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db.models import UniqueConstraint
from django.http import QueryDict

from ..models import Absence, Evaluation
from ..models.versioned import Entry
from ..writes import Conflict, Write
from .absence import AbsenceForm
from .rows import EntryForm, RowForm, count_of

MOST_ROWS = 500


class RowSet:
    """The rows of one list: changed, added, removed, ordered. Works without JavaScript by its spare rows."""

    def __init__(
        self,
        form_class: type[EntryForm],
        rows: Sequence[Entry],
        new_row: Callable[[], Entry],
        *,
        prefix: str,
        data: Any = None,
        spare: int = 2,
        is_frozen: bool = False,
        **options: Any,
    ) -> None:
        self.form_class, self.new_row, self.prefix, self.data = form_class, new_row, prefix, data
        self.absence: Any = None
        self.options: dict[str, Any] = {**options, "is_frozen": is_frozen}
        self.rows = rows
        self.next_position = max((row.position for row in rows), default=0) + 1
        self.spare = 0 if is_frozen else spare
        self._stored_forms: dict[int, EntryForm] = {}

    @cached_property
    def forms(self) -> list[EntryForm]:
        """The rows that are shown, or that were sent; a form is made when somebody asks for it."""
        if self.data is not None:
            return list(self._sent_forms())
        blanks = [self._form(len(self.rows) + extra, self._blank(extra)) for extra in range(self.spare)]
        return [*map(self.stored_form, range(len(self.rows))), *blanks]

    def stored_form(self, index: int) -> EntryForm:
        """Return the form that shows one stored row, counted from 0."""
        if index not in self._stored_forms:
            self._stored_forms[index] = self._form(index, self.rows[index])
        return self._stored_forms[index]

    @property
    def has_inner_lists(self) -> bool:
        """Whether lists stand below its rows."""
        return self.form_class.lists is not RowForm.lists

    @property
    def count_name(self) -> str:
        """The name of the input that says how many rows were sent."""
        return f"{self.prefix}-count"

    @property
    def placeholder(self) -> str:
        """What stands for the index in the row that the script copies."""
        return f"__{self.prefix.rsplit('-', 1)[-1]}__"

    @property
    def empty_form(self) -> EntryForm:
        """The row that the script copies; it fills in the index and a token of its own."""
        form = self.form_class(instance=self._blank(0), prefix=f"{self.prefix}-{self.placeholder}", **self.options)
        form.initial = {**form.initial, "token": "", "position": None}
        return form

    def is_valid(self) -> bool:
        """Return whether every row is right, and no two are the same."""
        valid = [form.is_valid() for form in self.forms]
        return all(valid) and not self._find_doubles()

    def writes(self) -> list[Write]:
        """Return what there is to store, removals first."""
        writes = [write for form in self.forms for write in form.writes()]
        return sorted(writes, key=lambda write: not write.is_removal)

    def each_form(self) -> Iterator[RowForm]:
        """Yield the forms of the rows, with what stands below them."""
        for form in self.forms:
            yield from form.each_form()

    def field_of(self, row: str) -> Any:
        """Return the first field of the stored row with this number, None when there is none."""
        if not row.isdecimal() or int(row) >= len(self.rows):
            return None
        form = self.forms[int(row)]
        return form[form.content_names[0]]

    def _form(self, index: int, row: Entry) -> EntryForm:
        return self.form_class(
            self.data, instance=row, prefix=f"{self.prefix}-{index}", row_key=str(index), **self.options
        )

    def _blank(self, extra: int, token: UUID | None = None) -> Entry:
        row = self.new_row()
        row.position, row.token = self.next_position + extra, token or uuid4()
        return row

    def _sent_forms(self) -> Iterator[EntryForm]:
        """Yield the rows that were sent; a new one without a number stands behind the row before it."""
        stored = {row.token: row for row in self.rows}
        sent = {index: self._posted(index, stored) for index in self._indexes()}
        shown = {row.token for row in sent.values()}
        last = max((row.position for row in self.rows if row.token not in shown), default=0)
        for index, row in sent.items():
            if row.pk is None:
                row.position = last + 1
            last = max(last, count_of(self.data.get(f"{self.prefix}-{index}-position", "")) or row.position)
            yield self._form(index, row)

    def _indexes(self) -> Iterable[int]:
        """Return the numbers of the rows that were sent."""
        return range(self._count())

    def _count(self) -> int:
        return min(count_of(self.data.get(self.count_name, "")), MOST_ROWS)

    def _posted(self, index: int, stored: dict[UUID, Entry]) -> Entry:
        """Return the stored row that was sent, or a new one under the token that the page gave it."""
        name = f"{self.prefix}-{index}-token"
        try:
            token = UUID(self.data[name])
        except (KeyError, ValueError):
            token = uuid4()
            self.data[name] = str(token)
        return stored.get(token) or self._blank(index, token)

    def _find_doubles(self) -> bool:
        """Mark rows that repeat what may stand in the list only once."""
        found = False
        for constraint in self.form_class._meta.model._meta.constraints:
            names = _within_evaluation(constraint, self.form_class)
            seen: set[tuple[Any, ...]] = set()
            for form in self._remaining() if names else ():
                key = tuple(form.cleaned_data.get(name) for name in names)
                if key in seen:
                    form.add_error(names[-1], constraint.violation_error_message)
                    found = True
                seen.add(key)
        return found

    def _remaining(self) -> list[EntryForm]:
        return [form for form in self.forms if not form.is_leaving and not form.is_blank]


def _within_evaluation(constraint: Any, form_class: type[EntryForm]) -> list[str]:
    """Return the form fields that must differ from row to row, none when the constraint is another matter."""
    if not isinstance(constraint, UniqueConstraint) or "evaluation" not in constraint.fields:
        return []
    names = [name for name in constraint.fields if name != "evaluation"]
    return names if "token" not in names and all(name in form_class.base_fields for name in names) else []


class Screen:
    """What one page shows and saves in one transaction. A subclass names its pieces.

    Attributes:
        is_sparse: whether an automatic save sends only the rows in which something was typed.
        answer_template: what an automatic save answers beside the state of the fields, as the script puts it in.
        guided_as: what the keys of the guidance of its fields begin with.
    """

    is_sparse = False
    answer_template = ""
    guided_as = ""

    def __init__(self, evaluation: Evaluation, data: QueryDict | None = None, *, is_frozen: bool = False) -> None:
        self.evaluation = evaluation
        self.data = None if data is None else data.copy()
        self.is_frozen = is_frozen
        self.draft_version = 0
        self._absences: dict[str, Absence] | None = None
        self.pieces: dict[str, RowForm | RowSet] = {}
        self.build()

    def build(self) -> None:
        """Add the pieces, in the order in which they are stored."""
        raise NotImplementedError

    def add_row(self, name: str, form_class: type[RowForm], row: Any, **options: Any) -> None:
        """Add a single row."""
        options |= {"prefix": name, "is_frozen": self.is_frozen}
        self.pieces[name] = form_class(self.data, instance=row, **options)

    def add_list(self, name: str, form_class: type[EntryForm], rows: Any, **options: Any) -> None:
        """Add a list of rows, `rows` being the evaluation's own related manager."""
        self.pieces[name] = RowSet(
            form_class,
            list(rows.all()),
            lambda: rows.model(evaluation=self.evaluation),
            prefix=name,
            data=self.data,
            is_frozen=self.is_frozen,
            **options,
        )

    def add_absence(self, name: str, named: str) -> None:
        """Let the list or text that was added under this name be stated as nothing (无此项)."""
        if self._absences is None:
            self._absences = {row.subject: row for row in self.evaluation.absences.all()}
        row = self._absences.get(name) or Absence(evaluation=self.evaluation, subject=name)
        about = self.pieces[name]
        self.add_row(f"absence-{name}", AbsenceForm, row, about=about, named=named, row_key=name)
        about.absence = self.pieces[f"absence-{name}"]

    def __getitem__(self, name: str) -> RowForm | RowSet:
        return self.pieces[name]

    def each_form(self) -> Iterator[RowForm]:
        """Yield every form on the page, in order."""
        for piece in self.pieces.values():
            yield from piece.each_form()

    def is_valid(self) -> bool:
        """Return whether everything is right; all faults are found at once."""
        answers = [piece.is_valid() for piece in self.pieces.values()]
        statements = [piece for piece in self.pieces.values() if isinstance(piece, AbsenceForm)]
        contradictions = [piece.contradicts() for piece in statements]
        return all(answers) and not any(contradictions)

    def writes(self) -> list[Write]:
        """Return what there is to store."""
        return [write for piece in self.pieces.values() for write in piece.writes()]

    def show_saved(self, saved: Any) -> None:
        """Take over what the service that stored the screen has found out; most pages show nothing of it."""

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Put what others have stored beside what was typed."""
        for conflict in conflicts:
            next(form for form in self.each_form() if form.instance is conflict.write.row).show_conflict(conflict)

    def find(self, name: str, row: str = "") -> Any:
        """Return the list of this name, or the field (that of `row`, where there are several), None without one."""
        piece = self.pieces.get(name)
        if isinstance(piece, RowSet):
            return piece.field_of(row) or piece
        if piece is not None:
            return piece[piece.content_names[0]]
        forms = (*self._by_row[row], *self._by_row[""])
        return next((form[name] for form in forms if name in form.content_names), None)

    @cached_property
    def _by_row(self) -> dict[str, list[RowForm]]:
        rows: dict[str, list[RowForm]] = defaultdict(list)
        for form in self.each_form():
            rows[form.row_key].append(form)
        return rows

    def find_input(self, name: str) -> Any:
        """Return the field whose input has this name, None without one."""
        fields = ((form, field) for form in self.each_form() for field in form.content_names)
        return next((form[field] for form, field in fields if form.add_prefix(field) == name), None)

    def freeze(self) -> None:
        """Show everything without the means to change it; what was typed stays."""
        self.is_frozen = True
        for form in self.each_form():
            form.is_frozen = True

    @property
    def lost(self) -> list[str]:
        """What was typed in rows that are not there any more, in words."""
        return []

    @property
    def notices(self) -> list[str]:
        """What others have done meanwhile."""
        return [*self.lost, *(form.notice for form in self.each_form() if form.notice)]

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """The errors of all forms for the summary: id of the input, its label, the message."""
        return [fault for form in self.each_form() for fault in _faults(form)]


def _faults(form: RowForm) -> Iterator[tuple[str, str, str]]:
    for name, errors in form.errors.items():
        bound = form[name] if name in form.fields else None
        for error in errors:
            if bound is None or bound.is_hidden:
                yield "", form.where or form.title, str(error)
            else:
                yield bound.id_for_label or bound.auto_id, f"{form.where} {bound.label}".strip(), str(error)
