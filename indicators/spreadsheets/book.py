"""Official tables as a workbook: the forms first, then the sheets that show how their scores came about."""

from collections.abc import Sequence

from openpyxl import Workbook

from indicators.schemes import Scheme
from indicators.scoring import score_tree
from indicators.spreadsheets.basis_sheet import write_basis
from indicators.spreadsheets.facts import Table, TableFacts
from indicators.spreadsheets.form_sheet import write_form
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
    for stem in stems:
        workbook.create_sheet(f"{stem}{FORM}")
    for table in tables:
        _write(workbook, table)
    workbook.properties.creator = tables[0].facts.publisher if tables else ""
    return pack(workbook)


def _write(workbook: Workbook, table: Table) -> None:
    """Fill the form of one table and add the two sheets behind it."""
    facts, conventions = table.facts, table.scheme.conventions
    scored = score_tree(facts.tree, conventions, facts.deductions)
    planned = plan_scores(f"{facts.stem}{SCORES}", facts.tree, conventions, facts.deductions)
    links = write_form(workbook[f"{facts.stem}{FORM}"], table, planned, scored.lines)
    write_scores(workbook.create_sheet(planned.name), planned, scored.root, links, facts.mark)
    write_basis(workbook.create_sheet(f"{facts.stem}{BASIS}"), scored, conventions.decimals, facts.mark)
