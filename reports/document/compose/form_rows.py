"""The rows of indicators in the official form, with merged cells for level one and level two."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from departments.wording import UNKNOWN
from indicators.schemes import Form
from perfeval.lib.decimals import HUNDRED, ZERO, plain, round_half_up
from reports.document.blocks import Cell, Row
from reports.snapshot import IndicatorFacts, Snapshot

from .wording import NATURES, actual_text, idle_cell, score_cell, score_text, target_text, typeset

LEVELS = ("level_one", "level_two")
FIGURES = ("target", "adjusted_target", "actual")
Keys = tuple[str, ...]
Groups = list[tuple[str, list[IndicatorFacts | None]]]


def indicator_rows(snapshot: Snapshot, form: Form, keys: Keys) -> Iterator[Row]:
    """Yield a row for each indicator, with the form's words down beside them all, then the total.

    The execution block stands among the funds, if they are shown.
    """
    shown = (root for root in snapshot.indicators if not (root.is_leaf and form.fund_rows))
    rows = [row for root in shown for row in _root_rows(root, keys)]
    if form.indicators_title and rows:
        first = Cell(form.indicators_title, rowspan=len(rows), header=True)
        rows[0] = replace(rows[0], cells=(first, *rows[0].cells))
    yield from rows
    yield from _total_rows(snapshot, ("side", *keys) if form.indicators_title else keys)


def _root_rows(root: IndicatorFacts, keys: Keys) -> Iterator[Row]:
    """Yield the rows of one level one; its cell covers them all, that of level two its own."""
    groups = _groups(root)
    is_flat = [name for name, _ in groups] == [UNKNOWN] and LEVELS in pairwise(keys)
    height = sum(len(leaves) for _, leaves in groups)
    heads = {"level_one": Cell(f"{root.name}\n（{plain(root.points)}分）", height, 1 + is_flat, header=True)}
    for name, leaves in groups:
        if not is_flat:
            heads["level_two"] = Cell(name, rowspan=len(leaves), header=True)
        for leaf in leaves:
            yield Row(tuple(_cells(leaf, keys, heads)))
            heads = {}


def _groups(root: IndicatorFacts) -> Groups:
    """Return each level two with its indicators; a level two without any has one empty row."""
    if root.is_leaf or not root.children:
        return [(UNKNOWN, [root if root.is_leaf else None])]
    groups: Groups = []
    for child in root.children:
        if not child.is_leaf:
            groups.append((child.name, [leaf for leaf in child.walk() if leaf.is_leaf] or [None]))
        elif groups and groups[-1][0] == UNKNOWN:
            groups[-1][1].append(child)
        else:
            groups.append((UNKNOWN, [child]))
    return groups


def _cells(leaf: IndicatorFacts | None, keys: Keys, heads: dict[str, Cell]) -> Iterator[Cell]:
    for key in keys:
        if key not in LEVELS:
            text = _text(leaf, key, keys)
            yield Cell(text, align="center" if text == UNKNOWN else None)
        elif key in heads:
            yield heads[key]


def _text(leaf: IndicatorFacts | None, key: str, keys: Keys) -> str:
    """Return what stands in one column; a figure leaves sign and unit to their own columns.

    Beside adjusted targets the approved ones are shown.
    """
    if leaf is None:
        return UNKNOWN
    if key in FIGURES:
        leaf = replace(leaf, sign="" if "sign" in keys else leaf.sign, unit="" if "unit" in keys else leaf.unit)
    if key == "target" and "adjusted_target" in keys and leaf.adjustment_document:
        return target_text(leaf, leaf.approved_target)
    return COLUMNS[key](leaf)


def _total_rows(snapshot: Snapshot, keys: Keys) -> Iterator[Row]:
    points = sum((root.points for root in snapshot.indicators), ZERO)
    if snapshot.lines:
        yield _sum_row("得分合计", plain(points), score_text(snapshot.raw_total), keys)
    for line in snapshot.lines:
        yield _sum_row(line.title, UNKNOWN, score_text(line.after), keys, typeset(line.reason))
    yield _sum_row(
        "总分", plain(points), score_text(snapshot.total), keys, snapshot.grade and f"等级：{snapshot.grade}"
    )


def _sum_row(title: str, points: str, score: str, keys: Keys, remark: str = "") -> Row:
    """Return a row with a merged title, points, score and, behind them, a remark."""
    values = {"points": points, "score": score}
    places = [keys.index(key) for key in values if key in keys] or [len(keys) - 1]
    first, last = min(places), max(places)
    cells = [Cell(title, colspan=first, header=True)] if first else []
    cells += [Cell(values.get(key, "")) for key in keys[first : last + 1]]
    if last + 1 < len(keys):
        cells.append(Cell(remark, colspan=len(keys) - last - 1, align="left"))
    return Row(tuple(cells), "total")


def _adjusted_target(leaf: IndicatorFacts) -> str:
    return target_text(leaf, leaf.target) if leaf.adjustment_document else UNKNOWN


def _coefficient(leaf: IndicatorFacts) -> str:
    if leaf.score is None or not leaf.points:
        return UNKNOWN
    return f"{plain(round_half_up(leaf.score * HUNDRED / leaf.points))}%"


def _deviation(leaf: IndicatorFacts) -> str:
    if not leaf.is_applicable:
        return idle_cell(leaf)
    texts = (leaf.reason.strip(), leaf.measure.strip())
    return "\n".join(text for text in texts if text) or UNKNOWN


COLUMNS: dict[str, Callable[[IndicatorFacts], str]] = {
    "name": lambda leaf: leaf.name,
    "nature": lambda leaf: NATURES.get(leaf.nature, UNKNOWN),
    "sign": lambda leaf: leaf.sign or UNKNOWN,
    "target": lambda leaf: target_text(leaf, leaf.target),
    "adjusted_target": _adjusted_target,
    "unit": lambda leaf: leaf.unit or UNKNOWN,
    "actual": actual_text,
    "coefficient": _coefficient,
    "points": lambda leaf: plain(leaf.points),
    "score": score_cell,
    "standard": lambda leaf: leaf.standard or UNKNOWN,
    "deviation": _deviation,
    "is_core": lambda leaf: UNKNOWN,
}
