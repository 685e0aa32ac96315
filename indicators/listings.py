"""The lists of rounds, schemes and proposed indicators, as they are taken away."""

from departments.models import Cycle
from perfeval.lib.listing import Column, Listing

from .library import CATEGORIES
from .library.spec import NATURES, Entry
from .models import Scheme


def _schemes(cycle: Cycle) -> str:
    return "；".join(str(choice.scheme) for choice in cycle.schemes.all())


CYCLES = Listing(
    "年度任务",
    "cycle",
    (
        Column("评价年度", "year", 10),
        Column("开始填报日期", "opens_on", 14),
        Column("截止日期", "due_on", 14),
        Column("指标体系方案", _schemes, 50),
        Column("审核环节", lambda cycle: " → ".join(stage.name for stage in cycle.chain), 40),
        Column("已开启单位", "started", 12),
    ),
)


def _rounds(scheme: Scheme) -> str:
    return "、".join(str(use.cycle) for use in scheme.uses.all())


SCHEMES = Listing(
    "指标体系方案",
    "scheme",
    (
        Column("名称", "title", 40),
        Column("类别", "kind", 8),
        Column("代号", "name", 20),
        Column("版本", "version", 8),
        Column("选用的年度任务", _rounds, 24),
        Column("自评数", "evaluation_count", 10),
    ),
)


def _nature(entry: Entry) -> str:
    return NATURES[entry.nature]


LIBRARY = Listing(
    "指标库",
    "indicator",
    (
        Column("代号", "key", 24),
        Column("类别", lambda entry: CATEGORIES[entry.category], 12),
        Column("指标", "name", 28),
        Column("性质", _nature, 8),
        Column("符号", "sign", 6),
        Column("指标值示例", "target", 12),
        Column("文字指标值", "target_text", 24),
        Column("计量单位", "unit", 10),
        Column("计分规则", "rule_title", 20),
        Column("评分标准", "standard", 50),
        Column("数据来源", "source", 30),
        Column("取数方法", "method", 40),
    ),
)
