"""Copying what last year's evaluation said, part by part: only where nothing is written yet, and marked as copied."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction

from departments.models import Citation, Evaluation, Origin, User
from departments.models.versioned import Versioned
from departments.services import Source, carry, open_for_entry
from departments.writes import Write
from indicators.approved import planned
from indicators.models import Indicator
from indicators.schemes import Scheme
from indicators.services import approval_of, save_and_rescore, scheme_of

from ..forms.texts import objection
from ..models import Measure, Problem, Section
from .kinds import KINDS, Key, Kind, key_of_leaf

PLANNED = ("name", "points", "nature", "sign", "unit", "rule")


@dataclass
class ToCopy:
    """What would be stored by copying a part.

    Attributes:
        scheme: this year's, which says where the chapters are written.
        writes: the rows to add and to fill in.
        texts: the fields of each row whose text is carried over.
    """

    last: Evaluation
    scheme: Scheme
    writes: list[Write] = field(default_factory=list)
    texts: list[tuple[Versioned, Collection[str]]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Where it comes from, as people read it."""
        return f"{self.last.cycle.year}年度自评"


def to_copy(evaluation: Evaluation, part: str) -> ToCopy | None:
    """Return what last year's evaluation can give to the empty fields of one part, None without a year before."""
    last = Evaluation.objects.of_year_before(evaluation)
    if last is None:
        return None
    found = ToCopy(last, scheme_of(evaluation))
    made: dict[Key, Any] = {}
    for kind in KINDS:
        if kind.may_stand_on(part) and (kind.texts or kind.amounts or kind.is_list):
            _compare(kind, evaluation, part, found, made)
    return found


@transaction.atomic
def copy_part(evaluation: Evaluation, part: str, *, actor: User) -> int:
    """Store what last year's evaluation gives to one part; return how many rows that concerns.

    Nothing that has been written this year is overwritten. Copied text counts as carried over until it is changed or
    confirmed; a paragraph that was carried over last year keeps the year since which it has been the same.

    Raises:
        Locked: the evaluation is not open for changes.
    """
    current = open_for_entry(evaluation)
    found = to_copy(current, part)
    if found is None or not found.writes:
        return 0
    save_and_rescore(current, found.writes, actor=actor)
    known = dict(found.last.carried_texts.values_list("digest", "since"))
    source = Source(Origin.LAST_YEAR, found.label, found.last.cycle.year, known)
    carry(current, found.texts, source=source, actor=actor)
    return len(found.writes)


def _compare(kind: Kind, evaluation: Evaluation, part: str, found: ToCopy, made: dict[Key, Any]) -> None:
    """Add what one kind of row can give; `made` holds this year's rows that others stand below, by kind and key."""
    now = {kind.key(row): row for row in kind.rows_of(evaluation, part, found.scheme)}
    made.update({(kind.model, key): row for key, row in now.items()})
    for before in kind.rows_of(found.last, part, found.scheme):
        key = kind.key(before)
        if key in now:
            _fill(kind, now[key], before, found)
        elif kind.is_list and (row := _added(kind, evaluation, before, made)) is not None:
            made[kind.model, key] = row
            found.writes.append(Write(row, 0))
            found.texts.append((row, kind.texts))


def _fill(kind: Kind, row: Any, before: Any, found: ToCopy) -> None:
    """Add what is empty in a row and was written last year."""
    pairs = [*((name, name) for name in kind.texts), *kind.amounts]
    empty = [(name, source) for name, source in pairs if _is_empty(row, name) and not _is_empty(before, source)]
    if isinstance(row, Indicator):
        empty = [(name, source) for name, source in empty if name != "target_text"]
    for name, source in empty:
        setattr(row, name, getattr(before, source))
    if empty:
        found.writes.append(Write(row, row.version, fields=[name for name, _ in empty]))
        found.texts.append((row, [name for name, _ in empty if name in kind.texts]))


def _is_empty(row: Any, name: str) -> bool:
    return getattr(row, name) in (None, "")


def _added(kind: Kind, evaluation: Evaluation, before: Any, made: dict[Key, Any]) -> Any:
    """Return this year's new row like one of last year, None where it has no place."""
    build = BUILDERS.get(kind.model, partial(_listed, kind))
    return build(evaluation, before, made)


def _listed(kind: Kind, evaluation: Evaluation, before: Any, made: dict[Key, Any]) -> Any:
    texts = {name: getattr(before, name) for name in kind.texts}
    model: Any = kind.model
    return model(evaluation=evaluation, position=before.position, **texts)


def _section(evaluation: Evaluation, before: Section, made: dict[Key, Any]) -> Section | None:
    return Section(evaluation=evaluation, key=before.key, text=before.text) if before.text.strip() else None


def _citation(evaluation: Evaluation, before: Citation, made: dict[Key, Any]) -> Citation | None:
    if objection(before.authority, evaluation.cycle.year):
        return None
    return Citation(evaluation=evaluation, authority=before.authority, position=before.position)


def _measure(evaluation: Evaluation, before: Measure, made: dict[Key, Any]) -> Measure | None:
    problem = made.get((Problem, ("".join(before.problem.title.split()),)))
    if problem is None:
        return None
    return Measure(
        evaluation=evaluation, problem=problem, position=before.position, text=before.text, office=before.office
    )


def _leaf(evaluation: Evaluation, before: Indicator, made: dict[Key, Any]) -> Indicator | None:
    """Return an indicator as it was planned last year, without its values; approved goals take no other."""
    parent = _branch_like(evaluation, before, made)
    if parent is None or _is_approved(parent, made):
        return None
    texts = {name: getattr(before, name) for name in KIND_OF_LEAF.texts}
    plan = {name: getattr(before, name) for name in PLANNED}
    return Indicator(
        evaluation=evaluation,
        project_evaluation=parent.project_evaluation,
        parent=parent,
        is_leaf=True,
        position=before.position,
        parameters=planned(before.rule, before.parameters),
        **plan,
        **texts,
    )


def _is_approved(branch: Indicator, made: dict[Key, Any]) -> bool:
    """Return whether the goals of the tree are approved; each tree is asked once."""
    tree = ("approval", branch.project_evaluation_id)
    if tree not in made:
        made[tree] = approval_of(branch.evaluation, branch.project_evaluation)
    return made[tree] is not None


def _branch_like(evaluation: Evaluation, before: Indicator, made: dict[Key, Any]) -> Indicator | None:
    """Return this year's branch with the path of last year's; all branches are read once."""
    if "branches" not in made:
        rows = evaluation.indicators.filter(is_leaf=False)
        rows = rows.select_related("evaluation", "parent__parent", "project_evaluation__project")
        made["branches"] = {key_of_leaf(row): row for row in _lowest(rows)}
    branches: dict[Key, Indicator] = made["branches"]
    return branches.get(key_of_leaf(before)[:-1])  # type: ignore[index]


def _lowest(rows: Any) -> Iterator[Indicator]:
    """Yield the branches that have no branch below them."""
    above = {row.parent_id for row in rows}
    return (row for row in rows if row.pk not in above)


BUILDERS: dict[type, Any] = {Section: _section, Citation: _citation, Measure: _measure, Indicator: _leaf}
KIND_OF_LEAF = next(kind for kind in KINDS if kind.model is Indicator)
