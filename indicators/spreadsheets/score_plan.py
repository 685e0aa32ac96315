"""Where everything on the sheet 计分 will stand, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.scoring import Conventions, Deduction, Node
from indicators.spreadsheets.columns import ScoreColumn, letters, score_columns
from indicators.spreadsheets.plan import Entry, plan
from indicators.spreadsheets.totals import Totals, total_rows

HEAD = 3


@dataclass(frozen=True)
class ScorePlan:
    """The rows of the tree and those below it.

    Attributes:
        name: of the sheet.
    """

    name: str
    conventions: Conventions
    columns: tuple[ScoreColumn, ...]
    root: Entry
    totals: Totals

    @property
    def letters(self) -> Mapping[str, str]:
        """Return the letter of each column."""
        return self.totals.columns

    @property
    def last(self) -> int:
        """Return the last row."""
        return self.totals.first + len(self.totals.rows) - 1

    def address(self, cell: str) -> str:
        """Return a cell as other sheets refer to it."""
        return f"'{self.name}'!{cell}"

    def cell(self, key: str, entry: Entry) -> str:
        """Return the cell of an indicator as other sheets refer to it."""
        return self.address(f"{self.letters[key]}{entry.row}")


def plan_scores(name: str, tree: Node, conventions: Conventions, deductions: Sequence[Deduction]) -> ScorePlan:
    """Return the plan of the sheet `name`."""
    columns = score_columns(conventions)
    root = plan(tree, conventions, letters(columns), HEAD + 1)
    return ScorePlan(name, conventions, columns, root, total_rows(root, conventions, letters(columns), deductions))
