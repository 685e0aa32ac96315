"""Checks of a whole round: they have a page of their own and never block a unit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from departments.figures import Line
from departments.wording import wan
from perfeval.lib.decimals import HUNDRED, plain
from reports.summary.facts import NO_TOTAL, UnitFacts

from .findings import Category, Scope, Severity

NOTABLE, LARGE = Decimal(5), Decimal(10)
NEARLY_FULL = Decimal(99)
MANY = 3
PUBLISHED_WITHIN = 20
SATURDAY = 5


@dataclass(frozen=True)
class Round:
    """One year's round as a supervising department sees it."""

    year: int
    today: date
    due: date
    units: tuple[UnitFacts, ...]


@dataclass(frozen=True)
class RoundFault:
    """What a check of a round yields; `unit` is the key of the unit it is about, None for the whole round."""

    message: str
    unit: UnitFacts | None = None


@dataclass(frozen=True)
class RoundFinding:
    """One fault with the check that found it."""

    check: "RoundCheck"
    fault: RoundFault


@dataclass(frozen=True)
class RoundCheck:
    """A check of a round with everything the manual says about it; `bad` and `good` turn a faultless round."""

    id: str
    severity: Severity
    title: str
    function: Callable[[Round], Iterator[RoundFault]]
    category: Category
    basis: str
    explanation: str
    remedy: str
    bad: Callable[[Round], Round]
    good: Callable[[Round], Round] = lambda faultless: faultless
    since: int | None = None
    until: int | None = None
    scope: Scope = Scope.ROUND


ROUND_CHECKS: dict[str, RoundCheck] = {}


def round_check(identifier: str, severity: Severity, **description: Any) -> Callable[[Any], Any]:
    """Register a function as the check `identifier` of rounds; its docstring is the title.

    Raises:
        ValueError: the identifier is taken.
    """

    def register(function: Callable[[Round], Iterator[RoundFault]]) -> Callable[[Round], Iterator[RoundFault]]:
        if identifier in ROUND_CHECKS:
            raise ValueError(f"There already is a check {identifier!r}.")
        title = (function.__doc__ or "").strip()
        ROUND_CHECKS[identifier] = RoundCheck(identifier, severity, title, function, **description)
        return function

    return register


def run_round(facts: Round) -> tuple[RoundFinding, ...]:
    """Return what all checks of a round find; one that fails is itself a finding and hides no other."""
    return tuple(found for check in ROUND_CHECKS.values() for found in _outcome(check, facts))


def _outcome(check: RoundCheck, facts: Round) -> tuple[RoundFinding, ...]:
    try:
        return tuple(RoundFinding(check, fault) for fault in check.function(facts))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the round has not been checked
        message = f"校验“{check.id} {check.title}”没有完成（{type(error).__name__}），请联系系统管理员处理。"
        return (RoundFinding(check, RoundFault(message)),)


def changing_unit(**changes: Any) -> Callable[[Round], Round]:
    """Return an edit of the first unit of a round."""

    def edit(facts: Round) -> Round:
        first, *others = facts.units
        return replace(facts, units=(replace(first, **changes), *others))

    return edit


covering = partial(round_check, category=Category.COMPLETENESS, basis="财预〔2020〕10号：自评范围要全覆盖")
comparing = partial(round_check, category=Category.CONSISTENCY)


@covering(
    "P01",
    Severity.BLOCK,
    explanation="本级和所属各单位都要开展整体支出自评，漏报的单位没有评价结果。",
    remedy="为没有开展自评的单位开启本年度任务；不需要开展的，在单位管理中停用。",
    bad=changing_unit(evaluation=None),
)
def all_units_are_covered(facts: Round) -> Iterator[RoundFault]:
    """各单位都已开展自评。"""
    for unit in facts.units:
        if unit.evaluation is None:
            yield RoundFault(f"“{unit.name}”没有开展自评，请开启任务。", unit)


@covering(
    "P01-filed",
    Severity.EXPLAIN,
    explanation="截止日期已过仍未送审，会影响汇总和公开。",
    remedy="催促该单位送审；有客观原因的，由主管部门说明。",
    bad=lambda facts: replace(changing_unit(is_filed=False)(facts), today=date(2023, 7, 1)),
    good=changing_unit(is_filed=False),
)
def all_units_have_filed(facts: Round) -> Iterator[RoundFault]:
    """截止日期后，各单位都已送审。"""
    for unit in facts.units if facts.today > facts.due else ():
        if unit.evaluation is not None and not unit.is_filed:
            days = (facts.today - facts.due).days
            yield RoundFault(f"“{unit.name}”截止日期已过{days}天，尚未送审（{unit.status}），请催报。", unit)


@covering(
    "P01-funds",
    Severity.EXPLAIN,
    explanation="有项目支出却没有项目清单，项目资金就没有纳入自评。",
    remedy="请该单位在“预算与执行”中补填项目清单。",
    bad=changing_unit(projects=None, project_count=0),
    good=changing_unit(projects=None, project_count=0, project_line=Line("project", "项目支出", *[Decimal(0)] * 3)),
)
def all_project_money_is_covered(facts: Round) -> Iterator[RoundFault]:
    """有项目支出的单位都列有项目清单。"""
    for unit in facts.units:
        spent = unit.project_line.executed
        if unit.evaluation is not None and spent and not unit.project_count:
            yield RoundFault(f"“{unit.name}”项目支出{wan(spent)}万元，没有项目清单，请补填。", unit)


