"""The year's money. Amounts are 元, exact; unknown is empty, none is 0."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from .evaluation import Evaluation
from .versioned import Entry, Versioned


def amount(label: str, **options: Any) -> models.DecimalField:
    """Return a field for an amount in 元."""
    return models.DecimalField(label, max_digits=15, decimal_places=2, null=True, blank=True, **options)


class Nature(models.TextChoices):
    """Expenditure by nature (支出性质)."""

    BASIC = "basic", "基本支出"
    PROJECT = "project", "项目支出"


class Fund(models.TextChoices):
    """Expenditure by source of funds (资金来源)."""

    GENERAL = "general", "一般公共预算"
    GOVERNMENT = "government", "政府性基金预算"
    STATE_CAPITAL = "state_capital", "国有资本经营预算"
    SPECIAL_ACCOUNT = "special_account", "财政专户管理资金"
    OTHER = "other", "单位资金"


class Category(models.TextChoices):
    """Every line of the budget screen: by nature, by fund, and the lines that have ratios of their own."""

    INCOME = "income", "收入合计"
    BASIC = "basic", "基本支出"
    PROJECT = "project", "项目支出"
    GENERAL = "general", "一般公共预算"
    GOVERNMENT = "government", "政府性基金预算"
    STATE_CAPITAL = "state_capital", "国有资本经营预算"
    SPECIAL_ACCOUNT = "special_account", "财政专户管理资金"
    OTHER = "other", "单位资金"
    OPERATING = "operating", "公用经费"
    ABROAD = "abroad", "因公出国（境）费"
    RECEPTION = "reception", "公务接待费"
    VEHICLE_PURCHASE = "vehicle_purchase", "公务用车购置费"
    VEHICLE_RUNNING = "vehicle_running", "公务用车运行维护费"
    PROCUREMENT = "procurement", "政府采购"


class BudgetLine(Versioned):
    """One line of budget and execution (预算收支)."""

    identity = ("evaluation", "category")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="budget_lines")
    category = models.CharField("项目", max_length=16, choices=Category)
    initial = amount("年初预算数（元）")
    executed = amount("全年执行数（元）")
    previous = amount("上年执行数（元）")

    class Meta:
        verbose_name = "预算收支"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "category"], name="budget_line_once"),
        ]

    def __str__(self) -> str:
        return self.get_category_display()


class Adjustment(Entry):
    """One change of the budget within the year (调整事项)."""

    class Kind(models.TextChoices):
        """More, less, or moved."""

        INCREASE = "increase", "追加"
        DECREASE = "decrease", "追减"
        RESTRUCTURE = "restructure", "结构调整"

    class Exclusion(models.TextChoices):
        """Why 预算调整率 does not count it (财预〔2013〕53号, 指标说明)."""

        POLICY = "policy", "落实国家政策"
        FORCE_MAJEURE = "force_majeure", "不可抗力"
        ASSIGNED = "assigned", "上级临时交办"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="adjustments")
    kind = models.CharField("类型", max_length=12, choices=Kind)
    nature = models.CharField("支出性质", max_length=8, choices=Nature)
    target_nature = models.CharField("调入性质（结构调整）", max_length=8, choices=Nature, blank=True)
    fund = models.CharField("资金来源", max_length=16, choices=Fund, default=Fund.GENERAL)
    amount = models.DecimalField("金额（元）", max_digits=15, decimal_places=2)
    document = models.CharField("批复文件", max_length=200)
    exclusion = models.CharField("不计入调整率的原因", max_length=14, choices=Exclusion, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "调整事项"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="adjustment_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message="调整金额须大于0，追减请选择类型“追减”。",
            ),
            models.CheckConstraint(
                name="adjustment_target_only_when_restructured",
                condition=Q(target_nature="") | Q(kind="restructure"),
                violation_error_message="只有“结构调整”才填写调入性质。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}元"


class Project(Entry):
    """One project of the unit (项目); key ones make up 重点支出."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="projects")
    name = models.CharField("项目名称", max_length=200)
    initial = amount("年初预算数（元）")
    adjusted = amount("全年预算数（元）")
    executed = amount("全年执行数（元）")
    is_key = models.BooleanField("重点支出", default=False)

    class Meta(Entry.Meta):
        verbose_name = "项目"
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["evaluation", "name"], name="project_once", violation_error_message="项目名称重复。"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Budget(Versioned):
    """The year's figures that are not lines (结转结余, 支付进度, 资产)."""

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="budget")
    carryover = amount("年末结转结余（元）")
    carryover_previous = amount("上年末结转结余（元）")
    payment_as_of = models.DateField("支付进度时点", null=True, blank=True)
    payment_actual = models.DecimalField("实际支付进度（%）", max_digits=6, decimal_places=2, null=True, blank=True)
    payment_planned = models.DecimalField("既定支付进度（%）", max_digits=6, decimal_places=2, null=True, blank=True)
    assets_in_use = amount("在用固定资产（元）")
    assets_total = amount("固定资产总额（元）")
    note = models.TextField("预算执行情况说明", max_length=1000, blank=True)

    class Meta:
        verbose_name = "预算与执行"
        constraints = [
            models.CheckConstraint(
                name="budget_assets_in_use_within_total",
                condition=Q(assets_in_use=None) | Q(assets_total=None) | Q(assets_in_use__lte=F("assets_total")),
                violation_error_message="在用固定资产不能大于固定资产总额。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}"
