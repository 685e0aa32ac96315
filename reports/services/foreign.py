"""Tables in other layouts: what is proposed for them, what was confirmed, and what it is remembered for."""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, User
from departments.workbooks import Problem, Unreadable, site_limits

from ..foreign.mapping import Mapping, read_layouts
from ..foreign.spots import Layout
from ..foreign.taking import entry_of
from ..models import TableLayout
from ..workbooks.pending import Pending
from ..workbooks.reading import Entry

GONE = "文件中没有工作表“{sheet}”，或其中已找不到表格。请重新上传。"


def layouts_of(pending: Pending) -> Sequence[Layout]:
    """Return the sheets of a file in which a table was found.

    Raises:
        Unreadable: as `read_layouts`.
    """
    with pending.path.open("rb") as file:
        return read_layouts(file, pending.name, site_limits())


def remembered(layout: Layout, evaluation: Evaluation) -> TableLayout | None:
    """Return what the unit has confirmed of this layout, None for one that it meets the first time."""
    known = TableLayout.objects.filter(department=evaluation.department, fingerprint=layout.fingerprint)
    return known.first()


def proposal(layout: Layout, known: TableLayout | None) -> Table[str, str]:
    """Return what everything in a sheet stands for: as it was confirmed last time, otherwise by its words."""
    confirmed = known.meanings if known else {}
    return {key: confirmed.get(key, meaning) for key, meaning in layout.proposal().items()}


@transaction.atomic
def confirm_mapping(
    evaluation: Evaluation, pending: Pending, layout: Layout, mapping: Mapping, *, actor: User
) -> Pending:
    """Read the file from now on as a person has said, and remember that for the unit and the layout."""
    said = {"meanings": dict(mapping.meanings), "unit": mapping.unit}
    known = remembered(layout, evaluation)
    if known is None or (known.meanings, known.unit) != (said["meanings"], said["unit"]):
        before = {"meanings": known.meanings, "unit": known.unit} if known else {}
        stored, _ = TableLayout.objects.update_or_create(
            department=evaluation.department,
            fingerprint=layout.fingerprint,
            defaults={**said, "name": pending.name[:200], "confirmed_by": actor, "confirmed_at": clock.now()},
        )
        changes = {name: [before.get(name), value] for name, value in said.items() if before.get(name) != value}
        audit.record(stored, actor=actor, action="tablelayout.confirm", changes=changes)
    mapped = replace(pending, mapping=mapping.as_json())
    mapped.write_facts()
    return mapped


def read_foreign(pending: Pending, evaluation: Evaluation) -> Entry:
    """Return what a mapped table says.

    Raises:
        Unreadable: as `read_layouts`, or the sheet is not there.
    """
    mapping = Mapping(**(pending.mapping or {}))
    layout = next((layout for layout in layouts_of(pending) if layout.grid.name == mapping.sheet), None)
    if layout is None:
        raise Unreadable(Problem(GONE.format(sheet=mapping.sheet)))
    return entry_of(layout, mapping, evaluation, pending.key)
