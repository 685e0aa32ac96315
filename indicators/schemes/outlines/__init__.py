"""The outlines (报告提纲) that come with the product: a scheme takes one over and may change it. Pure.

>>> outline("yunnan").title
'云南：七部分'
>>> [node["title"] for node in outline("shenzhen").fitted(["产出指标"], execution="")][:2]
['部门（单位）基本情况', '部门（单位）主要履职绩效']
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Node = Mapping[str, Any]

EVERY_LEVEL = "*"
"""The key of a chapter that stands for one chapter per level one."""
EXECUTION = "execution"
"""The level of a chapter that prints the points of budget execution."""


@dataclass(frozen=True)
class Outline:
    """One outline; `basis` says where it is usual, `nodes` are chapters as a scheme's file writes them."""

    title: str
    basis: str
    nodes: tuple[Node, ...]

    def fitted(self, levels: Sequence[str], *, execution: str) -> list[dict[str, Any]]:
        """Return the chapters for a scheme with these names of level one; `execution` is that of its budget block."""
        return [node for chapter in self.nodes for node in _fitted(chapter, levels, execution)]


def outline_names() -> tuple[str, ...]:
    """Return the names of all outlines, sorted."""
    found = (path.name for path in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def outline(name: str) -> Outline:
    """Return an outline.

    Raises:
        KeyError: there is none of this name.
    """
    if name not in outline_names():
        raise KeyError(name)
    values = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return Outline(values["title"], values["basis"], tuple(values["outline"]))


def _fitted(node: Node, levels: Sequence[str], execution: str) -> Iterator[dict[str, Any]]:
    if node.get("key") == EVERY_LEVEL:
        yield from ({"title": level, "source": node["source"], "key": level} for level in levels)
        return
    fitted = dict(node)
    if fitted.get("level") == EXECUTION:
        fitted = {key: value for key, value in fitted.items() if key != "level"}
        fitted |= {"level": execution} if execution else {}
    if "children" in node:
        fitted["children"] = [below for child in node["children"] for below in _fitted(child, levels, execution)]
    yield fitted
