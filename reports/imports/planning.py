"""From a file to a plan."""

from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings

from departments.models import Cycle, User
from departments.workbooks import Problem, Unreadable, open_tables, site_limits

from ..models import BulkImport
from .departments import plan_departments
from .figures import plan_figures
from .kinds import HEADINGS, LEFT_OUT
from .people import plan_people
from .plan import Plan
from .table import Table, find_table

Planner = Callable[[Table, User, Cycle | None], Plan]
PLANNERS: dict[str, Planner] = {
    BulkImport.Kind.DEPARTMENTS: plan_departments,
    BulkImport.Kind.PEOPLE: plan_people,
    BulkImport.Kind.FIGURES: plan_figures,
}
EMPTY = Problem("表头下面没有数据。请填写后再上传。")


def stored_file(found: BulkImport) -> Path:
    """Return where the content of an import lies."""
    return settings.IMPORT_ROOT / found.path


def plan_of(found: BulkImport) -> Plan:
    """Return what an uploaded file asks for as the data are now."""
    with stored_file(found).open("rb") as file:
        return plan_file(file, found.name, found.kind, actor=found.uploaded_by, cycle=found.cycle)


def plan_file(file: IO[bytes], name: str, kind: str, *, actor: User, cycle: Cycle | None = None) -> Plan:
    """Return what a file asks for; what is wrong with it is in the plan, all at once.

    Raises:
        PermissionDenied: the actor administers nothing.
    """
    try:
        table = find_table(open_tables(file, name, site_limits()), HEADINGS[kind], LEFT_OUT[kind])
    except Unreadable as refusal:
        return Plan(problems=list(refusal.problems))
    if not table.lines and not table.problems:
        return Plan(problems=[EMPTY])
    if not table.keys:
        return Plan(problems=table.problems)
    plan = PLANNERS[kind](table, actor, cycle)
    plan.rows, plan.notes = len(table.lines), [*table.notes, *plan.notes]
    plan.problems = [*table.problems, *plan.problems]
    return plan
