"""What the finance system says of the year's money (财政数据), beside what the unit enters."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery

from .budget import BudgetLine, Category, amount
from .cycle import Cycle
from .department import Department
from .evaluation import Evaluation
from .user import User

TOTAL = "total"
CATEGORIES = [(TOTAL, "支出合计"), *Category.choices]


class OfficialFigureQuerySet(models.QuerySet["OfficialFigure"]):
    """The questions asked of official figures."""

    def beside(self, evaluation: Evaluation) -> Self:
        """Return those of the evaluation's unit and year."""
        return self.filter(department=evaluation.department_id, cycle=evaluation.cycle_id)

    def with_entered(self) -> Self:
        """Add what the unit has entered of the same line: `entered_initial` and `entered_executed`."""
        same = {"evaluation__department": OuterRef("department"), "evaluation__cycle": OuterRef("cycle")}
        lines = BudgetLine.objects.filter(category=OuterRef("category"), **same)
        return self.annotate(
            entered_initial=Subquery(lines.values("initial")[:1]),
            entered_executed=Subquery(lines.values("executed")[:1]),
        )


class OfficialFigure(models.Model):
    """One line of one unit as the finance system exports it; it never replaces what the unit enters. Amounts are 元."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="official_figures", verbose_name="年度任务")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="official_figures", verbose_name="部门（单位）"
    )
    category = models.CharField("项目", max_length=16, choices=CATEGORIES)
    initial = amount("年初预算数（元）")
    adjustment = amount("预算调整数（元）")
    executed = amount("全年执行数（元）")
    source = models.CharField("来源文件SHA-256", max_length=64)
    imported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="导入人")
    imported_at = models.DateTimeField("导入时间")

    objects = OfficialFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "财政数据"
        ordering = ["department__code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "department", "category"], name="official_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.department}{self.cycle}{self.get_category_display()}"
