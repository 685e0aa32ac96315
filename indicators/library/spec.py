"""What the indicator library holds, as plain values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.scoring import RULES
from perfeval.lib.decimals import plain

CATEGORIES = {
    "quantity": "数量",
    "quality": "质量",
    "timeliness": "时效",
    "cost": "成本",
    "social_cost": "社会成本",
    "ecological_cost": "生态环境成本",
    "economic": "经济效益",
    "social": "社会效益",
    "ecological": "生态效益",
    "sustainable": "可持续影响",
    "satisfaction": "满意度",
    "goal_setting": "目标设定",
    "budget_allocation": "预算配置",
    "budget_execution": "预算执行",
    "budget_management": "预算管理",
    "asset_management": "资产管理",
    "duty": "职责履行",
}

NATURES = {"quantitative": "定量", "qualitative": "定性"}


@dataclass(frozen=True)
class Entry:
    """One proposed third-level indicator.

    Attributes:
        key: stable and unique in the whole library.
        category: one of `CATEGORIES`.
        target: an example in `unit`; a unit takes its own from its approved goals.
        target_text: what is to be reached, where no number can say it.
        parameters: the rule's settings as they are stored, numbers as text.
    """

    key: str
    name: str
    category: str
    rule: str
    standard: str
    source: str
    method: str
    nature: str = "quantitative"
    sign: str = ""
    target: Decimal | None = None
    target_text: str = ""
    unit: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rule_title(self) -> str:
        """The rule's name for people."""
        return RULES[self.rule].title

    @property
    def example(self) -> str:
        """The example target as it is printed."""
        return self.target_text if self.target is None else f"{self.sign}{plain(self.target)}{self.unit}"

    @property
    def is_universal(self) -> bool:
        """Whether its target is the same for every unit (“=100%”, “=0起”)."""
        return self.sign == "=" and self.target is not None


@dataclass(frozen=True)
class Place:
    """Where entries belong: the branches with one of `words` in their name.

    Attributes:
        scope: the kind of scheme (整体, 项目) that it serves, empty for both.
    """

    words: tuple[str, ...]
    categories: tuple[str, ...]
    scope: str = ""