@comparing(
    "P05",
    Severity.EXPLAIN,
    basis="财政复核：自评得分与复核得分偏差超过5分的，说明自评质量不高",
    explanation="复核得分与自评得分相差较大，要查明是自评不实还是标准不一。",
    remedy="与该单位核对扣分依据；偏差超过10分的，建议列入下一年度重点抽查。",
    bad=changing_unit(score=Decimal(96), final=Decimal(88)),
    good=changing_unit(score=Decimal(96), final=Decimal(91)),
)
def recheck_is_near_the_self_score(facts: Round) -> Iterator[RoundFault]:
    """复核得分与自评得分相差不超过5分。"""
    for unit in facts.units:
        if unit.score is None or unit.final is None or abs(unit.score - unit.final) <= NOTABLE:
            continue
        gap = abs(unit.score - unit.final)
        degree = "，偏差很大" if gap > LARGE else ""
        own, final = plain(unit.score), plain(unit.final)
        yield RoundFault(f"“{unit.name}”自评{own}分，复核{final}分，相差{plain(gap)}分{degree}，请核实。", unit)


@comparing(
    "P08",
    Severity.EXPLAIN,
    basis="财政复核：自评满分而复核扣分的，说明自评不严",
    explanation="自评得满分，复核却发现了问题，自评结果不能直接采用。",
    remedy="与该单位核对扣分依据，请其在下一年度改进自评。",
    bad=changing_unit(score=HUNDRED, final=Decimal(97)),
    good=changing_unit(score=HUNDRED, final=HUNDRED),
)
def full_scores_stand_the_review(facts: Round) -> Iterator[RoundFault]:
    """自评满分的单位，复核没有扣分。"""
    for unit in facts.units:
        if unit.score == HUNDRED and unit.final is not None and unit.final < HUNDRED:
            yield RoundFault(f"“{unit.name}”自评满分，复核为{plain(unit.final)}分，请核实。", unit)


@comparing(
    "K11",
    Severity.EXPLAIN,
    basis="《中华人民共和国政府信息公开条例》第二十六条：自信息形成之日起20个工作日内公开",
    explanation="审核通过以后长期不公开，超过了公开的时限。",
    remedy="请该单位或者公开人尽快公开；依法不公开的，登记理由。",
    bad=changing_unit(approved_on=date(2023, 4, 20)),
    good=changing_unit(approved_on=date(2023, 4, 20), published_on=date(2023, 5, 16)),
)
def approved_reports_are_published_in_time(facts: Round) -> Iterator[RoundFault]:
    """审核通过的自评在20个工作日内公开。"""
    for unit in facts.units:
        days = unit.approved_on and working_days(unit.approved_on, unit.published_on or facts.today)
        if days and days > PUBLISHED_WITHIN:
            state = "才公开" if unit.published_on else "尚未公开"
            yield RoundFault(f"“{unit.name}”审核通过后已过{days}个工作日{state}，请核实。", unit)


def working_days(start: date, end: date) -> int:
    """Return how many days from Monday to Friday lie after `start` up to `end`; public holidays are not known.

    >>> working_days(date(2023, 5, 19), date(2023, 5, 22)), working_days(date(2023, 5, 19), date(2023, 5, 19))
    (1, 0)
    """
    return sum((start + timedelta(number)).weekday() < SATURDAY for number in range(1, (end - start).days + 1))


@comparing(
    "P08-full",
    Severity.HINT,
    basis="财政复核常见问题：自评普遍满分，不能反映差异",
    explanation="多数单位接近满分，往往说明目标偏低或者评分偏松。",
    remedy="抽查高分单位的指标值和佐证材料。",
    bad=lambda facts: replace(facts, units=tuple(replace(unit, score=HUNDRED, final=None) for unit in facts.units)),
)
def not_all_scores_are_full(facts: Round) -> Iterator[RoundFault]:
    """并非多数单位的自评接近满分。"""
    scored = [unit.score for unit in facts.units if unit.score is not None]
    full = sum(score >= NEARLY_FULL for score in scored)
    if len(scored) >= MANY and 2 * full > len(scored):
        yield RoundFault(f"已评分的{len(scored)}个单位中，{full}个得分不低于{plain(NEARLY_FULL)}分，请抽查。")


@round_check(
    "A08-round",
    Severity.EXPLAIN,
    category=Category.ARITHMETIC,
    basis="部门决算报表：项目支出等于各项目支出之和",
    explanation="汇总后的项目支出与项目清单合计不同，汇总表不能使用。",
    remedy="请该单位核对项目清单和项目支出的数额。",
    bad=changing_unit(projects=Line("projects", "各项目合计", *[Decimal(1)] * 3)),
)
def project_lists_fill_the_line(facts: Round) -> Iterator[RoundFault]:
    """各单位的项目清单合计等于项目支出。"""
    for unit in facts.units:
        listed, line = unit.projects, unit.project_line
        if listed and None not in (listed.executed, line.executed) and listed.executed != line.executed:
            message = f"“{unit.name}”项目支出{wan(line.executed)}万元，项目清单合计{wan(listed.executed)}万元，请核对。"
            yield RoundFault(message, unit)


@round_check(
    "C03-round",
    Severity.EXPLAIN,
    category=Category.COMPLETENESS,
    basis="财预〔2020〕10号：自评要有得分和结论",
    explanation="已送审的自评没有总分，汇总时无法使用。",
    remedy="请审核人退回该单位补充评分。",
    bad=changing_unit(score=None),
    good=changing_unit(score=None, is_filed=False, total=NO_TOTAL),
)
def filed_evaluations_have_a_score(facts: Round) -> Iterator[RoundFault]:
    """已送审的自评都有总分。"""
    for unit in facts.units:
        if unit.is_filed and unit.score is None:
            yield RoundFault(f"“{unit.name}”已送审但没有总分，请核对。", unit)
