"""The sheets of the indicators: the trees as tables, the surveys, and the bands and items of their rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms

from indicators.forms.indicator import IndicatorForm
from indicators.forms.leaves import LeavesScreen, leaf_prefix
from indicators.models import Indicator
from indicators.spreadsheets.cells import Value
from indicators.tree import Branch, grow

from .blocks import MIDDLE, SPARE, WIDE, Block, Column, LateRecord, Record, columns_of, record_of
from .fields import cell_value

PARENT, SCORE, LABEL = "parent", "score", "label"
ORDER = (
    *("name", "nature", "sign", "target", "unit", "target_text", "points", "rule"),
    *("actual", "rule_awarded", "rule_done", "actual_text", SCORE, "narrative", "reason", "measure"),
    *("standard", "source", "method", "accuracy", "is_applicable", "inapplicable_reason"),
)
LAST = ("own_score", "own_reason", "adjusted_target", "adjusted_points", "adjustment_document")
ROW_NAMES = ("rule_band_", "rule_item_")
KEPT_NAMES = ("rule_band_side", "rule_band_kind")
BANDS, ITEMS = (("bound", "界限"), ("amount", "得")), (("name", "要点"), ("points", "分值"), ("done", "是否达到"))
MORE_ROWS = 2


@dataclass(frozen=True)
class Place:
    """Where an indicator stands: its number, and the names above it."""

    code: str
    branch: Branch
    tree: str

    @property
    def label(self) -> str:
        """What a person chooses it by."""
        return f"{self.code} {' › '.join(self.branch.path)}"


def places_of(screen: LeavesScreen) -> list[Place]:
    """Return all branches and leaves in reading order; those of a project begin with its number."""
    trees: dict[Any, list[Indicator]] = {}
    for row in screen.rows:
        trees.setdefault(row.project_evaluation, []).append(row)
    named = sorted(trees, key=lambda project: (project is not None, project and (project.project.position, project.pk)))
    return [
        place
        for number, project in enumerate(named, start=0 if None in trees else 1)
        for place in _walk(grow(trees[project]), f"项目{number}-" if project else "", str(project or ""))
    ]


def _walk(branches: tuple[Branch, ...], before: str, tree: str) -> Iterator[Place]:
    for position, branch in enumerate(branches, start=1):
        yield Place(f"{before}{position}", branch, tree)
        yield from _walk(branch.children, f"{before}{position}.", tree)


def leaf_blocks(screen: LeavesScreen) -> Iterator[Block]:
    """Yield the whole department's indicators, those of its projects, and the surveys."""
    places = places_of(screen)
    yield from _tree("indicators", "指标", [place for place in places if not place.tree], screen)
    yield from _tree("project_indicators", "项目指标", [place for place in places if place.tree], screen)
    surveys = [(place, screen.survey_of(place.branch.indicator)) for place in places]
    found = [(place, form) for place, form in surveys if form is not None]
    if found:
        columns = (Column(LABEL, "指标", MIDDLE), *columns_of(found[0][1]))
        records = [record_of(form, str(form.prefix), {LABEL: _named(place)}) for place, form in found]
        yield Block("surveys", "满意度调查", columns, tuple(records))


def _named(place: Place) -> str:
    return f"{place.code} {place.branch.indicator.name}"


def _tree(key: str, title: str, places: list[Place], screen: LeavesScreen) -> Iterator[Block]:
    if not places:
        return
    found = [place for place in places if screen.takes(place.branch.indicator)]
    open_below = {branch.pk for branch in screen.branches()}
    labels = {place.branch.indicator.pk: place.label for place in places}
    parent = forms.ChoiceField(choices=[(pk, label) for pk, label in labels.items() if pk in open_below])
    some = screen.form_of(found[0].branch.indicator.token) if found else None
    columns = (
        Column("code", "编号", 9),
        Column(PARENT, "上级指标", MIDDLE, parent, "新增指标时从下拉列表中选择。"),
        *sorted(columns_of(some or _empty(screen, places)), key=_place_of),
    )
    with_score = [*columns]
    with_score.insert(_after(columns, "actual_text"), Column(SCORE, "得分", 10))
    records = tuple(_late(screen, place, labels) for place in found)
    yield Block(key, title, tuple(column for column in with_score if _is_shown(column.name)), records, spare=SPARE)


