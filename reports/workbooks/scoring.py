"""The scores of the entry workbook: official form and scoring sheet of each tree, fed from what is entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook

from indicators.forms.rule_settings import AWARDED
from indicators.scoring import score_tree
from indicators.spreadsheets import Table
from indicators.spreadsheets.book import FORM, SCORES
from indicators.spreadsheets.form_sheet import write_form
from indicators.spreadsheets.formulas import Formula, Setting, quoted
from indicators.spreadsheets.plan import Entry
from indicators.spreadsheets.score_plan import ScorePlan, plan_scores
from indicators.spreadsheets.score_sheet import write_scores
from indicators.spreadsheets.score_values import leaf_values

from .blocks import Record
from .layout import Layout, PlacedBlock
from .money import ProjectMoney, UnitMoney

HINT = "本表由系统按“指标”“预算与执行”等表的内容计算，不需填写；改换了评分方法或新增了指标的，上传后重新计算。"
LATER = "上传后计算"
STRUCTURE: Mapping[str, tuple[str, ...]] = {
    "equal": ("rule_strict",),
    "reverse_step": ("rule_count",),
    "step_deduction": ("rule_count", "rule_direction"),
    "interval": ("rule_outside",),
    "qualitative": ("rule_grade",),
    "formula": ("rule_ratio",),
    "bands": ("rule_band_side", "rule_band_kind"),
}
"""The answers that decide which formula a rule has; with another answer the score is worked out after the upload."""
OF_RATIO = ("numerator", "denominator")
Links = dict[str, dict[str, Formula]]


@dataclass(frozen=True)
class Leaf:
    """Where an indicator is entered."""

    placed: PlacedBlock
    record: Record

    def cell(self, column: str) -> str:
        """Return the cell of one of its columns."""
        return self.placed.cell(self.record.key, column)

    def value(self, column: str, default: str = '""') -> str:
        """Return what stands there."""
        return self.placed.value(self.record.key, column, default)


class ScoredTable:
    """One tree: its form and its scores, with where everything comes from."""

    def __init__(
        self, table: Table, layout: Layout, leaves: Mapping[str, Leaf], money: UnitMoney | ProjectMoney
    ) -> None:
        self.table, self.layout, self.leaves, self.money = table, layout, leaves, money
        facts, self.conventions = table.facts, table.scheme.conventions
        self.planned: ScorePlan = plan_scores(f"{facts.stem}{SCORES}", facts.tree, self.conventions, facts.deductions)

    def score_cells(self) -> Iterator[tuple[str, Formula]]:
        """Yield what the score column says of each indicator, by the key of its record."""
        for entry in self.planned.root.walk():
            if entry.node.key in self.leaves and entry.is_leaf:
                score = self.planned.cell("score", entry)
                yield self.leaves[entry.node.key].record.key, Formula(f'IF({score}="",{quoted(LATER)},{score})')

    @property
    def total(self) -> str:
        """The cell of the total."""
        return self.planned.address(self.planned.totals.total)

    @property
    def grade(self) -> str:
        """The cell of the grade."""
        return self.planned.address(self.planned.totals.grade)

    def write_form(self, workbook: Workbook) -> None:
        """Add the official form."""
        lines = score_tree(self.table.facts.tree, self.conventions, self.table.facts.deductions).lines
        sheet = workbook.create_sheet(f"{self.table.facts.stem}{FORM}")
        amounts = self.money.of_form(self.table.scheme.form.fund_rows)
        write_form(sheet, self.table, self.planned, lines, amounts)
        sheet.protection.sheet = True

    def write_scores(self, workbook: Workbook) -> None:
        """Add the scoring sheet."""
        scored = score_tree(self.table.facts.tree, self.conventions, self.table.facts.deductions)
        sheet = workbook.create_sheet(self.planned.name)
        mark = self.table.facts.mark
        write_scores(sheet, self.planned, scored.root, self._links(), mark, hint=HINT, is_locked=True)
        sheet.protection.sheet = True

    def _links(self) -> Links:
        links: Links = {}
        for entry in self.planned.root.walk():
            measured = entry.node.measurement
            if measured and measured.rule == "execution":
                links[entry.code] = self.money.execution(self.conventions.execution_denominator)
            elif entry.is_leaf and entry.node.key in self.leaves:
                leaf = self.leaves[entry.node.key]
                links[entry.code] = dict(self._figures(entry, leaf))
                links |= dict(self._settings(entry, leaf))
        return links

    def _figures(self, entry: Entry, leaf: Leaf) -> Iterator[tuple[str, Formula]]:
        """Yield what is entered of an indicator by the columns of the scoring sheet."""
        rule = entry.leaf.rule.name if entry.leaf else ""
        usual = entry.found.target if entry.found else None
        yield "points", Formula(leaf.value("adjusted_points", leaf.value("points")))
        yield "applies", Formula(f'IF({leaf.cell("is_applicable")}="不考核","否","是")')
        yield "target", Formula(leaf.value("adjusted_target", leaf.value("target", _literal(usual))))
        yield "actual", Formula(_actual(rule, leaf))
        for column in ("own_score", "own_reason"):
            if column in self.planned.letters and column in leaf.record.fields:
                yield column, Formula(leaf.value(column))
        yield from self._guarded(entry, leaf, rule)

    def _guarded(self, entry: Entry, leaf: Leaf, rule: str) -> Iterator[tuple[str, Formula]]:
        """Yield the formula of the score, which holds as long as its rule is the one it was written for."""
        columns = ("rule", *STRUCTURE.get(rule, ()))
        same = ",".join(f"{leaf.cell(column)}={quoted(_said(leaf.record, column))}" for column in columns)
        values = leaf_values(entry, None, self.planned.letters)
        for column in ("score", "computed"):
            if isinstance(formula := values.get(column), Formula):
                yield column, Formula(f'IF(AND({same}),{formula.text},"")')

    def _settings(self, entry: Entry, leaf: Leaf) -> Iterator[tuple[str, dict[str, Formula]]]:
        """Yield what is entered of the settings of its rule."""
        for setting in entry.leaf.settings if entry.leaf else ():
            given = self._setting(setting, leaf, is_ratio=entry.leaf is not None and entry.leaf.rule.name == "formula")
            if given:
                yield f"{entry.code}/{setting.key}", given

    def _setting(self, setting: Setting, leaf: Leaf, *, is_ratio: bool) -> dict[str, Formula]:
        kind, _, index = setting.key.partition("_")
        default = _literal(setting.value)
        if kind in ("band", "item") and not is_ratio:
            return self._row_of(setting, kind, f"{leaf.record.key}|rule_{kind}_{index}_", default)
        if not setting.key or (is_ratio and setting.key not in OF_RATIO):
            return {}
        return {"actual": Formula(leaf.value(f"rule_{setting.key}", default))}

    def _row_of(self, setting: Setting, kind: str, key: str, default: str) -> dict[str, Formula]:
        """Return bound and amount of a band, or answer and points of an item."""
        placed = self.layout.blocks.get(f"{kind}s")
        if placed is None or all(record.key != key for record in placed.block.records):
            return {}
        bound, amount = ("bound", "amount") if kind == "band" else ("points", "done")
        default = '""' if kind == "item" else default
        found = {"actual": Formula(placed.value(key, amount, default))}
        return found | ({"target": Formula(placed.value(key, bound, _literal(setting.bound)))} if setting.bound else {})


def _actual(rule: str, leaf: Leaf) -> str:
    """Return what was reached: a number, awarded points, or yes and no."""
    if rule == "yes_no":
        done = leaf.cell("rule_done")
        return f'IF({done}="是",1,IF({done}="否",0,""))'
    return leaf.value("rule_awarded" if rule in AWARDED else "actual")


def _said(record: Record, column: str) -> str:
    return str(record.values.get(column) or "")


def _literal(value: Decimal | str | Formula | None) -> str:
    """Return a value as it stands inside a formula."""
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, Decimal):
        return f"{value:f}"
    return quoted(value or "")


def scored_tables(tables: Sequence[Table], layout: Layout, tokens: Mapping[str, str]) -> list[ScoredTable]:
    """Return the whole department's tree, then those of its projects.

    Args:
        tables: as plain values, in this order.
        layout: where everything is entered.
        tokens: the key of the record of each indicator, by its primary key.
    """
    records = {
        record.key: Leaf(placed, record)
        for key in ("indicators", "project_indicators")
        if (placed := layout.blocks.get(key))
        for record in placed.block.records
    }
    leaves = {pk: records[key] for pk, key in tokens.items() if key in records}
    funds = _project_funds(layout)
    money: list[UnitMoney | ProjectMoney] = [UnitMoney(layout), *funds]
    return [ScoredTable(table, layout, leaves, paid) for table, paid in zip(tables, money, strict=True)]


def _project_funds(layout: Layout) -> list[ProjectMoney]:
    placed = layout.blocks.get("project_funds")
    keys: dict[str, dict[str, str]] = {}
    for record in placed.block.records if placed else ():
        project, _, source = record.key.partition("|fund|")
        keys.setdefault(project, {})[source] = record.key
    return [ProjectMoney(placed, given) for given in keys.values()] if placed else []
