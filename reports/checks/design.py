"""C05, K09, Q05, Q13, Q15, Q18: an indicator weighs, compares and means what it should."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from departments.figures import Line, ProjectFigure
from indicators.scoring import RULES, is_contrary
from perfeval.lib.characters import half
from perfeval.lib.decimals import ZERO, plain
from reports.proofreading.amounts import IN_YUAN
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, Snapshot

from .edits import changing_leaf, with_nodes
from .examples import noted, underspent
from .findings import Category, Context, Fault, Severity
from .leaves import EXECUTION, fault, figure, is_own, is_quantitative, is_satisfaction, own_leaves
from .registry import check

designed = partial(check, severity=Severity.EXPLAIN, part="indicators", category=Category.DESIGN)

HALF_OF_ALL = Decimal(50)
COST = "成本"
LONG_TERM = re.compile(
    r"中长期|长远目标|远期目标|规划期末|[“\"]?十[四五六七]五[”\"]?(?:规划)?(?:期?末|期间)|(?<!近)[三五十3]年内|(?:到|至)(?P<year>20\d\d)年(?![度前])"
)
SIGNED = re.compile(r"(?P<sign>[≥≤=><])\s*(?P<number>\d{1,12}(?:\.\d{1,4})?)")
NOTHING = re.compile(r"^(?:无|不涉及|不适用|未涉及|未开展|无此项|/|-+|—+)[。.]?$")
NOT_CONCERNED = re.compile(
    r"(?:本年度?|当年|全年|20\d\d年度?)?(?:不涉及|未涉及|没有涉及|未开展|未安排|没有安排|未发生|无)(?:该|此|这)(?:项|类)(?:工作|任务|指标|业务|支出|事项|内容)?"
)


@designed(
    "C05",
    category=Category.COMPLETENESS,
    of_originals=True,
    basis="财预〔2015〕88号：绩效目标要从数量、质量、成本、时效和效益等方面细化",
    explanation="只有一项三级指标，或者一项指标占一半以上分值，总分就由它一项决定。",
    remedy="补列指标，或者分散分值；按批复不能改的，说明原因。",
    bad=lambda snapshot: _concentrated(snapshot, Decimal(62)),
)
def points_are_spread(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """三级指标不止一项，没有一项占一半以上分值。"""
    leaves = tuple(own_leaves(snapshot))
    for leaf in leaves:
        if leaf.points >= HALF_OF_ALL:
            yield fault(
                leaf, "points", f"占{plain(leaf.points)}分，达到一半以上，请分散分值或说明。", actual=plain(leaf.points)
            )
        elif len(leaves) == 1:
            yield fault(leaf, "name", "是唯一的三级指标，请补列指标或说明。", actual=leaf.name)


def _concentrated(snapshot: Snapshot, most: Decimal) -> Snapshot:
    """Return the snapshot with `most` points in the first indicator, 2 in each other but satisfaction and execution."""
    first = next(own_leaves(snapshot))

    def change(node: IndicatorFacts) -> IndicatorFacts:
        if not node.is_leaf or node.rule == EXECUTION or is_satisfaction(node):
            return node
        points = most if node == first else Decimal(2)
        return replace(node, points=points, approved_points=points, score=points)

    return replace(snapshot, indicators=tuple(map(_summed, with_nodes(snapshot, change).indicators)))


def _summed(node: IndicatorFacts) -> IndicatorFacts:
    if node.is_leaf:
        return node
    children = tuple(map(_summed, node.children))
    points, score = (sum((getattr(child, name) or ZERO for child in children), ZERO) for name in ("points", "score"))
    return replace(node, children=children, points=points, score=score)


def _is_cost(leaf: IndicatorFacts) -> bool:
    return any(COST in name for name in leaf.path[:-1]) or leaf.name.endswith(COST)


def _in_yuan(leaf: IndicatorFacts, value: Decimal | None) -> Decimal | None:
    scale = IN_YUAN.get(leaf.unit.strip())
    return value * scale if scale and value is not None else None


def _costing(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with a cost indicator that names the whole money of the first project."""
    planned = (snapshot.budget.projects[0].adjusted or ZERO) / IN_YUAN["万元"]
    changes = {
        "target": planned,
        "approved_target": planned,
        "actual": planned,
        "unit": "万元",
        "name": "社区微改造成本",
    }
    return changing_leaf(_is_cost, **changes, sign="=", rule="equal")(snapshot)


def _budgeted(snapshot: Snapshot) -> Snapshot:
    total = (snapshot.budget.total.adjusted or ZERO) / IN_YUAN["万元"]
    changes = {"target": total, "approved_target": total, "actual": total, "unit": "万元", "name": "运行成本"}
    return changing_leaf(_is_cost, **changes, sign="=", rule="equal")(snapshot)


