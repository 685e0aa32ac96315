"""Formulas of branches: subtotals, and the points that heirs take over inside their parent."""

from collections.abc import Mapping, Sequence

from indicators.spreadsheets.formulas.language import EMPTY, GUARD, INAPPLICABLE, Formula, choose, quoted, rounded

Columns = Mapping[str, str]


def span(columns: Columns, key: str, first: int, last: int) -> str:
    """Return some rows of a column, fixed in place."""
    return f"${columns[key]}${first}:${columns[key]}${last}"


def subtotal(columns: Columns, first: int, last: int) -> Formula:
    """Return the sum of the scores below; empty while one is missing."""
    scores, applies = span(columns, "score", first, last), span(columns, "applies", first, last)
    missing = f"SUMPRODUCT(({applies}<>{EMPTY})*({scores}={EMPTY}))>0"
    nothing = f"SUMPRODUCT(({applies}<>{EMPTY})*ISNUMBER({scores}))=0"
    total = f'ROUND(SUMIF({applies},"是",{scores}),{GUARD})'
    return Formula(choose((missing, EMPTY), (nothing, quoted(INAPPLICABLE)), otherwise=total))


class Shares:
    """The points of what does not apply, split inside its parent by largest remainder to 0.01.

    Siblings are named one by one: a range over them would hold what stands below them, which depends on the result.
    """

    def __init__(self, columns: Columns, decimals: int) -> None:
        self.columns = columns
        self.decimals = decimals

    def root(self, row: int) -> dict[str, Formula]:
        """Return the formula of the root, which keeps its points."""
        return {"share": Formula(self._cell("points", row))}

    def of(self, row: int, parent: int, siblings: Sequence[int]) -> dict[str, Formula]:
        """Return the formulas of one row below `parent`; the row itself is one of the siblings."""
        return {
            "weight": Formula(f"IF({self._cell('score', row)}={quoted(INAPPLICABLE)},0,{self._cell('points', row)})"),
            "ideal": self._ideal(row, parent, siblings),
            "floor": Formula(f"ROUNDDOWN(ROUND({self._cell('ideal', row)},{GUARD}),2)"),
            "remainder": self._remainder(row),
            "share": self._share(row, parent, siblings),
        }

    def reshared(self, row: int) -> Formula:
        """Return the score of a leaf out of the points it has now."""
        score, points, share = (self._cell(key, row) for key in ("score", "points", "share"))
        value = f"MIN({rounded(f'{score}*{share}/{points}', self.decimals)},{share})"
        return Formula(f"IF(ISNUMBER({score}),IF({points}=0,0,{value}),0)")

    def _cell(self, key: str, row: int) -> str:
        return f"{self.columns[key]}{row}"

    def _sum(self, key: str, rows: Sequence[int]) -> str:
        return f"({'+'.join(self._cell(key, row) for row in rows)})"

    def _ideal(self, row: int, parent: int, siblings: Sequence[int]) -> Formula:
        weights = self._sum("weight", siblings)
        return Formula(f"IF({weights}=0,0,{self._cell('share', parent)}*{self._cell('weight', row)}/{weights})")

    def _remainder(self, row: int) -> Formula:
        """Return what rounding down has left; what inherits nothing stands behind everybody."""
        left = f"ROUND({self._cell('ideal', row)}-{self._cell('floor', row)},{GUARD})"
        return Formula(f"IF({self._cell('weight', row)}>0,{left},-1)")

    def _share(self, row: int, parent: int, siblings: Sequence[int]) -> Formula:
        """Return the points, with one more hundredth for the largest remainders; ties go to the earlier row."""
        own = self._cell("remainder", row)
        ahead = [
            f"({self._cell('remainder', other)}{'>=' if other < row else '>'}{own})"
            for other in siblings
            if other != row
        ]
        rank = "+".join(ahead) or "0"
        missing = f"INT(ROUND(({self._cell('share', parent)}-{self._sum('floor', siblings)})*100,6))"
        more = f"ROUND({self._cell('floor', row)}+IF({rank}<{missing},0.01,0),2)"
        return Formula(f"IF({self._cell('weight', row)}>0,{more},0)")
