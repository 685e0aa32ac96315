"""From JSON to the tree that is to be scored, with everything that is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.schemes import NATIONAL
from indicators.schemes.tables import Table
from indicators.scoresheet.figures import Figures, read_figures
from indicators.scoresheet.strict import parse
from indicators.scoring import RULES, Measurement, Node, PointsGap, Problem
from perfeval.lib.decimals import HUNDRED, ZERO

OWN_KEYS = {"id", "name", "rule", "points", "target", "actual", "unit", "applicable", "own_score", "own_reason"}
BELOW = ("children", "measurements")
EMPTY = Node("总分", ZERO)


@dataclass(frozen=True)
class Leaf:
    """What the scoring core need not know about a measurement.

    Attributes:
        id: as it was given.
        readings: how its figures were read.
    """

    id: str | int
    readings: tuple[str, ...]


@dataclass
class Sheet:
    """A file that has been read.

    Attributes:
        root: the tree; each node's key is its place in the file.
        is_whole: whether the points add up to 100, so that there is a grade.
        leaves: by place.
        ids: those that are taken.
    """

    scheme: str = NATIONAL
    root: Node = EMPTY
    is_whole: bool = False
    leaves: dict[str, Leaf] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def read_sheet(text: str) -> Sheet:
    """Return the sheet with all its problems.

    Raises:
        SheetError: the text is no JSON object, so that there is nothing to go on with.
    """
    values, problems = parse(text)
    sheet = Sheet(problems=problems)
    table = Table(values, "", problems)
    sheet.scheme = table.text("scheme", "") or NATIONAL
    key = "tree" if "tree" in values else "measurements"
    nodes = tuple(_node(sheet, entry) for entry in _entries(table, key))
    table.close()
    points = sum((node.points for node in nodes), ZERO)
    if key == "tree":
        points = HUNDRED
        _check_sum(table, key, Node("总分", points, nodes))
    sheet.root = Node("总分", points, nodes)
    sheet.is_whole = points == HUNDRED
    return sheet


def _entries(table: Table, key: str) -> list[Table]:
    """Return the objects of a list that must not be empty."""
    table.asked.add(key)
    values = table.values.get(key)
    if not isinstance(values, list) or not values:
        table.note(key, "应当是至少有一项的列表，请补充。")
        return []
    found = []
    for index, value in enumerate(values):
        place = f"{table.place(key)}[{index}]"
        if isinstance(value, Mapping):
            found.append(Table(value, place, table.problems))
        else:
            table.problems.append(Problem(place, "应当是一个对象（{…}），请改正。"))
    return found


def _node(sheet: Sheet, table: Table) -> Node:
    is_branch = any(key in table.values for key in BELOW)
    return _branch(sheet, table) if is_branch else _leaf(sheet, table)


def _branch(sheet: Sheet, table: Table) -> Node:
    """Read a node with what is below it; the points below have to add up to its own."""
    name = table.text("name")
    points = _points(table, read_figures(table, RULES["positive"], ""))
    entries = [entry for key in BELOW if key in table.values for entry in _entries(table, key)]
    node = Node(name, points, tuple(_node(sheet, entry) for entry in entries), key=table.path)
    table.asked.add("points")
    table.close()
    _check_sum(table, "points", node)
    return node


def _check_sum(table: Table, key: str, node: Node) -> None:
    given = sum((child.points for child in node.children), ZERO)
    if node.children and given != node.points:
        table.note(key, PointsGap((node.name,), node.points, given).message)


def _points(table: Table, figures: Figures) -> Decimal:
    """Return the points, zero when they are not there."""
    points = figures.numbers.get("points")
    if points is None:
        table.note("points", "缺少分值（points），请补充。")
    elif points < 0:
        table.note("points", "分值不得小于 0，请改正。")
    return points or ZERO


def _leaf(sheet: Sheet, table: Table) -> Node:
    """Read a measurement; what is not its own is a setting of its rule."""
    rule = table.text("rule")
    figures = read_figures(table, RULES.get(rule, RULES["positive"]), table.text("unit", ""))
    points = _points(table, figures)
    numbers = figures.numbers
    settings = {key: value for key, value in table.values.items() if key not in OWN_KEYS}
    settings |= {key: numbers[key] for key in ("numerator", "denominator") if key in numbers}
    identity = _identity(sheet, table)
    name = table.text("name", "") or str(identity)
    sheet.leaves[table.path] = Leaf(identity, figures.readings)
    measurement = Measurement(
        rule,
        points,
        numbers.get("target"),
        numbers.get("actual"),
        figures.unit,
        settings,
        str(identity),
        name,
        numbers.get("own_score"),
        _own_reason(table, numbers.get("own_score")),
        figures.sign,
    )
    is_applicable = table.flag("applicable", default=True)
    return Node(name, points, measurement=measurement, key=table.path, is_applicable=is_applicable)


def _own_reason(table: Table, own_score: Decimal | None) -> str:
    """Return why a person says another score; a reason for no score is noted."""
    reason = table.text("own_reason", "")
    if reason and own_score is None:
        table.note("own_score", "填写了自定得分的理由，请同时填写自定得分（own_score）。")
    return reason


def _identity(sheet: Sheet, table: Table) -> str | int:
    """Return the id, or the name of a measurement that has none; nothing may have it already."""
    key = "id" if "id" in table.values else "name"
    given = table.values.get(key)
    if not isinstance(given, str | int) or isinstance(given, bool) or not str(given).strip():
        table.note("id", "缺少编号（id），请填写文字或整数。")
        return ""
    if str(given) in sheet.ids:
        table.note(key, f"编号“{given}”重复，请改正。")
    sheet.ids.add(str(given))
    return given
