"""A made-up round to measure with: the Donghu scheme, 30 indicators of mixed rules each, texts as long as real ones."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from departments.models import Budget, BudgetLine, Cycle, Department, Evaluation
from departments.models.budget import Category
from indicators.models import Indicator, Scheme, Scorecard
from indicators.schemes import Level
from indicators.schemes import Scheme as SchemeSpec
from indicators.services import choose_schemes, install_schemes
from perfeval.lib.decimals import apportion

YEAR = 2022
AT_ONCE = 200
LEAVES = {
    "数量指标": 5,
    "质量指标": 5,
    "时效指标": 3,
    "成本指标": 2,
    "经济效益指标": 2,
    "社会效益指标": 4,
    "生态效益指标": 3,
    "可持续影响指标": 3,
    "满意度指标": 2,
}
TEXTS = {
    "standard": "达到年度指标值的得满分，未达到的按完成比例计分，低于百分之六十的不得分。" * 2,
    "source": "业务科室台账、统计报表、部门决算报表",
    "method": "查阅台账并抽查，按实际完成数与计划数之比计算",
    "narrative": "全年按计划推进，逐月调度，年底前完成全部工作任务，有关资料已归档备查。" * 3,
}


def amount(random: Random, low: int = 50, high: int = 130) -> Decimal:
    """Return a figure with two decimals."""
    return Decimal(random.randrange(low * 100, high * 100)) / 100


def _measured(rule: str, **parameters: Any) -> Callable[[Random, Decimal], dict[str, Any]]:
    def values(random: Random, points: Decimal) -> dict[str, Any]:
        return {"rule": rule, "target": 100, "actual": amount(random), "parameters": parameters}

    return values


def _yes_no(random: Random, points: Decimal) -> dict[str, Any]:
    return {"rule": "yes_no", "actual": random.randrange(2)}


def _judged(random: Random, points: Decimal) -> dict[str, Any]:
    awarded = points - Decimal(random.randrange(int(points * 20))) / 100
    return {"rule": "qualitative", "actual": awarded, "parameters": {"grade": "full"}}


def _ratio(random: Random, points: Decimal) -> dict[str, Any]:
    figures = {"numerator": str(amount(random)), "denominator": str(amount(random))}
    return {"rule": "formula", "parameters": {"ratio": "预算完成率"} | figures}


KINDS = (
    _measured("positive"),
    _measured("positive"),
    _measured("positive_threshold"),
    _measured("reverse_linear"),
    _measured("equal"),
    _measured("bands"),
    _measured("interval", low="95", high="105"),
    _measured("step_deduction", deduction="0.2"),
    _yes_no,
    _judged,
    _ratio,
)


def make_round(count: int) -> Cycle:
    """Store a round of `count` evaluations that nobody has scored yet."""
    install_schemes()
    scheme = Scheme.objects.get(name="donghu")
    cycle = Cycle.objects.create(year=YEAR, opens_on=date(YEAR + 1, 3, 1), due_on=date(YEAR + 1, 6, 30))
    choose_schemes(cycle, [scheme], actor=None)
    random = Random(YEAR)
    for start in range(0, count, AT_ONCE):
        _store(cycle, scheme, range(start, min(start + AT_ONCE, count)), random)
    return cycle


def _store(cycle: Cycle, scheme: Scheme, numbers: range, random: Random) -> None:
    departments = Department.objects.bulk_create(
        Department(
            code=f"b{number}", name=f"第{number}单位", short_name=f"单位{number}", kind="street", path=f"b{number}/"
        )
        for number in numbers
    )
    evaluations = Evaluation.objects.bulk_create(Evaluation(department=unit, cycle=cycle) for unit in departments)
    Scorecard.objects.bulk_create(Scorecard(evaluation=evaluation, scheme=scheme) for evaluation in evaluations)
    Budget.objects.bulk_create(Budget(evaluation=evaluation) for evaluation in evaluations)
    BudgetLine.objects.bulk_create(line for evaluation in evaluations for line in _lines(evaluation, random))
    spec = scheme.spec
    tops = [
        _branch(evaluation, None, level, place) for evaluation in evaluations for place, level in enumerate(spec.levels)
    ]
    Indicator.objects.bulk_create(tops)
    below = [_branch(top.evaluation, top, level, place) for top in tops for place, level in _children(spec, top)]
    Indicator.objects.bulk_create(below)
    Indicator.objects.bulk_create(leaf for branch in (*tops, *below) for leaf in _leaves(branch, random))


def _lines(evaluation: Evaluation, random: Random) -> Iterator[BudgetLine]:
    for category in Category:
        yield BudgetLine(
            evaluation=evaluation,
            category=category,
            initial=amount(random, 10**6, 10**8),
            executed=amount(random, 10**6, 10**8),
            previous=amount(random, 10**6, 10**8),
        )


def _branch(evaluation: Evaluation, parent: Indicator | None, level: Level, place: int) -> Indicator:
    return Indicator(
        evaluation=evaluation,
        parent=parent,
        position=place,
        name=level.name,
        points=level.points,
        rule=level.rule,
        is_leaf=bool(level.rule),
    )


def _children(spec: SchemeSpec, top: Indicator) -> Iterator[tuple[int, Level]]:
    return enumerate(spec.levels[top.position].children)


def _leaves(branch: Indicator, random: Random) -> Iterator[Indicator]:
    count = LEAVES.get(branch.name, 0)
    shares = apportion(branch.points, [Decimal(1)] * count) if count else []
    for place, points in enumerate(shares):
        values = TEXTS | random.choice(KINDS)(random, points)
        name = f"{branch.name}{place + 1}"
        yield Indicator(
            evaluation=branch.evaluation,
            parent=branch,
            position=place,
            name=name,
            points=points,
            unit="%",
            is_leaf=True,
            **values,
        )
