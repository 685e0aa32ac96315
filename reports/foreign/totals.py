"""A total that stands in a table beside what the entry adds up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from departments.figures import NATURES
from departments.wording import wan_exactly
from departments.workbooks import Cell
from indicators.scoring import read_value

from ..workbooks.blocks import Record
from ..workbooks.reading import FoundBlock

TITLES = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}


def differing(
    label: str, cells: Mapping[str, Cell], records: Sequence[Record], taken: FoundBlock | None
) -> Iterator[str]:
    """Yield in words where a total differs from the sum of its parts; one that cannot be added up is left alone.

    Args:
        label: what the row of the total is called.
        cells: its amounts.
        records: the parts as they are stored.
        taken: what the same table says of them, further up or below.
    """
    for name, cell in cells.items():
        written = read_value(cell.text).in_unit("元")
        total = _sum(name, records, taken)
        if written is not None and total is not None and written != total:
            yield (
                f"“{label}”的{TITLES[name]}，表中（{cell.address}）为{wan_exactly(written)}，"
                f"系统按各项合计为{wan_exactly(total)}，请核对。"
            )


def _sum(name: str, records: Sequence[Record], taken: FoundBlock | None) -> Decimal | None:
    """Return what the parts add up to, None while nothing of them is known."""
    said = {row.key: row.cells[name] for row in (taken.rows if taken else ()) if name in row.cells}
    natures = [record for record in records if record.key in NATURES]
    parts = [_amount(said.get(record.key), record.values.get(name)) for record in natures or records]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known and not (natures and len(known) < len(natures)) else None


def _amount(cell: Cell | None, stored: object) -> Decimal | None:
    if cell:
        return read_value(cell.text).in_unit("元")
    return stored if isinstance(stored, Decimal) else None
