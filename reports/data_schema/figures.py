"""Every figure of a data.json as a row of its own, named and measured by the schema. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import schema

NAMES = ("name", "title", "document")
TOTALS = "总分"
Node = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """One known figure: of which part of the report, of what, which of its figures, in which unit."""

    part: str
    item: str
    column: str
    unit: str
    value: str


def figures_of(data: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield the figures of a data.json in its order; what is not known has none."""
    for key, node in schema()["properties"].items():
        is_total = "x-unit" in _resolved(node)
        yield from _figures(node, data[key], TOTALS if is_total else node["title"], (), data)


def _figures(node: Node, value: Any, part: str, path: tuple[str, ...], beside: Mapping[str, Any]) -> Iterator[Figure]:
    node = _resolved(node)
    if value is None:
        return
    if "x-unit" in node:
        yield Figure(part, "/".join(path), node["title"], _unit(node["x-unit"], beside), str(value))
    elif "anyOf" in node:
        yield from _figures(_chosen(node["anyOf"], value), value, part, path, beside)
    elif "properties" in node:
        for key, child in node["properties"].items():
            yield from _figures(child, value[key], part, (*path, *_step(child, value[key])), value)
    elif isinstance(node.get("items"), Mapping):
        for entry in value:
            yield from _figures(node["items"], entry, part, (*path, *_name(entry)), beside)


def _resolved(node: Node) -> Node:
    """Return a node with what it refers to; its own title comes first."""
    if "$ref" not in node:
        return node
    return {**schema()["$defs"][node["$ref"].rpartition("/")[2]], **node}


def _chosen(alternatives: list[Node], value: Any) -> Node:
    """Return the alternative whose fields `value` has."""
    known = [_resolved(node) for node in alternatives]
    return next(node for node in known if not isinstance(value, Mapping) or set(value) == set(node["properties"]))


def _step(node: Node, value: Any) -> tuple[str, ...]:
    """Return how a single object is named below the one that holds it."""
    return (*_name(value),) or (_resolved(node).get("title", ""),) if isinstance(value, Mapping) else ()


def _name(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        group = value.get("level_one")
        if group and group != value.get("name"):
            yield group
        yield from [value[name] for name in NAMES if value.get(name)][:1]


def _unit(unit: Any, beside: Mapping[str, Any]) -> str:
    return str(unit if isinstance(unit, str) else beside.get(unit["field"], ""))
