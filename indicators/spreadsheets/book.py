"""Official tables as a workbook: the forms first, then the sheets that show how their scores came about."""

from collections.abc import Sequence

from openpyxl import Workbook

from indicators.schemes import Scheme
from indicators.scoring import score_tree
from indicators.spreadsheets.facts import Table, TableFacts
from indicators.spreadsheets.packing import pack
from indicators.spreadsheets.score_plan import plan_scores
from indicators.spreadsheets.score_sheet import write_scores

FORM, SCORES, BASIS = "自评表", "计分", "得分依据"


def write_table(facts: TableFacts, scheme: Scheme) -> bytes:
    """Return one table as an xlsx file; the same facts always give the same bytes."""
    return write_workbook([Table(facts, scheme)])


def write_workbook(tables: Sequence[Table]) -> bytes:
    """Return several tables as one xlsx file.

    Raises:
        ValueError: two tables have the same stem.
    """
    stems = [table.facts.stem for table in tables]
    if len(set(stems)) < len(stems):
        raise ValueError("Every table of a workbook needs a stem of its own.")
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in tables:
        scored = score_tree(table.facts.tree, table.scheme.conventions, table.facts.deductions)
        planned = plan_scores(
            f"{table.facts.stem}{SCORES}", table.facts.tree, table.scheme.conventions, table.facts.deductions
        )
        write_scores(workbook.create_sheet(planned.name), planned, scored.root, {})
    return pack(workbook)