def _empty(screen: LeavesScreen, places: list[Place]) -> IndicatorForm:
    """Return the form of an indicator that is not there, for a tree without any."""
    branch = next(place.branch.indicator for place in places if not place.branch.indicator.is_leaf)
    extra = LeavesScreen(screen.evaluation, chosen=set(), added={branch.token: branch})
    form = extra.form_of(branch.token)
    assert form is not None  # noqa: S101 (it has just been added)
    return form


def _place_of(column: Column) -> int:
    names = (*ORDER, *LAST)
    if column.name == "position":
        return len(names) + 1
    return names.index(column.name) if column.name in names else len(names)


def _after(columns: tuple[Column, ...], name: str) -> int:
    return next(index for index, column in enumerate(columns, start=1) if column.name == name)


def _is_shown(name: str) -> bool:
    return not name.startswith(ROW_NAMES) or name in KEPT_NAMES


def _late(screen: LeavesScreen, place: Place, labels: dict[int, str]) -> Record:
    """Return the row of an indicator, whose form is made when somebody asks for it."""
    row = place.branch.indicator

    def make() -> Record:
        form = screen.form_of(row.token)
        assert form is not None  # noqa: S101 (`takes` has said so)
        return _leaf(place, form, labels)

    return LateRecord(leaf_prefix(row.token), row.version, make)


def _leaf(place: Place, form: IndicatorForm, labels: dict[int, str]) -> Record:
    row = form.instance
    extra: dict[str, Value] = {"code": place.code, PARENT: labels[row.parent_id or 0]}
    record = record_of(form, leaf_prefix(row.token), extra)
    return Record(record.key, record.version, record.values, record.settled | {PARENT}, record.fields)


def rule_blocks(screen: LeavesScreen) -> Iterator[Block]:
    """Yield the bands and the items of the indicators that are scored by them."""
    places = [place for place in places_of(screen) if screen.takes(place.branch.indicator)]
    yield from _rows("bands", "评分档次", "bands", "rule_band_", BANDS, _by("bands", places), screen)
    yield from _rows("items", "评分要点", "items", "rule_item_", ITEMS, _by("checklist", places), screen)


def _by(rule: str, places: list[Place]) -> list[Place]:
    return [place for place in places if place.branch.indicator.rule == rule]


def _rows(
    key: str,
    title: str,
    setting: str,
    stem: str,
    names: tuple[tuple[str, str], ...],
    places: list[Place],
    screen: LeavesScreen,
) -> Iterator[Block]:
    records = [
        record
        for place in places
        for record in _settings(_Settings(screen, place, stem, tuple(name for name, _ in names)), setting)
    ]
    if not records:
        return
    columns = [Column(name, label, WIDE if name == "name" else 14, records[0].fields[name]) for name, label in names]
    yield Block(key, title, (Column(LABEL, "指标", WIDE), Column("number", "序号", 8), *columns), tuple(records))


def _settings(settings: _Settings, setting: str) -> Iterator[Record]:
    """Yield the rows that are filled in, and some more; their form is made when somebody asks for it."""
    row = settings.place.branch.indicator
    for index in range(len(row.parameters.get(setting) or ()) + MORE_ROWS):
        yield LateRecord(settings.key(index), row.version, partial(settings.record, index))


@dataclass(frozen=True)
class _Settings:
    """The bands or the items of one indicator, each row with the same columns."""

    screen: LeavesScreen
    place: Place
    stem: str
    names: tuple[str, ...]

    def key(self, index: int) -> str:
        """Return the lasting name of a row."""
        return f"{leaf_prefix(self.place.branch.indicator.token)}|{self.stem}{index}_"

    def record(self, index: int) -> Record:
        """Return what a row says."""
        form = self.screen.form_of(self.place.branch.indicator.token)
        assert form is not None  # noqa: S101 (`takes` has said so)
        inputs = {name: f"{self.stem}{index}_{name}" for name in self.names}
        values: dict[str, Value] = {LABEL: _named(self.place), "number": index + 1}
        said = {name: cell_value(form, given) for name, given in inputs.items()}
        settled = frozenset(name for name, given in inputs.items() if given in form.settled)
        fields = {name: form.fields[given] for name, given in inputs.items()}
        return Record(self.key(index), form.instance.version, {**said, **values}, settled, fields)
