"""How many scores a second the pure core computes: single indicators of mixed rules, and whole trees.

Run by `make bench`. With sentences, each score is also put into words, as the log and the report do.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from indicators.scoring import Measurement, Node, score, score_tree
from perfeval.lib.decimals import apportion

ROUNDS = 7
TREES = 300
LEAVES = 30
RULES = {
    "positive": {},
    "positive_threshold": {},
    "reverse_ratio": {},
    "reverse_linear": {},
    "reverse_step": {"deduction": "0.2"},
    "equal": {},
    "interval": {"low": "95", "high": "105"},
    "bands": {},
    "step_deduction": {"deduction": "0.2"},
    "execution": {},
    "formula": {"ratio": "预算完成率", "numerator": "96.5", "denominator": "100"},
}


@dataclass
class Case:
    """Something to compute; `count` scores in one turn."""

    name: str
    compute: Callable[[], object]
    count: int
    seconds: list[float] = field(default_factory=list)

    def take_turn(self) -> None:
        """Compute once more and note how long it took."""
        start = perf_counter()
        self.compute()
        self.seconds.append(perf_counter() - start)


def main() -> None:
    """Print scores a second."""
    trees = [_tree(Random(seed)) for seed in range(TREES)]
    given = [leaf.measurement for tree in trees for branch in tree.children for leaf in branch.children]
    leaves = [measurement for measurement in given if measurement]
    cases = (
        Case("leaf scores", lambda: each(leaves, score), len(leaves)),
        Case("leaf scores with sentences", lambda: each(leaves, _sentence), len(leaves)),
        Case(f"trees of {LEAVES} leaves", lambda: each(trees, score_tree), TREES),
    )
    for _ in range(ROUNDS):
        for case in cases:
            case.take_turn()
    print(f"{'':40}{'per second':>12}{'fastest':>12}")
    for case in cases:
        rates = (case.count / median(case.seconds), case.count / min(case.seconds))
        print(f"{case.name:40}{rates[0]:>12,.0f}{rates[1]:>12,.0f}")


def each(given: Iterable[Any], compute: Callable[[Any], object]) -> None:
    """Compute one after the other; no result is kept."""
    for one in given:
        compute(one)


def _sentence(leaf: Measurement) -> str:
    return score(leaf).explanation.sentence


def _tree(random: Random) -> Node:
    branches = apportion(Decimal(100), [Decimal(1)] * 3)
    return Node("总分", Decimal(100), tuple(_branch(points, random) for points in branches))


def _branch(points: Decimal, random: Random) -> Node:
    shares = apportion(points, [Decimal(1)] * (LEAVES // 3))
    return Node("一级指标", points, tuple(_leaf(share, random) for share in shares))


def _leaf(points: Decimal, random: Random) -> Node:
    rule = random.choice(list(RULES))
    actual = Decimal(random.randrange(5000, 13000)) / 100
    return Node("三级指标", points, measurement=Measurement(rule, points, Decimal(100), actual, "%", RULES[rule]))


if __name__ == "__main__":
    main()
