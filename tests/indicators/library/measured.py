"""An entry of the library as a unit would report it at the end of the year."""

from decimal import Decimal

from indicators.scoring import Measurement

FIGURES = {"numerator": "92", "denominator": "100"}
POINTS = Decimal(5)


def measurement_of(entry, points=POINTS):
    """Return the entry with its example target and a plausible actual value."""
    return Measurement(entry.rule, points, entry.target, actual_of(entry), entry.unit, parameters_of(entry))


def actual_of(entry):
    if entry.target is None:
        return Decimal(1) if entry.rule == "yes_no" else None
    return entry.target * (Decimal("1.1") if entry.sign == "≤" else Decimal("0.9"))


def parameters_of(entry):
    if entry.rule == "formula":
        return entry.parameters | FIGURES
    if entry.rule == "checklist":
        items = entry.parameters["items"]
        return {"items": [item | {"done": index > 0} for index, item in enumerate(items)]}
    return entry.parameters
