"""预算与执行: all the year's money on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms

from departments.figures import FUNDS, NATURES, THREE_PUBLIC, BudgetFigures, Line
from departments.forms.layouts import line
from departments.forms.rows import EntryForm, RowForm
from departments.forms.screens import Screen
from departments.gather import gather_budget, gather_official
from departments.models import Adjustment, Budget, BudgetLine, Project
from departments.ratios import Ratio, budget_ratios

from .fields import AmountField, PercentField

GROUPS = (
    ("收入", ("income",), ""),
    ("支出（按支出性质）", NATURES, "total"),
    ("支出（按资金来源）", FUNDS, "total_by_fund"),
    ("公用经费", ("operating",), ""),
    ("“三公”经费", THREE_PUBLIC, "three_public"),
    ("政府采购", ("procurement",), ""),
)
WITHOUT_PREVIOUS = {*FUNDS, "procurement"}
LINE_AMOUNTS = ["initial", "executed", "previous"]
OTHER_AMOUNTS = ["carryover", "carryover_previous", "assets_in_use", "assets_total"]
PROGRESS = ["payment_actual", "payment_planned"]


@dataclass(frozen=True)
class Group:
    """One block of the table of lines; `total` is what its lines add up to."""

    title: str
    lines: list[tuple[LineForm, Line]]
    total: Line | None
    official: Line | None = None


class LineForm(RowForm):
    """One line of budget and execution."""

    class Meta:
        model = BudgetLine
        fields = LINE_AMOUNTS
        field_classes = dict.fromkeys(LINE_AMOUNTS, AmountField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_key = self.instance.category
        if self.row_key in WITHOUT_PREVIOUS:
            del self.fields["previous"]

    official: Line | None = None
    """What the finance system says of the line, where it says anything."""

    @property
    def where(self) -> str:
        """The name of the line."""
        return self.title


class AdjustmentForm(EntryForm):
    """One change of the budget within the year."""

    culprits: ClassVar[dict[str, str]] = {
        "adjustment_amount_positive": "amount",
        "adjustment_target_only_when_restructured": "target_nature",
    }

    class Meta:
        model = Adjustment
        fields = ["position", "kind", "nature", "target_nature", "fund", "amount", "document", "exclusion"]
        field_classes = {"amount": AmountField}
        labels = {"target_nature": "调入性质", "exclusion": "不计入调整率的原因"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_nature"].choices = [("", "（非结构调整）"), *self.fields["target_nature"].choices[1:]]
        self.fields["exclusion"].choices = [("", "（计入）"), *self.fields["exclusion"].choices[1:]]
        self.helper.layout = Layout(
            line(kind=2, nature=2, target_nature=2, fund=3, amount=3),
            line(document=7, exclusion=3, position=1, remove=1),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the other side of a restructuring."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == Adjustment.Kind.RESTRUCTURE:
            if not cleaned.get("target_nature"):
                self.add_error("target_nature", "结构调整须选择调入性质。")
            elif cleaned["target_nature"] == cleaned.get("nature"):
                self.add_error("target_nature", "调入性质须与调出的支出性质不同。")
        return cleaned


class ProjectForm(EntryForm):
    """One project of the unit."""

    class Meta:
        model = Project
        fields = ["position", "name", "initial", "adjusted", "executed", "is_key"]
        field_classes = dict.fromkeys(["initial", "adjusted", "executed"], AmountField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            line(name=9, is_key=3), line(initial=3, adjusted=3, executed=3, position=1, remove=2)
        )


class BudgetForm(RowForm):
    """The figures that are not lines."""

    culprits: ClassVar[dict[str, str]] = {"budget_assets_in_use_within_total": "assets_in_use"}

    class Meta:
        model = Budget
        fields = [*OTHER_AMOUNTS, "payment_as_of", *PROGRESS, "note"]
        field_classes = dict.fromkeys(OTHER_AMOUNTS, AmountField) | dict.fromkeys(PROGRESS, PercentField)
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "payment_actual": "截至该时点实际支付数占预算的百分比。",
            "payment_planned": "截至该时点应当达到的支付进度百分比。",
        }


class BudgetScreen(Screen):
    """Lines, adjustments, projects and the other figures."""

    guided_as = "budget"

    def build(self) -> None:
        """Add all the money."""
        for row in self.evaluation.budget_lines.all():
            self.add_row(row.category, LineForm, row)
        self.add_row("budget", BudgetForm, self.evaluation.budget)
        self.add_list("adjustments", AdjustmentForm, self.evaluation.adjustments, spare=1)
        self.add_list("projects", ProjectForm, self.evaluation.projects)
        self.add_absence("adjustments", "预算调整")
        self.add_absence("projects", "项目支出")

    @cached_property
    def figures(self) -> BudgetFigures:
        """What is stored, with the sums that follow from it."""
        return gather_budget(self.evaluation)

    @cached_property
    def ratios(self) -> dict[str, Ratio]:
        """The ratios that follow from what is stored, by name."""
        return {ratio.name: ratio for ratio in budget_ratios(self.figures)}

    @cached_property
    def official(self) -> dict[str, Line]:
        """What the finance system says, by line."""
        return gather_official(self.evaluation)

    def groups(self) -> Iterator[Group]:
        """Yield the blocks of the table of lines."""
        for title, categories, total in GROUPS:
            lines: list[Any] = [
                (self.pieces[name], self.figures.line(name)) for name in categories if name in self.pieces
            ]
            for form, _ in lines:
                form.official = self.official.get(form.row_key)
            sums = getattr(self.figures, total) if total else None
            yield Group(title, lines, sums, self.official.get(total))
