"""The scoring core: measurements in, scores with explanations out. Pure.

>>> from decimal import Decimal
>>> from indicators.scoring import Measurement, Node, score, score_tree
>>> result = score(Measurement("positive", points=Decimal(5), target=Decimal(100),
...                            actual=Decimal(96), unit="件"))
>>> result.score
Decimal('4.80')
>>> result.explanation.sentence
'实际值 96 ÷ 目标值 100 × 分值 5 = 4.80分'

`score()` never raises on bad data: `Score.outcome` is `scored`, `missing` (no actual yet, which is
not zero), `not_applicable`, `manual` (a person has to decide) or `invalid` (unknown rule or bad
parameters, listed in `Score.problems` with their paths); `Score.score` is None for all but the
first and `explanation.sentence` says why.

>>> pending = score(Measurement("positive", points=Decimal(5), target=Decimal(100)))
>>> pending.outcome.value, pending.score, pending.explanation.sentence
('missing', None, '尚未填写实际值，暂不计分。')

What `actual` means: the measured value; 1 or 0 for `yes_no`; the awarded points for `qualitative`
(with `grade`) and `manual` (with `reason`); the executed amount for `execution` (`target` is the
budget). `checklist` takes `items` with `done`, or counts `actual` of `target`; `formula` takes
`numerator` and `denominator`. `RULES[name]` describes each rule (title, basis, parameters, example).

A tree holds measurements at its leaves. `score_tree` adds up rounded leaves, then draws separate
lines for redistribution, caps and deductions, then rounds and grades.

>>> tree = Node("总分", Decimal(100), children=(
...     Node("产出指标", Decimal(95), measurement=Measurement(
...         "yes_no", Decimal(95), actual=Decimal(1))),
...     Node("效益指标", Decimal(5), is_applicable=False)))
>>> scored = score_tree(tree)
>>> scored.raw_total, [line.title for line in scored.lines], scored.total, scored.grade
(Decimal('95.00'), ['不适用指标折算'], Decimal('100.00'), '优')
"""

from indicators.scoring.conventions import (
    DEFAULT,
    Band,
    Cap,
    Conventions,
    Cutoff,
    Denominator,
    Mode,
    Overfulfilment,
    QualitativeGrade,
    Redistribution,
    ZeroPolicy,
    cutoffs,
)
from indicators.scoring.engine import score
from indicators.scoring.explanation import Explanation, Input
from indicators.scoring.grading import grade
from indicators.scoring.lines import Deduction, Line, LineKind, Redistributed, execution_rate, redistributed
from indicators.scoring.measurement import Measurement, Outcome, Problem, Score
from indicators.scoring.nodes import Node, PointsGap, ScoredNode, points_gaps
from indicators.scoring.precision import too_fine
from indicators.scoring.registry import Parameter, Rule
from indicators.scoring.rules import RULES
from indicators.scoring.signs import is_contrary
from indicators.scoring.stages import Difference, differences, problems_of, stage_tree
from indicators.scoring.tree import ScoredTree, score_tree
from indicators.scoring.values import Reading, read_value

__all__ = [
    "DEFAULT",
    "RULES",
    "Band",
    "Cap",
    "Conventions",
    "Cutoff",
    "Deduction",
    "Denominator",
    "Difference",
    "Explanation",
    "Input",
    "Line",
    "LineKind",
    "Measurement",
    "Mode",
    "Node",
    "Outcome",
    "Overfulfilment",
    "Parameter",
    "PointsGap",
    "Problem",
    "QualitativeGrade",
    "Reading",
    "Redistributed",
    "Redistribution",
    "Rule",
    "Score",
    "ScoredNode",
    "ScoredTree",
    "ZeroPolicy",
    "cutoffs",
    "differences",
    "execution_rate",
    "grade",
    "is_contrary",
    "points_gaps",
    "problems_of",
    "read_value",
    "redistributed",
    "score",
    "score_tree",
    "stage_tree",
    "too_fine",
]
