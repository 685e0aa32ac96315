"""Fields that the approval of the goals holds fast: shown as text, and taken as they are stored."""

from decimal import Decimal
from typing import Any

from perfeval.lib.decimals import plain

from ..approved import APPROVED
from ..models import Indicator
from .rule_settings import PREFIX, from_parameters

REACHED = ("rule_awarded", "rule_done", "rule_grade", "rule_reason", "rule_numerator", "rule_denominator")


def is_settled(name: str) -> bool:
    """Return whether the approval holds the field: what was planned, not what was reached."""
    if name.startswith(PREFIX):
        return name not in REACHED and not name.endswith("_done")
    return name in APPROVED


def as_sent(row: Indicator) -> dict[str, str]:
    """Return what inputs for the settled fields would send."""
    planned = {name: getattr(row, name) for name in APPROVED if name not in ("parent", "project_evaluation")}
    values = planned | from_parameters(row.rule, row.parameters, row.actual)
    return {name: _text(value) for name, value in values.items() if is_settled(name) and value not in (None, False)}


def _text(value: Any) -> str:
    if value is True:
        return "on"
    return plain(value) if isinstance(value, Decimal) else str(value)
