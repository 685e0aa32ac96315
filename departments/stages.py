"""The chain of review as data: what each stage is called, and whose reviewers act in it. Pure.

A cycle says at which level of the tree each stage lies; a submission fixes for its unit which departments those are, so
that neither another chain nor another tree changes what is running.

>>> chain = (Stage("单位负责人"), Stage("主管部门", Level.SUPERVISING), Stage("财政复核", Level.TOP))
>>> [stage.department for stage in fixed(chain, path_of("1/5/9/"))]
[9, 5, 1]
>>> [stage.name for stage in fixed(chain, path_of("1/5/"))]
['单位负责人', '财政复核']
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

MOST = 4
LONGEST_NAME = 20
LONGEST_REVIEW = 180
"""Days that a stage may be given."""


class Level(StrEnum):
    """Whose reviewers act: seen from the unit that evaluates itself."""

    OWN = "own"
    SUPERVISING = "supervising"
    TOP = "top"


LEVEL_NAMES = {
    Level.OWN: "本单位",
    Level.SUPERVISING: "主管部门",
    Level.TOP: "财政部门（最上级）",
}


@dataclass(frozen=True)
class Stage:
    """One stage of review (审核环节).

    Attributes:
        judges: whether its reviewers must judge completeness, reasoning and objectivity before they decide.
        days: within how many days its reviewers decide, None where nobody has said so.
        department: the key of the department whose reviewers act, None as long as no unit is known.
    """

    name: str
    level: Level = Level.OWN
    judges: bool = False
    days: int | None = None
    department: int | None = None

    def __str__(self) -> str:
        return self.name


def read(stored: Iterable[Mapping[str, Any]]) -> tuple[Stage, ...]:
    """Return the chain that `as_stored` has made."""
    return tuple(Stage(**{**stage, "level": Level(stage["level"])}) for stage in stored)


def as_stored(chain: Iterable[Stage]) -> list[dict[str, Any]]:
    """Return the chain as it is kept in the database."""
    return [asdict(stage) | {"level": stage.level.value} for stage in chain]


def path_of(path: str) -> tuple[int, ...]:
    """Return the keys from the top of the tree down to a department, of the path that it stores."""
    return tuple(int(key) for key in path.split("/") if key)


def fixed(chain: Iterable[Stage], path: Sequence[int]) -> tuple[Stage, ...]:
    """Return the chain for the unit at the end of `path`, each stage with its department.

    A 主管部门 has none above it but the top, so its own stage and that of its level are one: a stage of another level
    that would ask the same department again is left out.
    """
    kept: list[Stage] = []
    for stage in chain:
        department = _department(stage.level, path)
        if not any(other.department == department and other.level != stage.level for other in kept):
            kept.append(replace(stage, department=department))
    return tuple(kept)


def _department(level: Level, path: Sequence[int]) -> int:
    below_top = path[min(1, len(path) - 1)]
    return {Level.OWN: path[-1], Level.SUPERVISING: below_top, Level.TOP: path[0]}[level]
