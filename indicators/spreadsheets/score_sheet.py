"""The sheet 计分: every indicator with its figures and settings, and the formulas from there to the grade."""

from collections.abc import Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.scoring import ScoredNode
from indicators.spreadsheets.cells import TITLE, Look, Value, places, put
from indicators.spreadsheets.formulas import Formula
from indicators.spreadsheets.printing import set_up
from indicators.spreadsheets.score_plan import HEAD, ScorePlan
from indicators.spreadsheets.score_values import branch_values, leaf_values, setting_values, share_values

HINT = "浅黄色单元格可以修改，得分、小计、总分和等级随之重新计算；缺少数据的指标暂不计分，总分为空。"
CENTRED = ("code", "points", "applies", "unit")
SCORES = ("computed", "own_score", "score", "penalty", "reshared")
TEXTS = ("name", "rule", "own_reason", "remark")
INPUTS = ("applies", "target", "actual", "own_score", "own_reason")
SIZE = 10
Links = Mapping[str, Mapping[str, Formula]]


def write_scores(
    worksheet: Worksheet,
    planned: ScorePlan,
    scored: ScoredNode,
    links: Links,
    mark: str,
    *,
    hint: str = HINT,
    is_locked: bool = False,
) -> None:
    """Write the sheet.

    Args:
        worksheet: an empty sheet with the planned name.
        planned: where everything stands.
        scored: the scores as computed here, for the remarks.
        links: figures that another sheet holds, by the code of the indicator (and, of a setting, "/" and its key) and
            the column.
        mark: printed in the margin.
        hint: what stands below the title.
        is_locked: whether nothing is entered here, because another sheet holds it all.
    """
    _Writer(worksheet, planned, hint, is_locked=is_locked).write(scored, links)
    area = f"A1:{get_column_letter(len(planned.columns))}{planned.last}"
    set_up(worksheet, orientation="landscape", repeated=HEAD, area=area, mark=mark)
    worksheet.freeze_panes = f"C{HEAD + 1}"
    worksheet.sheet_properties.outlinePr.summaryBelow = False


class _Writer:
    def __init__(self, worksheet: Worksheet, planned: ScorePlan, hint: str, *, is_locked: bool) -> None:
        self.worksheet = worksheet
        self.planned = planned
        self.hint = hint
        self.is_locked = is_locked

    def write(self, scored: ScoredNode, links: Links) -> None:
        """Write head, tree and totals."""
        self._head()
        shares = share_values(self.planned)
        for entry, result in zip(self.planned.root.walk(), scored.walk(), strict=True):
            letters = self.planned.letters
            values = leaf_values(entry, result.result, letters) if entry.is_leaf else branch_values(entry, letters)
            values |= {**shares.get(entry.code, {}), **links.get(entry.code, {})}
            self._row(entry.row, values, inputs=INPUTS if entry.is_leaf else (), is_bold=not entry.is_leaf)
            for row, setting in enumerate(entry.leaf.settings if entry.leaf else (), start=entry.row + 1):
                given = [key for key in ("target", "actual") if key == "actual" or setting.bound is not None]
                linked = links.get(f"{entry.code}/{setting.key}", {})
                self._row(row, {**setting_values(setting, entry), **linked}, inputs=given if setting.is_input else ())
                self.worksheet.row_dimensions[row].outlineLevel = 1
        self._totals()

    def _totals(self) -> None:
        for row, total in enumerate(self.planned.totals.rows, start=self.planned.totals.first):
            values = {"name": total.label, **total.values, "remark": total.remark}
            given = [key for key in ("points", "target", "actual") if key in values]
            self._row(row, values, inputs=given, is_bold="score" in values)

    def _head(self) -> None:
        put(self.worksheet["A1"], "计分表", Look(16, TITLE, align="left", has_border=False, is_wrapped=False))
        put(self.worksheet["A2"], self.hint, Look(SIZE, align="left", has_border=False, is_wrapped=False))
        self.worksheet.row_dimensions[1].height = 26
        self.worksheet.row_dimensions[HEAD].height = 30
        for column in self.planned.columns:
            letter = self.planned.letters[column.key]
            put(self.worksheet[f"{letter}{HEAD}"], column.title, Look(SIZE, is_bold=True, is_head=True))
            self.worksheet.column_dimensions[letter].width = column.width

    def _row(self, row: int, values: Mapping[str, Value], inputs: Sequence[str], **style: bool) -> None:
        """Write one row; of the inputs, those that are formulas cannot be changed."""
        for column in self.planned.columns:
            value = values.get(column.key)
            is_input = column.key in inputs and not isinstance(value, Formula) and not self.is_locked
            look = self._look(column.key, value, is_input=is_input, **style)
            put(self.worksheet[f"{self.planned.letters[column.key]}{row}"], value, look)

    def _look(self, key: str, value: Value, *, is_input: bool, is_bold: bool = False) -> Look:
        """Return how a cell looks: texts to the left, figures to the right, what may be changed in yellow."""
        align = "left" if key in TEXTS else "center" if key in CENTRED or isinstance(value, str) else "right"
        number = places(self.planned.conventions.decimals) if key in SCORES else "General"
        return Look(SIZE, is_bold=is_bold, align=align, number=number, is_input=is_input)
