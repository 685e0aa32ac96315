"""评分标准: what a rule gives points for, in a sentence that holds for any target. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from indicators.scoring.rules.formula import RATIOS
from perfeval.lib.decimals import ZERO

Parameters = Mapping[str, Any]
PRO_RATA = "达到年度指标值得满分，未达到的按完成比例得分。"


def standard_of(rule: str, parameters: Parameters, unit: str = "", target: Decimal | None = None) -> str:
    """Return the sentence for a rule with its settings.

    Raises:
        KeyError: the rule has none, because it says nothing without the case at hand.
    """
    if rule == "equal" and target == ZERO:
        return "年度指标值为0：没有发生得满分，发生即不得分。"
    return _SENTENCES[rule](parameters, unit)


def _linear(parameters: Parameters, unit: str) -> str:
    return "不超过年度指标值得满分，超过部分按比例扣分，达到指标值2倍不得分。"


def _steps(parameters: Parameters, unit: str) -> str:
    beyond = "低于" if parameters.get("direction") == "under" else "超过"
    step = f"{parameters.get('step', '1')}{'个百分点' if unit == '%' else unit}"
    loss = f"{parameters['deduction']}分" if "deduction" in parameters else "分值的十分之一"
    return f"不{beyond}年度指标值得满分，每{beyond}{step}扣{loss}，扣完为止。"


def _bands(parameters: Parameters, unit: str) -> str:
    if "bands" not in parameters:
        return "按指标体系方案的满意度分档得分。"
    return f"按所在档次得分：{'；'.join(_band(band, unit) for band in parameters['bands'])}；其余不得分。"


def _band(band: Parameters, unit: str) -> str:
    bound = f"达到{band['min']}{unit}" if "min" in band else f"不超过{band['max']}{unit}"
    return f"{bound}得{band['score']}分" if "score" in band else f"{bound}得分值的{band['percent']}%"


def _items(parameters: Parameters, unit: str) -> str:
    return f"共{len(parameters['items'])}项要点，分值平均分配，达到一项得一项的分值。"


def _formula(parameters: Parameters, unit: str) -> str:
    scored_by = parameters.get("scored_by") or RATIOS[parameters.get("ratio", "比例")].scored_by
    return standard_of(scored_by, parameters.get("settings", {}), "%")


_SENTENCES: dict[str, Callable[[Parameters, str], str]] = {
    "positive": lambda parameters, unit: PRO_RATA,
    "equal": lambda parameters, unit: PRO_RATA,
    "reverse_linear": _linear,
    "step_deduction": _steps,
    "bands": _bands,
    "yes_no": lambda parameters, unit: "完成得满分，未完成不得分。",
    "checklist": _items,
    "formula": _formula,
}
