"""The settings of a scoring rule: from what is stored to what the fields show, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from perfeval.lib.decimals import exact, plain

PREFIX = "rule_"
SIMPLE = {
    "equal": ("strict",),
    "positive_threshold": ("threshold",),
    "reverse_step": ("deduction", "count"),
    "step_deduction": ("deduction", "count", "step", "direction"),
    "interval": ("low", "high", "outside"),
    "qualitative": ("grade",),
    "manual": ("reason",),
    "formula": ("ratio", "numerator", "denominator"),
}
NUMBERS = {
    *("threshold", "deduction", "step", "low", "high", "numerator", "denominator"),
    *("bound", "amount", "points"),
}
AWARDED = ("qualitative", "manual")
UNMEASURED = ("yes_no", "checklist", "formula")

MOST_ROWS = 20


def from_parameters(rule: str, parameters: Mapping[str, Any], actual: Decimal | None) -> dict[str, Any]:
    """Return what the fields show for stored settings."""
    values = {f"rule_{name}": _typed(name, parameters.get(name)) for name in SIMPLE.get(rule, ())}
    if rule in AWARDED:
        values["rule_awarded"] = actual
    if rule == "yes_no":
        values["rule_done"] = None if actual is None else actual == 1
    for index, band in enumerate(parameters.get("bands") or ()):
        side, kind = "min" if "min" in band else "max", "percent" if "percent" in band else "score"
        values |= {"rule_band_side": side, "rule_band_kind": kind}
        bound, amount = _typed("bound", band.get(side)), _typed("amount", band.get(kind))
        values |= {f"rule_band_{index}_bound": bound, f"rule_band_{index}_amount": amount}
    for index, item in enumerate(parameters.get("items") or ()):
        values |= {f"rule_item_{index}_{name}": _typed(name, item.get(name)) for name in ("name", "points", "done")}
    return values


def _typed(name: str, stored: Any) -> Any:
    """Return a stored setting as its field holds it: numbers are kept as text."""
    return exact(stored) if name in NUMBERS and stored is not None else stored


def to_parameters(rule: str, cleaned: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings to store; `known` ones that the form does not show are kept."""
    names = SIMPLE.get(rule, ())
    settings = {name: value for name, value in known.items() if name not in (*names, "bands", "items")}
    settings |= {name: _plain(cleaned.get(f"rule_{name}")) for name in names}
    if rule == "bands":
        settings["bands"] = _bands(cleaned)
    if rule == "checklist":
        settings["items"] = _items(cleaned)
    return {name: value for name, value in settings.items() if value not in (None, "", [])}


def _bands(cleaned: Mapping[str, Any]) -> list[dict[str, str]]:
    side, kind = cleaned.get("rule_band_side") or "min", cleaned.get("rule_band_kind") or "score"
    rows = [[cleaned.get(f"rule_band_{i}_{name}") for name in ("bound", "amount")] for i in range(MOST_ROWS)]
    return [{side: _plain(bound), kind: _plain(amount)} for bound, amount in rows if None not in (bound, amount)]


def _items(cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = [[cleaned.get(f"rule_item_{i}_{name}") for name in ("name", "points", "done")] for i in range(MOST_ROWS)]
    items = [{"name": name, "points": _plain(points), "done": done} for name, points, done in rows if name]
    return [{key: value for key, value in item.items() if value is not None} for item in items]


def half_filled(cleaned: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields that lack the other half of their row, with what to do."""
    for index in range(MOST_ROWS):
        bound, amount = (cleaned.get(f"rule_band_{index}_{name}") for name in ("bound", "amount"))
        if (bound is None) != (amount is None):
            yield f"rule_band_{index}_{'bound' if bound is None else 'amount'}", "界限和得分须同时填写。"
        name, points, done = (cleaned.get(f"rule_item_{index}_{name}") for name in ("name", "points", "done"))
        if not name and (points is not None or done is not None):
            yield f"rule_item_{index}_name", "请填写要点的名称。"


def _plain(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


def field_of(path: str, rule: str) -> str:
    """Return the field that a problem of the scoring core is about."""
    if path == "actual":
        return "rule_awarded" if rule in AWARDED else "rule_done" if rule == "yes_no" else "actual"
    if path.startswith(("bands", "items")):
        stem, column = ("rule_band", "amount") if path.startswith("bands") else ("rule_item", "name")
        index = path[6:].partition("]")[0] or "0"
        return f"{stem}_{index}_{'points' if path.endswith('points') else column}"
    return path if path in ("target", "points", "rule", "own_score", "own_reason") else f"{PREFIX}{path}"
