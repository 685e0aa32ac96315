"""The builder of every rule; each follows the function of the same name in `indicators.scoring.rules`."""

from collections.abc import Callable

from indicators.spreadsheets.formulas import checked, graded, judged, measured, stepped
from indicators.spreadsheets.formulas.leaf import Leaf, Sum
from indicators.spreadsheets.formulas.ratio import ratio

Builder = Callable[[Leaf], Sum]

SCORERS: dict[str, Builder] = {
    "positive": measured.positive,
    "positive_threshold": measured.positive_threshold,
    "reverse_ratio": measured.reverse_ratio,
    "reverse_linear": measured.reverse_linear,
    "reverse_step": stepped.reverse_step,
    "equal": measured.equal,
    "interval": graded.interval,
    "bands": graded.bands,
    "step_deduction": stepped.step_deduction,
}


def formula(leaf: Leaf) -> Sum:
    """A ratio of two figures, scored by one of the rules above."""
    return ratio(leaf, SCORERS)


BUILDERS: dict[str, Builder] = {
    **SCORERS,
    "yes_no": checked.yes_no,
    "checklist": checked.checklist,
    "qualitative": judged.qualitative,
    "manual": judged.manual,
    "formula": formula,
    "execution": measured.execution,
}
