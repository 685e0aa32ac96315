"""The official tables of one evaluation as a file."""

from departments.models import Evaluation
from departments.workflow import Status
from indicators.spreadsheets import write_workbook

from ..gather import gather
from ..tables import tables_of

DRAFT = "草稿，未经公开"


def mark_of(evaluation: Evaluation) -> str:
    """Return what stands in the margin of files that are not published."""
    return "" if evaluation.status == Status.PUBLISHED else DRAFT


def named(evaluation: Evaluation, what: str) -> str:
    """Return the name of a file about the evaluation; what is not published says so."""
    return f"{'草稿-' if mark_of(evaluation) else ''}{evaluation}{what}"


def official_tables(evaluation: Evaluation) -> bytes:
    """Return the workbook of the official tables as they stand."""
    return write_workbook(tables_of(gather(evaluation), mark_of(evaluation)))
