"""What a scheme makes of typical cases, worked out by the scoring core itself. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.schemes.conventions import ZERO_POLICIES
from indicators.schemes.spec import Scheme
from indicators.scoring import Cap, Conventions, Measurement, Node, grade, score, score_tree
from perfeval.lib.decimals import HUNDRED, ONE, ZERO, plain, round_half_up

TEN = Decimal(10)
THOUSAND = Decimal(1000)


@dataclass(frozen=True)
class Sample:
    """One case and what comes out of it.

    Attributes:
        topic: the setting that it shows.
    """

    topic: str
    case: str
    answer: str


def samples(scheme: Scheme) -> tuple[Sample, ...]:
    """Return the cases for every setting that decides about points."""
    kinds = (_execution, _zero, _equal, _qualitative, _bands, _overfulfilment, _redistribution, _caps, _grades)
    return tuple(sample for kind in kinds for sample in kind(scheme))


def _answer(measurement: Measurement, conventions: Conventions) -> str:
    return score(measurement, conventions).explanation.sentence


def _execution(scheme: Scheme) -> Iterator[Sample]:
    block = scheme.execution
    if block is None:
        return
    conventions = scheme.conventions
    spent = Measurement("execution", block.points, THOUSAND, Decimal(835), "万元")
    case = f"“{block.name}”{plain(block.points)}分，{conventions.execution_denominator.figure}1000万元，执行835万元"
    yield Sample("预算执行率", case, _answer(spent, conventions))


def _zero(scheme: Scheme) -> Iterator[Sample]:
    points = scheme.execution.points if scheme.execution else TEN
    nothing = Measurement("execution", points, ZERO, ZERO, "万元")
    answer = f"{ZERO_POLICIES[scheme.conventions.zero_policy]}：{_answer(nothing, scheme.conventions)}"
    yield Sample("0/0 的处理", f"{plain(points)}分，预算数和执行数均为0", answer)


def _equal(scheme: Scheme) -> Iterator[Sample]:
    missed = Measurement("equal", TEN, HUNDRED, Decimal(95))
    yield Sample("等于类指标", "10分，目标值100，实际值95", _answer(missed, scheme.conventions))


def _qualitative(scheme: Scheme) -> Iterator[Sample]:
    for tier in scheme.conventions.qualitative:
        lowest = round_half_up(TEN * tier.low / HUNDRED, scheme.conventions.decimals)
        judged = Measurement("qualitative", TEN, actual=lowest, parameters={"grade": tier.key})
        yield Sample("定性档次", f"10分，评定为“{tier.title}”", score(judged, scheme.conventions).explanation.note)


def _bands(scheme: Scheme) -> Iterator[Sample]:
    for rate in (Decimal(95), Decimal(85), Decimal(55)):
        measured = Measurement("bands", TEN, actual=rate, unit="%")
        yield Sample("满意度分档", f"10分，满意度{plain(rate)}%", _answer(measured, scheme.conventions))


def _overfulfilment(scheme: Scheme) -> Iterator[Sample]:
    limit = scheme.conventions.overfulfilment
    if limit is None:
        return
    easy = Measurement("positive", TEN, HUNDRED, limit.threshold, "件", name="办件量")
    root = Node("总分", TEN, (Node("办件量", TEN, measurement=easy),))
    scored = score_tree(root, scheme.conventions)
    warnings = scored.root.children[0].result.explanation.warnings if scored.root.children[0].result else ()
    lines = [f"{line.title}：{plain(line.before)} → {plain(line.after)}" for line in scored.lines]
    case = f"10分，目标值100件，实际完成{plain(limit.threshold)}件"
    yield Sample("超额完成", case, "；".join([*warnings, *lines]) if lines else f"{''.join(warnings)}不扣分。")


def _redistribution(scheme: Scheme) -> Iterator[Sample]:
    idle, kept = TEN, HUNDRED - TEN
    idle_block, rest = Node("不适用的指标", idle, is_applicable=False), _judged(kept, Decimal(81))
    root = Node("总分", HUNDRED, (idle_block, rest))
    reasons = [line.reason for line in score_tree(root, scheme.conventions).lines if line.title == "不适用指标折算"]
    yield Sample("不适用指标折算", "10分不适用，其余90分得81分", "；".join(reasons))


def _judged(points: Decimal, reached: Decimal) -> Node:
    """Return all other indicators as one, with points that no convention changes."""
    parameters = {"reason": "示例"}
    return Node("其他指标", points, measurement=Measurement("manual", points, actual=reached, parameters=parameters))


def _caps(scheme: Scheme) -> Iterator[Sample]:
    for cap in sorted(scheme.conventions.caps, key=lambda cap: cap.low):
        rate = min((cap.low + cap.high) / 2, HUNDRED)
        yield Sample("总分封顶", f"执行率{plain(rate)}%，其余指标全部满分", _capped(scheme, cap, rate))


def _capped(scheme: Scheme, cap: Cap, rate: Decimal) -> str:
    """Return what the cap does to a total that lacks nothing but execution."""
    block = scheme.execution
    points = block.points if block else ZERO
    spent = Node("预算执行", points, measurement=Measurement("execution", points, HUNDRED, rate))
    rest = HUNDRED - points
    lines = score_tree(Node("总分", HUNDRED, (spent, _judged(rest, rest))), scheme.conventions).lines
    if lines:
        return f"{plain(lines[0].before)} → {plain(lines[0].after)}：{lines[0].reason}"
    return f"总分不超过 {plain(cap.maximum)} 分，此例未触及"


def _grades(scheme: Scheme) -> Iterator[Sample]:
    conventions = scheme.conventions
    for total in _around([cutoff.minimum for cutoff in conventions.cutoffs], conventions.decimals):
        rounded = round_half_up(total, conventions.decimals)
        name = grade(total, conventions.cutoffs, conventions.decimals)
        yield Sample("等级", f"总分{plain(total)}", f"四舍五入为 {rounded:f} 分，等级为“{name}”")


def _around(bounds: Sequence[Decimal], decimals: int) -> Iterator[Decimal]:
    """Yield each bound, and what is closest below it: once rounded up to it, once not."""
    step = ONE.scaleb(-decimals)
    for bound in bounds:
        if bound > ZERO:
            yield from (bound, bound - step / 2, bound - step)
