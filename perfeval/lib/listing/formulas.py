"""Texts that a spreadsheet program would take for a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet program takes it for a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def unmarked(cell: str) -> str:
    """Return what `harmless` was given.

    >>> unmarked("'=1+1"), unmarked("'甲'")
    ('=1+1', "'甲'")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
