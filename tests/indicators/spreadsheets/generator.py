"""Evaluations made up from a seed: every rule with all its settings, every convention, and values at the edges."""

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from random import Random

from indicators.schemes import preset, preset_names
from indicators.scoring import (
    Band,
    Cap,
    Conventions,
    Deduction,
    Denominator,
    Measurement,
    Mode,
    Node,
    Overfulfilment,
    QualitativeGrade,
    Redistribution,
    ZeroPolicy,
    cutoffs,
)
from indicators.scoring.rules.formula import RATIOS, SCORED_BY
from indicators.spreadsheets import FundFacts, Table, TableFacts
from perfeval.lib.decimals import apportion

TARGETS = [
    *("100", "80", "3", "8", "50", "200", "928", "37", "0.5", "202.6", "2569742.83"),
    *("18681700", "1000", "7", "0", "0", "-5", "60.25", "33.3333"),
]
FACTORS = [
    *("0", "0.5", "0.5999", "0.6", "0.601", "0.9", "0.95", "0.99999", "1", "1", "1"),
    *("1.0001", "1.04", "1.1", "1.15", "1.2", "1.3", "1.5", "1.999", "2", "2.5", "-0.1"),
]
HALVES = [("200", "100"), ("200", "1"), ("8", "4"), ("40", "10"), ("400", "50"), ("1000", "5"), ("16", "2")]
CAPS = (
    Cap(Decimal(0), Decimal(60), Decimal("59.99")),
    Cap(Decimal(60), Decimal(80), Decimal("79.5")),
    Cap(Decimal(80), Decimal("98.5"), Decimal("89.995")),
)
BAND_TABLES = [
    [{"min": "90", "percent": "100"}, {"min": "80", "percent": "66.67"}, {"min": "60", "percent": "33.33"}],
    [{"max": "0", "percent": "100"}, {"max": "10", "percent": "80"}, {"max": "30.5", "percent": "12.5"}],
    [{"max": "5", "score": "0.5"}, {"max": "50", "score": "0.25"}],
    [{"min": "99.99", "score": "1"}, {"min": "0.01", "score": "0.333"}],
]
QUALITATIVE = (
    QualitativeGrade("full", "达成", Decimal(80)),
    QualitativeGrade("partial", "部分达成", Decimal(50)),
    QualitativeGrade("none", "未达成", Decimal(0)),
)


def evaluation(seed):
    """Return the evaluation of this seed."""
    return _Maker(Random(seed)).table()


