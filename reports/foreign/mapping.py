"""What a person has confirmed: which sheet, for what, in which unit, and what everything in it stands for."""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from departments.workbooks import Limits, open_tables

from .grid import Grid
from .spots import Layout, lay_out

WHOLE = "whole"


@dataclass(frozen=True)
class Mapping:
    """The answers of the mapping page.

    Attributes:
        sheet: the name of the sheet that is read.
        subject: WHOLE, or the key of the project whose table it is ("p5").
        unit: of all amounts, 元 or 万元; empty where there are none.
        meanings: by the keys of the spots; an empty one is not read.
    """

    sheet: str
    subject: str
    unit: str
    meanings: Table[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)


def read_layouts(file: IO[bytes], name: str, limits: Limits) -> Sequence[Layout]:
    """Return the visible sheets in which a table was found.

    Raises:
        Unreadable: the file is damaged, could do harm, or is larger than any official table.
    """
    visible = (sheet for sheet in open_tables(file, name, limits) if not sheet.is_hidden)
    layouts = (lay_out(Grid.of(sheet)) for sheet in visible)
    return [layout for layout in layouts if layout.tables]
