"""Formulas of branches: subtotals, and the points that heirs take over inside their parent."""

from collections.abc import Mapping

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
    """The points of what does not apply, split inside its parent by largest remainder to 0.01."""

    def __init__(self, columns: Columns, first: int, last: int, decimals: int) -> None:
        self.columns = columns
        self.first = first
        self.last = last
        self.decimals = decimals

    def of(self, row: int, parent_row: int, *, is_leaf: bool) -> dict[str, Formula]:
        """Return the formulas of one row; `parent_row` is 0 for the root."""
        if not parent_row:
            return {"weight": self._weight(row), "share": Formula(self._cell("points", row))}
        inside = f"({self._span('parent')}={self._cell('parent', row)})"
        taken = self._cell("share", parent_row)
        found = {
            "weight": self._weight(row),
            "ideal": self._ideal(row, inside, taken),
            "floor": Formula(f"ROUNDDOWN(ROUND({self._cell('ideal', row)},{GUARD}),2)"),
            "remainder": self._remainder(row),
            "share": self._share(row, inside, taken),
        }
        return found | ({"reshared": self._reshared(row)} if is_leaf else {})

    def _cell(self, key: str, row: int) -> str:
        return f"{self.columns[key]}{row}"

    def _span(self, key: str) -> str:
        return span(self.columns, key, self.first, self.last)

    def _weight(self, row: int) -> Formula:
        score, points = self._cell("score", row), self._cell("points", row)
        return Formula(f"IF({score}={quoted(INAPPLICABLE)},0,{points})")

    def _ideal(self, row: int, inside: str, taken: str) -> Formula:
        weights = f"SUMPRODUCT({inside}*{self._span('weight')})"
        return Formula(f"IF({weights}=0,0,{taken}*{self._cell('weight', row)}/{weights})")

    def _remainder(self, row: int) -> Formula:
        """Return what rounding down has left; what inherits nothing stands behind everybody."""
        left = f"ROUND({self._cell('ideal', row)}-{self._cell('floor', row)},{GUARD})"
        return Formula(f"IF({self._cell('weight', row)}>0,{left},-1)")

    def _share(self, row: int, inside: str, taken: str) -> Formula:
        """Return the points, with one more hundredth for the largest remainders; ties go to the earlier row."""
        own = self._cell("remainder", row)
        earlier = f"{span(self.columns, 'parent', self.first - 1, row - 1)}={self._cell('parent', row)}"
        tied = f"{span(self.columns, 'remainder', self.first - 1, row - 1)}={own}"
        rank = f"SUMPRODUCT({inside}*({self._span('remainder')}>{own}))+SUMPRODUCT(({earlier})*({tied}))"
        missing = f"INT(ROUND(({taken}-SUMPRODUCT({inside}*{self._span('floor')}))*100,6))"
        more = f"ROUND({self._cell('floor', row)}+IF({rank}<{missing},0.01,0),2)"
        return Formula(f"IF({self._cell('weight', row)}>0,{more},0)")

    def _reshared(self, row: int) -> Formula:
        score, points, share = (self._cell(key, row) for key in ("score", "points", "share"))
        value = f"MIN({rounded(f'{score}*{share}/{points}', self.decimals)},{share})"
        return Formula(f"IF(ISNUMBER({score}),IF({points}=0,0,{value}),0)")
