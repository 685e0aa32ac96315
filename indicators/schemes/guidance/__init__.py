"""What a field of the entry screens asks for (填报说明), with an example. Pure.

Every field has guidance that all schemes share (`common.toml`); a scheme words it anew under the same key.

>>> common()["goals.tasks.title"].example
'老旧小区改造'
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from indicators.schemes.tables import Table

CHAPTERS = "texts"
"""The key of what is said of every chapter of free text; one chapter's own has its key behind it."""


@dataclass(frozen=True)
class Guidance:
    """What belongs into a field, and how it may look."""

    text: str
    example: str


@cache
def common() -> Mapping[str, Guidance]:
    """Return the guidance that all schemes share, by `screen.field`, in a list `screen.list.field`."""
    values = tomllib.loads(files(__package__).joinpath("common.toml").read_text(encoding="utf-8"))
    return {key: Guidance(**given) for key, given in values.items()}


def read_guidance(table: Table, chapters: Collection[str]) -> dict[str, Guidance]:
    """Read the guidance of a scheme; `chapters` are the keys of its texts."""
    return dict(_read(table, {*common(), *(f"{CHAPTERS}.{key}" for key in chapters)}))


def _read(table: Table, known: Collection[str]) -> Iterator[tuple[str, Guidance]]:
    for key in table.values:
        entry = table.table(key)
        if key not in known:
            entry.note("", f"没有名为“{key}”的填报栏，请删除或改正名称，如 goals.expected。")
            continue
        yield key, Guidance(entry.text("text"), entry.text("example"))
        entry.close()
