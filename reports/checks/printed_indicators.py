"""C08, C11, K08, Q01, Q09, Q18: what an old report says of its indicators can be checked."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.lib.characters import half
from perfeval.lib.decimals import HUNDRED, ZERO, plain
from reports.snapshot import OriginalFacts, Snapshot
from reports.snapshot.original import StatedIndicator

from .findings import Category, Context, Fault, Severity
from .printed import at_line, original_of, printed
from .sample_report import reporting

RATE = re.compile(r"率(?:[(（][^()（）]*[)）])?$")
PERCENT = re.compile(r"\d(?:\.\d+)?\s*%|百分之[一二三四五六七八九十百零]")
SAMPLE_SIZE = re.compile(r"\d+\s*(?:份|人|户|名|人次|个样本)")
SURVEYED = {"满意率": PERCENT, "样本数": SAMPLE_SIZE}
SATISFIED = re.compile(r"满意[率度][^,。;\d]{0,8}?(\d{1,3}(?:\.\d+)?)\s*%")
STANDARD = re.compile("(?:依据|按照|根据)评分标准")
ATTACHED = re.compile("附件|附表|详见|自评表|评分表")
WELL_PLEASED = 95
POORLY_SCORED = 80
AMOUNT = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*(亿元|万元|元)")
IN_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


@printed(
    "Q01-printed",
    Severity.BLOCK,
    category=Category.DESIGN,
    basis="财预〔2015〕88号：绩效指标应当细化量化",
    explanation="以“率”命名的指标没有写出百分比，得分无从核对。",
    remedy="写出实际的百分比和计算它的数量。",
    bad=reporting(("验收，合格率100%，该项", "验收，全部合格，该项")),
)
def printed_rates_have_a_figure(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """以“率”命名的指标写有百分比。"""
    for original in original_of(snapshot):
        for leaf in original.indicators:
            if RATE.search(leaf.name) and not PERCENT.search(half(f"{leaf.narrative}{leaf.actual}")):
                message = f"指标“{leaf.name}”没有写出百分比，请补写实际数值。"
                yield at_line(original, leaf.line, message, expected="百分比", content=leaf.name)


@printed(
    "Q09-printed",
    Severity.EXPLAIN,
    category=Category.REASONS,
    basis="财预〔2020〕10号附件：满意度通过问卷调查等方式取得",
    explanation="满意度没有调查到的数值和样本数，得分就没有来源。",
    remedy="写明调查对象、方式、时间、样本数和满意率。",
    bad=reporting(("发放问卷200份，回收有效问卷192份，其中173份评价为满意，满意率90.10%，目标95%，", "开展问卷调查，")),
)
def printed_satisfaction_has_a_survey(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """满意度写有满意率和样本数。"""
    for original in original_of(snapshot):
        for leaf in original.indicators:
            text = half(f"{leaf.narrative}{leaf.actual}")
            gaps = [
                name for name, pattern in (("满意率", PERCENT), ("样本数", SAMPLE_SIZE)) if not pattern.search(text)
            ]
            if "满意度" in (leaf.path[0] or "") and gaps and not leaf.actual:
                message = f"“{leaf.name}”没有写明{'、'.join(gaps)}，请补充满意度调查情况。"
                yield at_line(original, leaf.line, message, expected="、".join(gaps), content=leaf.name)


@printed(
    "K08",
    Severity.EXPLAIN,
    category=Category.CONSISTENCY,
    basis="同一事项的数值在一份报告中前后一致",
    explanation="一处说群众几乎全部满意，满意度指标却扣了分，两处说法矛盾。",
    remedy="核对两处满意率的来源；调查对象不同的，写明各是谁。",
    bad=reporting(
        ("成功率98.40%", "成功率98.40%，当事人满意率为99.20%"),
        ("目标95%，该项指标得9分", "目标95%，该项指标得6分"),
        ("96.8分", "93.8分"),
    ),
)
def satisfaction_is_the_same(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """各处的满意率与满意度指标的得分相称。"""
    for original in original_of(snapshot):
        poor = [leaf for leaf in original.indicators if _is_poor(leaf)]
        others = [leaf for leaf in original.indicators if leaf not in poor] if poor else []
        for number in (number for leaf in others for number in leaf.lines):
            found = SATISFIED.search(half(original.line(number)))
            if found and Decimal(found[1]) >= WELL_PLEASED:
                first = poor[0]
                score = f"第{first.line}行满意度{plain(first.points or ZERO)}分得{plain(first.score or ZERO)}分"
                message = f"写有“{found[0]}”，而{score}，请核对两处说法。"
                yield at_line(original, number, message, found.span(), actual=found[0])


def _is_poor(leaf: StatedIndicator) -> bool:
    """Whether it is a satisfaction that has lost a good part of its points."""
    if "满意度" not in (leaf.path[0] or "") or leaf.score is None or not leaf.points:
        return False
    return leaf.score * HUNDRED < leaf.points * POORLY_SCORED


@printed(
    "Q18",
    Severity.EXPLAIN,
    category=Category.DESIGN,
    basis="财预〔2021〕101号：成本指标反映完成工作的成本控制情况",
    explanation="用预算总额或者收入总额说明成本，看不出单位成本控制得怎样。",
    remedy="写明单位成本或者具体事项的成本及其控制标准。",
    bad=reporting(("每公里养护成本2.6万元，控制标准2.8万元，", "全年支出2058万元，控制在预算以内，")),
)
def costs_are_not_the_budget(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """成本指标说的不是预算总额。"""
    for original in original_of(snapshot):
        totals = {entry.amount for entry in original.amounts if entry.category in ("total", "income")} - {0}
        for leaf in original.indicators:
            if "成本" not in "".join(name or "" for name in leaf.path[:2]):
                continue
            for number in leaf.lines:
                for found in AMOUNT.finditer(half(original.line(number))):
                    if any(total == _yuan(found) for total in totals):
                        message = f"成本指标以“{found[0]}”说明，这是全年的收支总额，请写明具体事项的成本。"
                        yield at_line(original, number, message, found.span(), actual=found[0])


def _yuan(found: re.Match[str]) -> Decimal:
    return Decimal(found[1]) * IN_YUAN[found[2]]


@printed(
    "C11",
    Severity.EXPLAIN,
    category=Category.COMPLETENESS,
    basis="财预〔2020〕10号附件：预算执行情况包括年初预算数、全年预算数、全年执行数",
    explanation="没有全年预算数，也没有分基本支出和项目支出，预算调整和执行的情况就说不清。",
    remedy="补写所缺的数据。",
    bad=reporting(
        ("年中追加项目支出100万元，全年预算数为2100万元，", ""),
        ("其中基本支出执行数为1200万元，项目支出执行数为858万元，", ""),
        ("/全年预算数2100万元）×100%=98%", "/预算数2100万元）×100%=98%"),
    ),
)
def basic_figures_are_given(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """编制、实有人数和年初、全年预算数、执行数、支出构成齐全。"""
    for original in original_of(snapshot):
        text = half("\n".join(original.lines))
        gaps = [name for name, is_given in _given(original, text).items() if not is_given]
        if gaps and original.amounts:
            line = original.execution.line + 1 if original.execution else original.amounts[0].line
            message = f"没有写明{'、'.join(gaps)}，请补充。"
            yield at_line(original, line, message, expected="、".join(gaps), content="、".join(gaps))


def _given(original: OriginalFacts, text: str) -> dict[str, bool]:
    staff = {fact.name for fact in original.staffing}
    return {
        "编制数": "quota" in staff,
        "实有人数": "actual" in staff,
        "年初预算数": "年初预算" in text,
        "全年预算数": bool(re.search("全年预算|调整后的?预算|调整预算|年度预算数", text)),
        "全年执行数": bool(original.amount("total", "executed")),
        "基本支出和项目支出": "基本支出" in text and "项目支出" in text.replace("项目支出绩效", ""),
    }


@printed(
    "C08-standard",
    Severity.EXPLAIN,
    category=Category.COMPLETENESS,
    basis="财预〔2020〕10号：绩效自评以项目支出绩效自评表等形式反映",
    explanation="写着“依据评分标准”，报告里却没有评分标准，也没有自评表，得分无法核对。",
    remedy="附上自评表和评分标准。",
    bad=reporting(
        ("依据附件所列评分标准，该项得9.8分", "依据评分标准，该项得9.8分"),
        ("附件：部门整体支出绩效自评表及评分标准\n", ""),
    ),
)
def standards_are_attached(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """所依据的评分标准和自评表附在报告后面。"""
    for original in original_of(snapshot):
        if any(ATTACHED.search(line) for line in original.lines):
            continue
        for number, line in enumerate(original.lines, start=1):
            found = STANDARD.search(line)
            if found:
                message = "写有“依据评分标准”，报告没有附评分标准和自评表，请补附。"
                yield at_line(original, number, message, found.span(), expected="附件")
                break
