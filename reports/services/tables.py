"""The official tables of one evaluation as a file."""

from departments.models import Evaluation
from indicators.spreadsheets import write_workbook

from ..gather import gather
from ..marking import DRAFT, TRAINING, mark_of
from ..tables import tables_of


def named(evaluation: Evaluation, what: str) -> str:
    """Return the name of a file about the evaluation; what is not published, or not real, says so."""
    kinds = {DRAFT: "草稿-", TRAINING: "演练-"}
    lead = "".join(name for words, name in kinds.items() if words in mark_of(evaluation))
    return f"{lead}{evaluation}{what}"


def official_tables(evaluation: Evaluation) -> bytes:
    """Return the workbook of the official tables as they stand."""
    return write_workbook(tables_of(gather(evaluation), mark_of(evaluation)))
