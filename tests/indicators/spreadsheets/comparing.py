"""What the server says beside what LibreOffice has worked out, cell by cell."""

from decimal import Decimal

from indicators.scoring import LineKind, score_tree
from indicators.spreadsheets.score_plan import plan_scores

EMPTY = (None, "")


def differences(name, table, workbook):
    """Return every score, subtotal, line, total or grade that is not the same."""
    facts, conventions = table.facts, table.scheme.conventions
    scored = score_tree(facts.tree, conventions, facts.deductions)
    planned = plan_scores(f"{facts.stem}计分", facts.tree, conventions, facts.deductions)
    sheet = workbook[planned.name]
    pairs = [
        (f"{entry.code} {_rule(entry)}", _expected(node), sheet[planned.cell("score", entry).partition("!")[2]].value)
        for entry, node in zip(planned.root.walk(), scored.root.walk(), strict=True)
    ]
    totals = planned.totals
    pairs += [("raw total", scored.raw_total, sheet[totals.raw].value)]
    pairs += [(title, expected, sheet[cell].value) for title, expected, cell in _lines(scored, totals)]
    pairs += [("total", scored.total, sheet[totals.total].value), ("grade", scored.grade, sheet[totals.grade].value)]
    pairs += [("total of the form", scored.total, _form_total(workbook[f"{facts.stem}自评表"]))]
    return [f"{name}, {what}: {ours} but {theirs}" for what, ours, theirs in pairs if not _same(ours, theirs)]


def _rule(entry):
    return f"{entry.node.name} {entry.node.measurement.rule if entry.node.measurement else ''}"


def _expected(node):
    if not node.is_complete:
        return None
    return node.subtotal if node.is_applicable else "不适用"


def _lines(scored, totals):
    """Yield the lines that have a row of their own, and the last one."""
    for kind in (LineKind.REDISTRIBUTION, LineKind.CAP):
        cells = [cell for found, cell in totals.after if found is kind]
        for line in scored.lines:
            if line.kind is kind:
                yield line.title, line.after, cells[0]
    if scored.lines:
        yield "last line", scored.lines[-1].after, totals.after[-1][1]


def _form_total(sheet):
    """Return the score in the row of the form that says 总分."""
    for row in sheet.iter_rows():
        values = [cell.value for cell in row if cell.value not in EMPTY]
        if values and values[0] == "总分":
            numbers = [value for value in values[1:] if isinstance(value, int | float)]
            return numbers[1] if len(numbers) > 1 else None
    return "no such row"


def _same(ours, theirs):
    if ours in EMPTY:
        return theirs in EMPTY
    if isinstance(ours, Decimal):
        return isinstance(theirs, int | float) and Decimal(repr(theirs)) == ours
    return ours == theirs
