"""Formula of the ratios of 财预〔2013〕53号: two figures, a rate in percent, scored by another rule."""

from collections.abc import Callable, Mapping

from indicators.scoring import RULES
from indicators.scoring.rules.formula import RATIOS, SCORED_BY, Ratio
from indicators.spreadsheets.formulas.graded import UNDECIDED
from indicators.spreadsheets.formulas.language import EMPTY, choose
from indicators.spreadsheets.formulas.leaf import Leaf, Sum
from indicators.spreadsheets.formulas.measured import zero_policy


def ratio(leaf: Leaf, scorers: Mapping[str, Callable[[Leaf], Sum]]) -> Sum:
    """Return what the rate earns by its own rule; 0/0 and a rate without a base come first."""
    kind = RATIOS[leaf.parameters["ratio"]]
    leaf.inform("比率", leaf.parameters["ratio"])
    top = leaf.setting(kind.numerator, leaf.parameters["numerator"], leaf.measurement.unit, "numerator")
    bottom = leaf.setting(kind.denominator, leaf.parameters["denominator"], leaf.measurement.unit, "denominator")
    figure = top if kind.is_change else f"MAX({top},0)"
    nothing = f"AND({figure}=0,{bottom}=0)"
    earned, refusals, gaps = zero_policy(leaf, nothing)
    found = _scored(leaf, kind, scorers)
    inner = tuple((f"IF({bottom}>0,{condition},FALSE)", text) for condition, text in found.refusals)
    gaps += tuple(f"IF({bottom}>0,{condition},FALSE)" for condition in found.gaps)
    value = choose((nothing, earned), (f"{bottom}<=0", "0"), otherwise=found.value)
    rate = f"{f'({top}-{bottom})' if kind.is_change else figure}*100/{bottom}"
    counted = choose((f"COUNT({top},{bottom})<2", EMPTY), (f"{bottom}<=0", EMPTY), otherwise=rate)
    return Sum(value, (top, bottom), refusals + inner, counted, found.exceeded, kind.target, gaps)


def _scored(leaf: Leaf, kind: Ratio, scorers: Mapping[str, Callable[[Leaf], Sum]]) -> Sum:
    """Return what the rule for the rate makes of it."""
    name = leaf.parameters["scored_by"] or kind.scored_by
    leaf.inform("比率的计分规则", SCORED_BY[name])
    settings, problems = RULES[name].read(leaf.parameters["settings"])
    has_target = leaf.measurement.target is not None or kind.target is not None
    if problems:
        return UNDECIDED
    if RULES[name].needs_target and not has_target:
        return Sum("0", gaps=("TRUE",))
    return scorers[name](leaf.as_ratio(settings))
