"""The settings of a scheme in Chinese words. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from indicators.schemes.conventions import DENOMINATORS, MODES, REDISTRIBUTIONS, ZERO_POLICIES
from indicators.schemes.layout import ORIENTATIONS
from indicators.schemes.reading import COUNTINGS, NUMBERINGS, RULES_OF_BLOCKS
from indicators.schemes.spec import SOURCES
from perfeval.lib.decimals import plain

LABELS = {
    "name": "代号",
    "title": "名称",
    "kind": "类别",
    "version": "版本",
    "basis": "依据",
    "points_basis": "分值来源",
    "index_category": "索引号类目",
    "conventions": "计分约定",
    "zero_policy": "0/0 的处理",
    "decimals": "得分小数位数",
    "redistribution": "不适用指标的折算",
    "execution_denominator": "预算执行率的分母",
    "equal_strict": "等于类指标须完全相等",
    "mode": "得分方式",
    "review": "审核评分",
    "counts": "以何为准",
    "tolerance": "免说明差额（分）",
    "grades": "等级",
    "minimum": "最低分",
    "qualitative": "定性档次",
    "low": "下限（%）",
    "high": "上限（%，不含）",
    "bands": "满意度分档",
    "min": "下限",
    "max": "上限",
    "percent": "得分值的百分之",
    "overfulfilment": "超额完成",
    "threshold": "界限（%）",
    "deduction": "扣减分值的百分之",
    "caps": "总分封顶",
    "maximum": "最高总分",
    "levels": "指标体系",
    "points": "分值",
    "rule": "计分方式",
    "children": "下级",
    "report": "报告",
    "numbering": "章节序号",
    "has_cover": "封面",
    "has_contents": "目录",
    "outline": "报告提纲",
    "source": "内容来源",
    "key": "代号",
    "level": "对应一级指标",
    "is_numbered": "编号",
    "form": "自评表",
    "orientation": "纸张方向",
    "header": "表头",
    "footer": "表尾",
    "columns": "列",
    "width": "宽度（毫米）",
    "fund_rows": "资金行",
    "is_scored": "计分",
    "parts": "组成部分",
    "header_rows": "表头各行栏数",
    "fund_title": "资金部分标题",
    "fund_columns": "资金列",
    "goal_title": "目标部分标题",
    "goal_columns": "目标列",
    "indicators_title": "指标部分标题",
    "texts": "文字栏",
    "is_first": "在指标之前",
    "notes": "注",
    "text_limits": "字数上限",
    "attachments": "附件",
    "wording": "用语",
    "guidance": "填报说明",
    "text": "说明",
    "example": "示例",
}
CHOICES: dict[str, Mapping[str, str]] = {
    "zero_policy": ZERO_POLICIES,
    "redistribution": REDISTRIBUTIONS,
    "execution_denominator": DENOMINATORS,
    "mode": MODES,
    "counts": COUNTINGS,
    "numbering": NUMBERINGS,
    "rule": RULES_OF_BLOCKS,
    "source": SOURCES,
    "orientation": ORIENTATIONS,
}
TEXTS = {
    "preamble": "前言",
    "goal": "年度总体目标",
    "narrative": "指标完成情况",
    "reason": "偏差原因",
    "measure": "改进措施",
    "performance_management": "预算绩效管理开展情况",
    "result_use": "拟应用情况",
    "disclosure": "公开情况",
}
FREE: dict[str, Callable[[str], str]] = {
    "text_limits": lambda key: TEXTS.get(key, key),
    "wording": str,
    "guidance": str,
}
NONE = "（无）"
NAMES = ("title", "name", "min", "max", "low")


def label(key: str) -> str:
    """Return what a setting is called."""
    return LABELS[key]


def labels_in(key: str) -> Callable[[str], str]:
    """Return how the settings below `key` are called; those that a scheme names itself keep their names."""
    return FREE.get(key, label)


def called(entry: Mapping[str, Any]) -> str:
    """Return what an entry of a list is called: its title, its name, or the bound that it begins with."""
    key = name_key(entry)
    name = in_words(key, entry[key])
    return name if key in ("title", "name") else f"{label(key)} {name}"


def name_key(entry: Mapping[str, Any]) -> str:
    """Return the setting that an entry of a list is called by."""
    return next(key for key in NAMES if key in entry)


def in_words(key: str, value: Any) -> str:
    """Return the value of a setting."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list):
        return "；".join(in_words("", entry) for entry in value)
    if isinstance(value, Mapping):
        return entry_in_words(value)
    return CHOICES.get(key, {}).get(value, str(value))


def entry_in_words(entry: Mapping[str, Any], leave_out: str = "") -> str:
    """Return an entry of a list: what it is called, and its settings but for the one to leave out."""
    settings = [key for key in entry if key not in (name_key(entry), leave_out)]
    rest = "，".join(f"{label(key)} {in_words(key, entry[key])}" for key in settings)
    return f"{called(entry)}（{rest}）" if rest else called(entry)