@designed(
    "K09",
    category=Category.CONSISTENCY,
    basis="财预〔2021〕101号：成本指标反映实际发生的成本",
    explanation="成本指标写着实际成本等于计划数，而这笔预算没有用完，实际成本不是决算数。",
    remedy="按决算填写实际成本；其余资金另有用途的，说明情况。",
    bad=lambda snapshot: _costing(noted(underspent(snapshot, Decimal("0.95")))),
    good=_costing,
)
def costs_are_what_was_spent(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """成本指标的实际成本与预算执行情况一致。"""
    for leaf in filter(_is_cost, own_leaves(snapshot)):
        line = _underspent_line(snapshot, _in_yuan(leaf, leaf.actual)) if leaf.actual == leaf.target else None
        if line and line.executed is not None:
            spent = f"{plain(line.executed / IN_YUAN[leaf.unit.strip()])}{leaf.unit}"
            given = f"{figure(leaf.actual)}{leaf.unit}"
            message = f"的实际成本等于计划数{given}，而“{line.name}”执行数为{spent}，请核对或说明。"
            yield fault(leaf, "actual", message, expected=spent, actual=given)


def _underspent_line(snapshot: Snapshot, amount: Decimal | None) -> Line | ProjectFigure | None:
    """Return the project or line whose budget is just this amount and was not spent to the end."""
    budget = snapshot.budget
    rows: list[Line | ProjectFigure] = [*budget.projects, *budget.lines, budget.total]
    planned = (row for row in rows if amount and row.adjusted == amount)
    return next((row for row in planned if row.executed is not None and amount and row.executed < amount), None)


@designed(
    "Q18-target",
    basis="财预〔2021〕101号：成本指标反映完成工作的成本控制情况",
    explanation="用预算总额作成本指标的指标值，看不出单位成本控制得怎样。",
    remedy="改为单位成本或者具体事项的成本及其控制标准；按批复不能改的，说明原因。",
    bad=_budgeted,
    good=_costing,
)
def cost_targets_are_not_the_budget(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """成本指标的指标值不是预算总额。"""
    total = snapshot.budget.total
    for leaf in filter(_is_cost, own_leaves(snapshot)):
        amount = _in_yuan(leaf, leaf.target)
        if amount and amount in (total.initial, total.adjusted):
            given = f"{figure(leaf.target)}{leaf.unit}"
            yield fault(leaf, "target", f"以预算总额{given}为指标值，请写明具体事项的成本，或说明。", actual=given)


@designed(
    "Q05",
    severity=Severity.HINT,
    of_originals=True,
    basis="财预〔2015〕88号：年度绩效目标与年度任务相对应",
    explanation="年度自评评价的是当年的目标；跨年度的目标当年无法完成，也无法评分。",
    remedy="改写为当年要达到的阶段目标。",
    bad=changing_leaf(is_own, target=None, approved_target=None, rule="bands", target_text="到2025年覆盖全部社区"),
    good=changing_leaf(is_own, target=None, approved_target=None, rule="bands", target_text="2022年底覆盖12个社区"),
)
def targets_are_of_the_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """年度指标是当年的目标，不是中长期目标。"""
    for leaf in own_leaves(snapshot):
        for field, text in (("name", leaf.name), ("target_text", leaf.target_text)):
            for found in LONG_TERM.finditer(half(text)):
                if found["year"] is None or int(found["year"]) > snapshot.year:
                    yield fault(leaf, field, f"写有“{found[0]}”，像是中长期目标，请改为当年的目标。", actual=found[0])


@designed(
    "Q13",
    basis="财预〔2015〕88号：定量指标以数值表示，写明大于、等于或者小于",
    explanation="指标值前没有符号，或者符号与评分方法、文字说明相反，就不知道怎样才算完成。",
    remedy="选择符号（≥、≤、=），并与评分方法和文字一致。",
    bad=changing_leaf(is_quantitative, sign=""),
    good=changing_leaf(is_quantitative, sign="≤", rule="reverse_ratio", target_text="≤95"),
)
def targets_have_a_fitting_sign(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """定量指标的指标值有符号，并与评分方法和文字一致。"""
    conventions = scheme_of(snapshot).conventions
    for leaf in filter(is_quantitative, snapshot.leaves()):
        if leaf.target is None or leaf.rule not in RULES:
            continue
        other = _other_sign(leaf)
        if not leaf.sign and RULES[leaf.rule].needs_target:
            yield fault(leaf, "sign", f"的指标值{figure(leaf.target)}前没有符号，请选择≥、≤或=。", expected="≥、≤或=")
        elif leaf.sign and other:
            yield fault(
                leaf,
                "sign",
                f"的符号为“{leaf.sign}”，文字写作“{other}”，请改为一致。",
                expected=other,
                actual=leaf.sign,
            )
        elif is_contrary(leaf.measurement, conventions):
            message = f"的符号为“{leaf.sign}”，与评分方法的方向相反，请核对。"
            yield fault(leaf, "sign", message, actual=leaf.sign)


def _other_sign(leaf: IndicatorFacts) -> str:
    """Return another sign that the words put before the very same number, empty where there is none."""
    found = SIGNED.search(half(leaf.target_text))
    is_same = found is not None and Decimal(found["number"]) == leaf.target
    return found["sign"] if found and is_same and leaf.sign and found["sign"] != leaf.sign else ""


@designed(
    "Q15",
    of_originals=True,
    basis="财预〔2020〕10号：绩效自评以实际完成的情况计分",
    explanation="本年度没有的事项不应得分；按完成计满分，总分就虚高。",
    remedy="选“本年度不考核”并说明理由，分值由其他指标折算。",
    bad=changing_leaf(is_own, narrative="本年度未涉及该项工作。"),
    good=changing_leaf(is_own, narrative="全年未发生安全事故，完成4个社区的隐患排查。"),
)
def what_did_not_apply_is_not_scored(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """本年度不涉及的指标没有得分。"""
    for leaf in own_leaves(snapshot):
        written = NOTHING.search(leaf.actual_text.strip()) or NOT_CONCERNED.search(leaf.narrative)
        if written and leaf.score:
            message = f"写有“{written[0]}”，却得{plain(leaf.score)}分，请核对：不涉及的，选“本年度不考核”。"
            yield fault(leaf, "narrative", message, expected="不考核", actual=written[0])
