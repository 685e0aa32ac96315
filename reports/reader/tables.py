"""The indicator tree of a report that sets it out as a table (绩效自评表): rows with cells parted by "|" or tabs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from perfeval.lib.characters import half
from reports.snapshot.original import Doubt, StatedBranch, StatedIndicator

from .lines import Line
from .patterns import NUMBER, number, parted
from .tree import Tree

COLUMNS = {
    "one": re.compile(r"^一级指标"),
    "two": re.compile(r"^二级指标"),
    "three": re.compile(r"^三级指标|^指标名称"),
    "target": re.compile(r"^(?:年度|年初|调整)?(?:目标|指标)值"),
    "actual": re.compile(r"^(?:实际|全年)?(?:实际)?完成(?:值|情况)"),
    "points": re.compile(r"^(?:分值|权重|指标分值|标准分)"),
    "score": re.compile(r"^(?:自评)?得分$|^自评得分|^指标得分"),
    "reason": re.compile(r"偏差原因|未完成原因"),
}
EXECUTION = re.compile(r"预算执行|年度资金总额")
TOTAL = re.compile(r"^(?:总分|合计|总计|总得分)")
VALUE = re.compile(rf"^({NUMBER})\s*分?$")
NEEDED = {"three", "score"}
LEAST_CELLS = 4


def table_tree(lines: Sequence[Line]) -> Tree:
    """Return the tree of the first table whose head names indicators and scores."""
    tree = Tree()
    columns: dict[str, int] = {}
    path: dict[str, str] = {}
    for line in lines:
        if not line.is_row:
            columns = {} if tree.indicators else columns
            continue
        found = _columns(line.cells)
        if found.keys() >= NEEDED:
            if tree.indicators:
                break
            columns, path = found, {}
        elif columns:
            _row(line, columns, path, tree)
    return tree


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        for name, pattern in COLUMNS.items():
            if name not in found and pattern.search(cell.replace(" ", "")):
                found[name] = index
                break
    return found


def _row(line: Line, columns: dict[str, int], path: dict[str, str], tree: Tree) -> None:
    cells = line.cells
    if len(cells) <= max(columns["three"], columns["score"]) or any(TOTAL.match(cell) for cell in cells[:2]):
        return
    name = cells[columns["three"]]
    _descend(line, cells, columns, path, tree)
    points, score = (_value(cells, columns, column) for column in ("points", "score"))
    if not name or (points is None and score is None):
        return
    if points is None:
        tree.doubts.append(Doubt(line.number, f"指标“{name}”没有写明分值。"))
    if score is None:
        tree.doubts.append(Doubt(line.number, f"“{name}”没有写明得分。"))
    if not path and EXECUTION.search(name):
        tree.execution = StatedIndicator((name, None, None), points, score, line.number, line.number, line.number)
        return
    levels = (path.get("one"), path.get("two"), name)
    found = StatedIndicator(levels, points, score, line.number, line.number, line.number)
    tree.indicators.append(replace(found, **_texts(cells, columns)))


def _texts(cells: Sequence[str], columns: dict[str, int]) -> dict[str, Any]:
    named = ((column, columns.get(column, len(cells))) for column in ("target", "actual", "reason"))
    return {column: cells[index] for column, index in named if index < len(cells)}


def _descend(line: Line, cells: Sequence[str], columns: dict[str, int], path: dict[str, str], tree: Tree) -> None:
    """Note the levels that a row opens; an empty cell goes on with the level above it."""
    for level in ("one", "two"):
        cell = cells[columns[level]] if level in columns else ""
        name, points = parted(cell)
        if not name or name == path.get(level):
            continue
        path[level] = name
        if level == "one":
            path.pop("two", None)
        tree.branches.append(
            StatedBranch(tuple(path[key] for key in ("one", "two") if key in path), points, line.number)
        )


def _value(cells: Sequence[str], columns: dict[str, int], column: str) -> Decimal | None:
    found = VALUE.match(half(cells[columns[column]])) if columns.get(column, 99) < len(cells) else None
    return number(found[1]) if found else None
