"""The manual of the scoring rules, made from the rules themselves. Pure."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from indicators.scoresheet.answer import score_sheet
from indicators.scoring import DEFAULT, RULES, Parameter, Rule
from indicators.scoring.parameters import Choice
from perfeval.lib.decimals import plain

SHARED = (
    "各规则通用：id、name、rule、points、unit、applicable",
    "  own_score（自定得分）：方案允许自定得分时可填，0 至分值之间，小数位数不超过方案的规定；人工评分的方案必填",
    "  own_reason（自定得分的理由）：填写自定得分时必填",
)
HEAD = ("| 规则 | 名称 | 参数 | 依据或使用处 |", "|---|---|---|---|")


def rules_as_text() -> str:
    """Return what all rules share, and every rule with its parameters, an example and the legal basis."""
    return "\n\n".join(("\n".join(SHARED), *("\n".join(_paragraph(rule)) for rule in RULES.values())))


def rules_as_markdown() -> str:
    """Return the table of the README."""
    return "\n".join((*HEAD, *map(_row, RULES.values())))


def example_of(rule: Rule) -> dict[str, Any]:
    """Return a measurement that can be scored as it stands."""
    return {"id": rule.name, "rule": rule.name, **rule.example}


def _paragraph(rule: Rule) -> Iterator[str]:
    example = json.dumps(example_of(rule), ensure_ascii=False)
    yield f"{rule.name} {rule.title}"
    yield f"  依据：{rule.basis}"
    yield f"  target（{rule.target_label}）：{'必填' if rule.needs_target else '可不填'}"
    yield f"  actual（{rule.actual_label}）：{'必填，空缺时暂不计分' if rule.needs_actual else '可不填'}"
    for parameter in rule.parameters:
        yield f"  {parameter.name}（{parameter.title}）：{_meaning(parameter)}"
    yield f"  示例：{example}"
    yield f"  结果：{_result(example)}"


def _result(example: str) -> str:
    """Return the sentence that explains the example's score."""
    [scored] = score_sheet(f'{{"measurements": [{example}]}}', lambda name: DEFAULT)["scores"]
    return str(scored["explanation"]["sentence"])


def _meaning(parameter: Parameter) -> str:
    """Return whether a setting has to be given, what stands in for it and what it may be."""
    default = _default(parameter)
    need = "必填" if parameter.required else f"默认 {default}" if default else "可不填"
    return f"{need}；可选 {parameter.read.allowed}" if isinstance(parameter.read, Choice) else need


def _default(parameter: Parameter) -> str:
    value = parameter.default
    if isinstance(value, Decimal):
        return plain(value)
    return str(value) if value else ""


def _row(rule: Rule) -> str:
    cells = (f"`{rule.name}`", rule.title, "；".join(map(_cell, rule.parameters)) or "—", rule.basis)
    return f"| {' | '.join(cells)} |"


def _cell(parameter: Parameter) -> str:
    default = _default(parameter)
    need = "，必填" if parameter.required else f"，默认 {default}" if default else ""
    return f"`{parameter.name}` {parameter.title}{need}"