class _Maker:
    def __init__(self, random):
        self.random = random
        self.conventions = self._conventions()
        self.gaps = random.random() < 0.25
        self.exceptions = random.random() < 0.5
        self.count = 0

    def often(self, share):
        return self.random.random() < share

    def pick(self, values):
        return self.random.choice(list(values))

    def table(self):
        scheme = replace(preset(self.pick(preset_names())), conventions=self.conventions)
        root = Node("总分", Decimal(100), tuple(map(self.block, self.split(Decimal(100), 4))), key="root")
        deductions = [Deduction("其他扣分", Decimal(self.pick(["0.5", "1.25", "3"])), "通报") for _ in range(2)]
        taken = tuple(deductions[: self.pick([0, 0, 0, 1, 2])])
        return Table(TableFacts(2022, root, funds=self.funds(root), deductions=taken), scheme)

    def funds(self, root):
        execution = [
            node.measurement for node in root.children if node.measurement and node.measurement.rule == "execution"
        ]
        return tuple(FundFacts("total", given.target, given.target, given.actual) for given in execution[:1])

    def _conventions(self):
        return Conventions(
            zero_policy=self.pick(ZeroPolicy),
            decimals=self.pick([2, 2, 2, 1]),
            qualitative=self.pick([Conventions.qualitative, QUALITATIVE]),
            bands=self.pick([Conventions.bands, (Band(Decimal(50), percent=Decimal("12.5")),)]),
            cutoffs=self.pick([cutoffs(90, 80, 60), cutoffs(80, 70, 60)]),
            redistribution=self.pick(Redistribution),
            overfulfilment=self.pick(
                [
                    None,
                    Overfulfilment(Decimal(120)),
                    Overfulfilment(Decimal(130), Decimal(5)),
                    Overfulfilment(Decimal(110), Decimal(50)),
                ]
            ),
            caps=self.pick([(), (), CAPS]),
            execution_denominator=self.pick(Denominator),
            equal_strict=self.often(0.3),
            mode=self.pick([Mode.LOCKED, Mode.LOCKED, Mode.EDITABLE, Mode.MANUAL]),
        )

    def split(self, points, most):
        weights = [Decimal(self.random.randint(1, 500)) / 10 for _ in range(self.random.randint(1, most))]
        return [part for part in apportion(points, weights, self.conventions.decimals) if part]

    def block(self, points):
        if self.often(0.3):
            return self.leaf(points, rule="execution")
        children = [self.group(part) if self.often(0.6) else self.leaf(part) for part in self.split(points, 3)]
        return self.node("一级", points, tuple(children))

    def group(self, points):
        return self.node("二级", points, tuple(map(self.leaf, self.split(points, 4))))

    def node(self, name, points, children=(), measurement=None):
        self.count += 1
        idle = self.exceptions and self.often(0.03 if children else 0.07)
        title = f"{name}{self.count}"
        return Node(title, points, children, measurement, f"n{self.count}", not idle, "本年不考核" if idle else "")

    def leaf(self, points, rule=""):
        if self.gaps and self.often(0.05):
            return self.node("三级", points)
        name = rule or self.pick(MAKERS)
        target, actual, parameters = MAKERS[name](self, points)
        if self.gaps and self.often(0.05):
            actual = None
        own, reason = self.own(points)
        return self.node(
            "三级", points, (), Measurement(name, points, target, actual, "个", parameters, "", "", own, reason)
        )

    def own(self, points):
        if self.conventions.mode is Mode.LOCKED and self.often(0.8):
            return None, ""
        if self.conventions.mode is Mode.EDITABLE and self.often(0.6):
            return None, ""
        if self.gaps and self.often(0.1):
            return self.pick([None, points + 1, Decimal(-1), points]), self.pick(["", "  ", "情况特殊"])
        return self.share(points), "专家评审意见"

    def share(self, points):
        places = self.conventions.decimals + self.often(0.05 if self.gaps else 0)
        share = points * Decimal(self.random.randint(0, 1000)) / 1000
        return share.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)

    def pair(self):
        """Return a target and an actual near it."""
        if self.often(0.25):
            return tuple(map(Decimal, self.pick(HALVES)))
        target = Decimal(self.pick(TARGETS))
        factor = Decimal(self.pick(FACTORS)) if self.often(0.7) else Decimal(self.random.randint(0, 25000)) / 10000
        actual = (target or Decimal(1)) * factor
        return target, actual.quantize(Decimal("0.0001")).normalize() + 0

    def compared(self, _points):
        return (*self.pair(), {})

    def threshold(self, _points):
        return (*self.pair(), self.some(threshold=["0", "50", "60", "85", "99.5"]))

    def equal(self, _points):
        return (*self.pair(), self.some(strict=[True, False]))

    def some(self, **choices):
        """Return some of the settings."""
        return {name: self.pick(values) for name, values in choices.items() if self.often(0.7)}

    def steps(self):
        return self.some(deduction=["0.1", "0.5", "0.125", "2"], count=["whole", "started", "pro_rata"])

    def reverse_step(self, _points):
        return (*self.pair(), self.steps())

    def step_deduction(self, _points):
        return (*self.pair(), self.steps() | self.some(step=["1", "5", "0.1", "0.3"], direction=["over", "under"]))

    def interval(self, _points):
        target, actual = self.pair()
        bounds = {"low": str(target), "high": str(target + self.pick([0, 5, 20]))}
        return None, actual, bounds | self.some(outside=["zero", "pro_rata"])

    def bands(self, _points):
        _, actual = self.pair()
        value = self.pick(["90", "89.99", "80", "60", "59.9999", "0", "10", "30.5", "99.99", str(actual)])
        return None, Decimal(value), self.some(bands=BAND_TABLES)

    def yes_no(self, _points):
        return None, Decimal(self.pick(["0", "1", "1", "1.0"]) if not self.gaps else self.pick(["0", "1", "0.5"])), {}

    def checklist(self, points):
        if self.often(0.3):
            count = self.random.randint(1, 7)
            return Decimal(count), Decimal(self.random.randint(0, count)), {}
        parts = self.split(points, 5)
        answers = [True, False, "是"] if not self.gaps else [True, False, None]
        items = [{"name": f"要点{number}", "done": self.pick(answers)} for number, _ in enumerate(parts)]
        if self.often(0.5):
            items = [item | {"points": str(part)} for item, part in zip(items, parts, strict=True)]
        return None, None, {"items": items}

    def qualitative(self, points):
        grades = self.conventions.qualitative
        position = self.random.randint(0, 2)
        low = points * grades[position].low / 100
        top = points * grades[position - 1].low / 100 if position else points
        actual = low + (top - low) * Decimal(self.random.randint(0, 9)) / 10
        places = Decimal(1).scaleb(-self.conventions.decimals)
        return None, actual.quantize(places) if self.often(0.8) else actual, {"grade": grades[position].key}

    def manual(self, points):
        return None, self.share(points), {"reason": "专家评审意见"}

    def formula(self, points):
        ratio = self.pick(RATIOS)
        bottom, top = self.pair()
        if self.often(0.1):
            bottom = top = Decimal(0)
        parameters = {"ratio": ratio, "numerator": str(top), "denominator": str(bottom)}
        name = self.pick(SCORED_BY)
        _, _, settings = MAKERS[name](self, points)
        parameters |= {"scored_by": name, "settings": settings} if self.often(0.5) else {}
        parameters |= self.some(zero_policy=ZeroPolicy) if self.often(0.3) else {}
        target = Decimal(self.pick(["100", "95", "66.5", "0", "5"])) if self.often(0.6) else None
        return (
            target,
            None,
            {name: str(value) if name == "zero_policy" else value for name, value in parameters.items()},
        )

    def execution(self, _points):
        target, actual = (Decimal(0), Decimal(0)) if self.often(0.05) else self.pair()
        return target, actual, {}


MAKERS = {
    "positive": _Maker.compared,
    "positive_threshold": _Maker.threshold,
    "reverse_ratio": _Maker.compared,
    "reverse_linear": _Maker.compared,
    "reverse_step": _Maker.reverse_step,
    "equal": _Maker.equal,
    "interval": _Maker.interval,
    "bands": _Maker.bands,
    "yes_no": _Maker.yes_no,
    "checklist": _Maker.checklist,
    "qualitative": _Maker.qualitative,
    "manual": _Maker.manual,
    "step_deduction": _Maker.step_deduction,
    "formula": _Maker.formula,
    "execution": _Maker.execution,
}
