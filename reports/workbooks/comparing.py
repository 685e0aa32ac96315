"""What an uploaded entry workbook would change: every change, every clash, everything that is wrong, all at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import QueryDict

from departments import audit
from departments.forms.fields import shown
from departments.forms.rows import RowForm, said_by
from departments.forms.screens import Screen
from departments.forms.sending import lasting_name, lay_over, untouched
from departments.models import Evaluation, User
from departments.services import Collision, Locked, StaleRow, StaleRows, why_locked
from departments.services.screens import StoredRows, foresee
from departments.workbooks import Problem
from departments.writes import Write
from indicators.forms.leaves import LeavesScreen
from indicators.services import GoalsApproved, ProjectFilledIn, save_and_rescore, score_evaluation

from .matching import Answers, Matching, Source
from .reading import Entry

RULE = "rule_"
TOKEN = re.compile(r"\{([0-9a-f-]+)\}")
OF_RULE = ("parameters", "actual")
MINE, THEIRS = "mine", "theirs"
Decisions = Mapping[str, str]
"""What a person has decided of clashes: MINE with the version they were shown ("mine:5"), or THEIRS, by the input."""


@dataclass(frozen=True)
class Change:
    """One field that would change, or one row that would be added or removed.

    Attributes:
        how: how the cell was read, where that is more than its digits.
    """

    row: str
    label: str
    old: str
    new: str
    source: Source
    how: str = ""


@dataclass(frozen=True)
class Clash:
    """A field that somebody else has changed since the download, differently.

    Attributes:
        name: the lasting name of the input.
        version: the version of the row that is shown here.
    """

    name: str
    row: str
    label: str
    theirs: str
    mine: str
    who: str
    version: int
    source: Source


@dataclass
class Comparison:
    """The outcome."""

    entry: Entry
    changes: list[Change] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    forms: dict[int, str] = field(default_factory=dict)
    before: Decimal | None = None
    after: Decimal | None = None

    @property
    def can_be_confirmed(self) -> bool:
        """Whether it can be stored as it is."""
        return not self.problems and not self.clashes

    @property
    def digest(self) -> str:
        """A mark of what is shown; what is confirmed must have the same."""
        shown_now = [(one.source.address, one.label, one.old, one.new) for one in self.changes]
        clashing = [(clash.name, clash.theirs, clash.mine, clash.version) for clash in self.clashes]
        return hashlib.sha256(repr((shown_now, clashing)).encode()).hexdigest()[:32]

    def versions(self) -> dict[str, int]:
        """Return the version that each row has for this workbook from now on; to be asked when it is stored."""
        stored = (write for write in self.writes if not write.is_removal and not write.is_behind)
        return {self.forms[id(write.row)]: write.version for write in stored if id(write.row) in self.forms}


def compare(
    evaluation: Evaluation,
    entry: Entry,
    *,
    actor: User,
    versions: Mapping[str, int] | None = None,
    decisions: Decisions | None = None,
    is_rehearsed: bool = True,
) -> Comparison:
    """Return what storing the workbook would do now; nothing is stored.

    Args:
        evaluation: as it is stored now.
        entry: as it was read.
        actor: who would store it.
        versions: of rows that an earlier upload of the same workbook has stored, by the lasting names of their forms.
        decisions: of clashes.
        is_rehearsed: whether to find out what would refuse the writes, and the score after them; then they are spent.
    """
    found = Comparison(entry, problems=list(entry.problems))
    objection = entry.meta.objection(evaluation) or why_locked(evaluation)
    if objection:
        found.problems = [Problem(objection)]
        return found
    comparer = _Comparer(evaluation, found, versions or {}, decisions or {})
    comparer.compare()
    if is_rehearsed and not found.problems:
        comparer.rehearse(actor)
    return found


class _Comparer:
    def __init__(
        self, evaluation: Evaluation, found: Comparison, versions: Mapping[str, int], decisions: Decisions
    ) -> None:
        self.evaluation, self.found, self.decisions = evaluation, found, decisions
        self.matching = Matching(evaluation, found.entry, versions)
        found.problems += self.matching.problems
        found.notes += [*found.entry.notes, *self.matching.notes]
        if found.entry.unread:
            found.notes.append(f"工作表“{'”“'.join(_not_ours(found.entry.unread))}”不是填报内容，没有读取。")
            found.notes = [note for note in found.notes if "“”" not in note]

    def compare(self) -> None:
        """Find everything."""
        for answers in self.matching.answers.values():
            if answers.inputs:
                self._screen(answers)

    def _screen(self, answers: Answers) -> None:
        self._decide(answers)
        screen = self._filled(answers)
        if not screen.is_valid():
            self.found.problems += self._faults(screen)
            return
        names = {id(form.instance): form for form in screen.each_form()}
        writes = screen.writes()
        rows = StoredRows(write.row for write in writes)
        for write in writes:
            form = names[id(write.row)]
            self.found.forms[id(write.row)] = lasting_name(str(form.prefix), _data(screen))
            self.found.writes.append(write)
            self._foresee(screen, form, write, rows)

    def _decide(self, answers: Answers) -> None:
        """Let the rows be based on what the person has decided against, and leave to others what they keep."""
        for name, decision in self.decisions.items():
            kept = answers.inputs.get(name)
            if kept is None:
                continue
            if decision == THEIRS:
                del answers.inputs[name]
            else:
                newer = decision.partition(":")[2]
                form = name.rpartition("|")[0]
                for other, row in answers.inputs.items():
                    if other.rpartition("|")[0] == form:
                        row["version"] = f"{str(row['version']).partition('+')[0]}+{newer}"

    def _filled(self, answers: Answers) -> Screen:
        """Return the screen as if the browser had sent what the workbook says; rows nobody has touched are left out."""
        build: Any = answers.build
        options: dict[str, Any] = {}
        shown = self.matching.screens.pop(build)
        if build is LeavesScreen:
            tokens = {name.partition("|")[0].lstrip("is") for name in answers.inputs}
            chosen = {row.token for row in shown.leaves if row.token.hex in tokens}
            options = {"chosen": chosen, "added": answers.added}
            shown = build(self.evaluation, None, **options)
        data: QueryDict = untouched(shown, {token for name in answers.inputs for token in TOKEN.findall(name)})
        lay_over(data, answers.inputs)
        filled: Screen = build(Evaluation.objects.get(pk=self.evaluation.pk), data, **options)
        return filled

    def _faults(self, screen: Screen) -> Iterator[Problem]:
        """Yield what the forms say, each at its cell."""
        for form in screen.each_form():
            for name, errors in form.errors.items():
                source = self._source(screen, form, name)
                title = f"{source.title}：" if name in form.fields and source.title else ""
                for error in errors:
                    yield Problem(f"{title}{error}", source.sheet, source.address, source.text)

    def _source(self, screen: Screen, form: RowForm, name: str) -> Source:
        lasting = lasting_name(form.add_prefix(name), _data(screen))
        prefix = lasting.rpartition("|")[0]
        nothing = Source("", "", str(form.where or form.title), "")
        return self.matching.sources.get(lasting) or self.matching.sources.get(prefix) or nothing

    def _foresee(self, screen: Screen, form: RowForm, write: Write, rows: StoredRows) -> None:
        try:
            changes = foresee(write, rows)
        except StaleRow as stale:
            self._clash(screen, form, write, stale)
            return
        if write.is_removal:
            source = self._source(screen, form, "remove")
            self.found.changes.append(Change(form.title, "整行", form.title, "（删除）", source))
            return
        for name in form.changed_data:
            if name in form.content_names and _is_own(name, changes, form):
                self.found.changes.append(self._change(screen, form, name))

    def _change(self, screen: Screen, form: RowForm, name: str) -> Change:
        field, source = form.fields[name], self._source(screen, form, name)
        old = "" if form.is_new else shown(form.get_initial_for_field(field, name), field)
        note = getattr(form[name], "note", "")
        return Change(
            form.title if form.is_new else _title(form), str(form[name].label), old, _new(form, name), source, note
        )

    def _clash(self, screen: Screen, form: RowForm, write: Write, stale: StaleRow) -> None:
        """Put both values beside each other; saving goes on as if the person kept their own, so that all is checked."""
        stored = stale.current
        write.decided_at = stored.version if stored else 0
        if stored is None:
            source = self._source(screen, form, "")
            self.found.problems.append(
                Problem("这一行在下载后已被他人删除，修改不能保存。请放弃这一行的修改。", source.sheet, source.address)
            )
            return
        kept = form.kept_values(stored)
        names = stale.fields or [name for name in form.changed_data if name in kept]
        for name in _as_inputs(names, form):
            if name in kept:
                self._put_clash(screen, form, name, kept[name], stored)

    def _put_clash(self, screen: Screen, form: RowForm, name: str, kept: Any, stored: Any) -> None:
        lasting = lasting_name(form.add_prefix(name), _data(screen))
        clash = Clash(
            lasting,
            _title(form),
            str(form[name].label),
            shown(kept, form.fields[name]),
            _new(form, name),
            said_by(audit.latest(stored)),
            stored.version,
            self._source(screen, form, name),
        )
        if clash.theirs != clash.mine:
            self.found.clashes.append(clash)

    def rehearse(self, actor: User) -> None:
        """Store everything and take it back, so that whatever would refuse it then is known now."""
        self.found.before = score_evaluation(self.evaluation).total
        try:
            with transaction.atomic():
                save_and_rescore(self.evaluation, self.found.writes, actor=actor)
                self.found.after = score_evaluation(Evaluation.objects.get(pk=self.evaluation.pk)).total
                transaction.set_rollback(True)
        except (Locked, Collision, GoalsApproved, ProjectFilledIn, StaleRows) as refusal:
            self.found.problems.append(Problem(str(refusal)))


def _data(screen: Screen) -> QueryDict:
    assert screen.data is not None  # noqa: S101 (it was built from data)
    return screen.data


def _is_own(name: str, changes: audit.Changes, form: RowForm) -> bool:
    """Return whether the person has changed the field, and not somebody else meanwhile."""
    if name.startswith(RULE):
        return any(column in changes for column in OF_RULE)
    return name in changes or name not in form.kept_values(form.instance)


def _as_inputs(names: Sequence[str] | Any, form: RowForm) -> list[str]:
    """Return the inputs for the columns that clash: the settings of a rule stand in several."""
    plain = [name for name in names if name != "parameters"]
    return plain + [name for name in form.changed_data if name.startswith(RULE)] * ("parameters" in names)


def _new(form: RowForm, name: str) -> str:
    value = form.cleaned_data.get(name)
    return shown(getattr(value, "pk", value), form.fields[name])


def _title(form: RowForm) -> str:
    """Return what the row is called as it is stored."""
    return str(form.initial.get("name") or form.initial.get("title") or form.title)


def _not_ours(names: Sequence[str]) -> list[str]:
    """Return the sheets that the system has not made itself."""
    made = ("填报说明", "错误清单")
    return [name for name in names if name not in made and not name.endswith(("自评表", "计分"))]
