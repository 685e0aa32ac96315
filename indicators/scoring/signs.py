"""符号: the sign before a target and the rule behind it have to want the same."""

from collections.abc import Callable, Mapping
from typing import Any

from indicators.scoring.conventions import Band, Conventions
from indicators.scoring.measurement import Measurement
from indicators.scoring.registry import RULES, Case
from indicators.scoring.rules.formula import RATIOS

RISING, FALLING = "≥>", "≤<"
Settings = Mapping[str, Any]


def against(case: Case, rule: str) -> str:
    """Return a warning where the sign asks for more and the rule rewards less, or the other way round."""
    sign = case.measurement.sign
    is_rising = _is_rising(rule, case.parameters, case.conventions) if sign else None
    if not _is_contrary(sign, is_rising=is_rising):
        return ""
    wish = "越高越好" if is_rising else "越低越好"
    return f"目标值的符号为“{sign}”，而所用规则按{wish}计分，方向相反，请核对符号和评分方法。"


def is_contrary(measurement: Measurement, conventions: Conventions) -> bool:
    """Whether the sign asks for more and the rule rewards less, or the other way round; False for an unready rule."""
    parameters, problems = RULES[measurement.rule].read(measurement.parameters)
    if problems:
        return False
    return _is_contrary(measurement.sign, is_rising=_is_rising(measurement.rule, parameters, conventions))


def _is_contrary(sign: str, *, is_rising: bool | None) -> bool:
    return bool(sign) and is_rising is not None and sign in (FALLING if is_rising else RISING)


def _is_rising(rule: str, settings: Settings, conventions: Conventions) -> bool | None:
    """Return whether more earns more, None where the rule wants something else."""
    direction = _DIRECTIONS.get(rule)
    return None if direction is None else direction(settings, conventions)


def _of_bands(settings: Settings, conventions: Conventions) -> bool | None:
    table: tuple[Band, ...] = settings["bands"] or conventions.bands
    return table[0].upward if table else None


def _of_ratio(settings: Settings, conventions: Conventions) -> bool | None:
    name = settings["scored_by"] or RATIOS[settings["ratio"]].scored_by
    return _is_rising(name, RULES[name].read(settings["settings"])[0], conventions)


_DIRECTIONS: dict[str, Callable[[Settings, Conventions], bool | None]] = {
    **dict.fromkeys(("positive", "positive_threshold"), lambda settings, conventions: True),
    **dict.fromkeys(("reverse_ratio", "reverse_linear", "reverse_step"), lambda settings, conventions: False),
    "step_deduction": lambda settings, conventions: bool(settings["direction"] == "under"),
    "bands": _of_bands,
    "formula": _of_ratio,
}
