"""C07, K07: the problems of a report agree with its figures, and its measures with the problems."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from departments.ratios import Ratio
from reports.snapshot import ProblemFacts, Snapshot
from reports.snapshot.original import StatedItem

from .findings import Category, Context, Fault, Severity
from .printed import at_line, original_of, printed
from .registry import check
from .sample_report import reporting

ADJUSTMENT = re.compile(
    "预算调整率(?:[^。;；]{0,12})(?:偏高|过高|较高|控制|降低|压降)|(?:降低|控制|压降)[^。;；]{0,8}预算调整率"
)
LOW_EXECUTION = re.compile(r"预算?(?:执行率|完成率|执行进度)(?:偏低|不高|较低|过低|偏慢)")
FULL = Decimal(100)
GENERIC = re.compile(
    "进一步|加强|提升|提高|强化|完善|推进|推动|落实|工作|管理|情况|存在|问题|不足|不够|有待|需要|年度|合理|全面|持续|机制"
)
LEAST_SHARED = 12
PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")


@check(
    "K07",
    Severity.EXPLAIN,
    part="problems",
    category=Category.CONSISTENCY,
    of_originals=True,
    basis="已公开报告的常见错误：问题套用别人的，与本单位的数据矛盾",
    explanation="预算没有调整却把调整率列为问题，或者执行率为100%却说执行偏慢，问题不是从数据里来的。",
    remedy="核对数据；按本单位的实际情况改写问题。",
    bad=lambda snapshot: _with_problem(snapshot, "预算调整率偏高"),
    good=lambda snapshot: _with_problem(snapshot, "预算绩效目标细化不够"),
)
def problems_follow_from_the_figures(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """存在问题与数据不矛盾。"""
    for row, problem in enumerate(snapshot.problems):
        text = f"{problem.title}\n{problem.text}"
        for name, found in _contradicted(snapshot, text):
            message = f"问题“{problem.title}”说的是{found}，而{name}，请核对。"
            yield Fault(message, "problems", str(row), problem.title, actual=found, expected=name)


def _contradicted(snapshot: Snapshot, text: str) -> Iterator[tuple[str, str]]:
    adjustment, execution = snapshot.ratio("预算调整率"), snapshot.ratio("预算完成率")
    found = ADJUSTMENT.search(text)
    if found and (_is(adjustment, Decimal(0)) if not snapshot.original else _is_unadjusted(snapshot)):
        yield "全年预算没有调整", found[0]
    found = LOW_EXECUTION.search(text)
    if found and _is(execution, FULL):
        yield "预算完成率为100%", found[0]


def _is(ratio: Ratio | None, percent: Decimal) -> bool:
    return ratio is not None and ratio.percent == percent


def _is_unadjusted(snapshot: Snapshot) -> bool:
    for original in original_of(snapshot):
        before, after = original.amount("total", "initial"), original.amount("total", "adjusted")
        return bool(before and after and before.amount == after.amount)
    return False


def _with_problem(snapshot: Snapshot, title: str) -> Snapshot:
    problem = snapshot.problems[0]
    return replace(snapshot, problems=(problem, ProblemFacts(title, "", problem.indicators, problem.measures)))


@printed(
    "C07-match",
    Severity.EXPLAIN,
    category=Category.REASONS,
    basis="财预〔2020〕10号：针对问题提出改进措施",
    explanation="措施说的是别的事，问题没有人去解决。",
    remedy="针对每个问题写明措施、责任机构和时限。",
    bad=reporting(
        ("扩大入库企业培育数量", "争取上级资金支持"),
        ("经济发展办公室建立12家企业的培育台账，9月底前完成一轮走访", "安排专人对接上级专项资金"),
        ("增开偏远村组公交班次", "组织植树造林"),
        ("社会事务办公室会同县交通运输局在8月底前增开两班村组公交", "春季栽种行道树3000株"),
    ),
)
def measures_answer_the_problems(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """改进措施与存在问题对应。"""
    for original in original_of(snapshot):
        answers = _terms(*original.measures)
        unanswered = [problem for problem in original.problems if not _is_answered(problem, answers)]
        if original.measures and original.problems and len(unanswered) == len(original.problems):
            titles = "、".join(f"“{problem.title}”（第{problem.line}行）" for problem in unanswered)
            message = f"所写措施与问题{titles}不对应，请针对问题补写措施。"
            yield at_line(original, original.measures[0].line, message, content=titles)


def _is_answered(problem: StatedItem, answers: set[str]) -> bool:
    terms = _terms(replace(problem, text="" if problem.title else problem.text))
    return not terms or len(terms & answers) * 100 >= len(terms) * LEAST_SHARED


def _terms(*items: StatedItem) -> set[str]:
    """Return the pairs of characters that items consist of, without the words that fit everything."""
    text = GENERIC.sub("|", "|".join(f"{item.title}|{item.text}" for item in items))
    return {found[1] for found in PAIR.finditer(text)}
