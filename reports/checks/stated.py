"""K01, K04, K08: what texts say of scores, figures and satisfaction is what the tables say."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from departments.wording import wan_exactly
from perfeval.lib.characters import half
from perfeval.lib.decimals import ZERO, plain, round_half_up
from reports.proofreading.amounts import amounts
from reports.snapshot import IndicatorFacts, Snapshot

from .amounts import FACTOR
from .edits import adding_text, changing_leaf
from .findings import Category, Context, Fault, Severity
from .leaves import is_own, is_satisfaction
from .registry import check
from .texts import Text, public_texts

consistent = partial(check, category=Category.CONSISTENCY)

TOTAL = re.compile(
    r"(?:自评)?(?:总得分|总分|综合得分|自评得分)(?:合计)?(?:为|是|达到?)?:?\s*(?P<number>\d{1,3}(?:\.\d{1,2})?)\s*分"
)
GRADE = re.compile(
    r"(?:评价|自评|综合)?(?:等级|等次)(?:评定)?为:?\s*[“\"]?(?P<grade>优秀?|良好?|中等?|较?差)[”\"]?(?=[,。;)]|$)"
)
OTHER_TIME = re.compile(
    r"上年|去年|往年|20\d\d|目标|计划|预期|指标值|满分|力争|下年|明年|较|比|项目|其中|部门评价|复核|财政"
)
"""What makes a number in the same sentence another one than that of the report."""
BUDGET = re.compile(
    r"(?:部门整体|全年|全部|年度|本年|本单位|单位)?(?P<column>年初预算数|全年预算数|全年执行数)(?:为|是|合计|共)?:?\s*(?=\d)"
)
COLUMNS = {"年初预算数": "initial", "全年预算数": "adjusted", "全年执行数": "executed"}
SATISFIED = re.compile(r"满意[率度](?:为|达到?|达|是)?:?\s*(?P<number>\d{1,3}(?:\.\d+)?)\s*%")
BEFORE = 20
WHOLE_NAME = 6


@consistent(
    "K01-text",
    Severity.BLOCK,
    part="results",
    basis="自评得分只有一个",
    explanation="总得分和等级由系统按各项得分汇总并写入报告，文字里另写一个，读者不知道信哪一个。",
    remedy="删去文字里的得分和等级，或者改为与汇总结果一致。",
    bad=adding_text("自评总得分为94分。"),
    good=adding_text("自评总得分为{{ 总得分 }}，评价等级为“{{ 等级 }}”。"),
)
def totals_in_texts_are_the_total(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的总得分和等级与汇总结果一致。"""
    for text in public_texts(snapshot):
        plain_text = text.half
        for found in TOTAL.finditer(plain_text):
            number = Decimal(found["number"])
            if snapshot.total is not None and not _is_of_another(plain_text, found) and number not in _totals(snapshot):
                expected = f"{plain(snapshot.total)}分"
                yield _wrong(text, found.span(), found[0], "汇总得分", expected)
        for found in GRADE.finditer(plain_text):
            if snapshot.grade and not _is_of_another(plain_text, found) and found["grade"][:1] not in _grades(snapshot):
                yield _wrong(text, found.span(), found[0], "评定等级", f"“{snapshot.grade}”")


def _totals(snapshot: Snapshot) -> set[Decimal | None]:
    finals = {snapshot.final.total} if snapshot.final else set()
    return {snapshot.total, snapshot.raw_total, *finals, *(project.total for project in snapshot.projects)}


def _grades(snapshot: Snapshot) -> set[str]:
    named = (snapshot.grade, *(project.grade for project in snapshot.projects))
    return {grade[:1] for grade in named}


def _is_of_another(text: str, found: re.Match[str]) -> bool:
    """Whether the words before a number say that it belongs to another year, a plan, or a part of the whole."""
    before = re.split("[。;\n]", text[max(0, found.start() - BEFORE) : found.start()])[-1]
    return OTHER_TIME.search(before) is not None


def _wrong(text: Text, span: tuple[int, int], written: str, name: str, expected: str) -> Fault:
    message = f"写有“{written}”，{name}为{expected}，请改为一致。"
    return text.fault(message, span, expected=expected, actual=written)


@consistent(
    "K04",
    Severity.BLOCK,
    part="results",
    basis="同一事项的数额在一份报告中只有一个",
    explanation="文字里写的指标完成值与指标表不同，必有一个是错的。",
    remedy="核对后改为一致；文字说的是另一件事的，改用别的说法。",
    bad=lambda snapshot: _telling(snapshot, "民生补贴发放准确率为93%，全年12批均按时到账。"),
    good=lambda snapshot: _telling(
        snapshot, "民生补贴发放准确率为{{ 民生补贴发放准确率 }}，计划值为95%，全年12批均按时到账。"
    ),
)
def figures_in_texts_are_those_of_the_table(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的指标完成值与指标表一致。"""
    stated = {tree: tuple(map(_stating, _measured(leaves))) for tree, leaves in _trees(snapshot)}
    for text in public_texts(snapshot) if not snapshot.original else ():
        plain_text = text.half
        for leaf, name, pattern in stated[text.project]:
            for found in pattern.finditer(plain_text) if name in plain_text else ():
                if not _is_of_another(plain_text, found) and not _says(leaf, Decimal(found["number"])):
                    expected = f"{plain(leaf.actual or ZERO)}{leaf.unit}"
                    yield _wrong(text, found.span(), found[0], "指标表中的实际完成值", expected)


def _trees(snapshot: Snapshot) -> Iterator[tuple[str, Iterator[IndicatorFacts]]]:
    """Yield the indicators of the whole department and of each project, by what their texts are about."""
    yield "", snapshot.leaves()
    for project in snapshot.projects:
        yield str(project.pk), project.leaves()


def _measured(leaves: Iterator[IndicatorFacts]) -> Iterator[IndicatorFacts]:
    return (leaf for leaf in leaves if is_own(leaf) and leaf.actual is not None and leaf.unit.strip())


def _stating(leaf: IndicatorFacts) -> tuple[IndicatorFacts, str, re.Pattern[str]]:
    """Return how a text states the value of an indicator: its very name, a number and its unit.

    A short name has to begin the words: “合格率” is not that of “验收合格率”.
    """
    name, unit = half(leaf.name), re.escape(half(leaf.unit))
    before = "(?<![\u4e00-\u9fff])" if len(name) < WHOLE_NAME else ""
    number = r"(?P<number>\d{1,12}(?:\.\d{1,6})?)"
    return leaf, name, re.compile(rf"{before}{re.escape(name)}(?:为|达到?|是|共)?:?\s*{number}\s*{unit}")


def _says(leaf: IndicatorFacts, number: Decimal) -> bool:
    """Whether a number is the value of the indicator, as rounded as it is written."""
    places = max(-int(number.as_tuple().exponent), 0)
    return leaf.actual is not None and (
        number in (leaf.actual, leaf.target) or round_half_up(leaf.actual, places) == number
    )


def _telling(snapshot: Snapshot, narrative: str) -> Snapshot:
    return changing_leaf(lambda leaf: leaf.name == "民生补贴发放准确率", narrative=narrative)(snapshot)


@consistent(
    "K04-budget",
    Severity.BLOCK,
    part="budget",
    basis="同一事项的数额在一份报告中只有一个",
    explanation="文字里写的年初预算数、全年预算数、全年执行数与预算执行表不同。",
    remedy="核对后改为一致；说的是其中一部分的，写明是哪一部分。",
    bad=adding_text("全年执行数为1886.17万元。"),
    good=adding_text("全年执行数为1868.17万元，其中社区微改造全年执行数为500万元。"),
)
def budget_in_texts_is_that_of_the_table(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的预算数和执行数与预算执行表一致。"""
    for text in public_texts(snapshot) if not snapshot.original else ():
        plain_text = text.half
        written = {one.start: one for one in amounts(plain_text)} if "数" in plain_text else {}
        for found in BUDGET.finditer(plain_text):
            one, whole = written.get(found.end()), getattr(snapshot.budget.total, COLUMNS[found["column"]])
            if (
                one is None
                or whole is None
                or text.project
                or _is_of_another(plain_text, found)
                or _is_part(plain_text, found)
            ):
                continue
            if not one.is_about(whole) and one.value not in (whole * FACTOR, whole / FACTOR):
                yield _wrong(
                    text, (found.start(), one.end), f"{found[0]}{one.text}", "预算执行表中", wan_exactly(whole)
                )


def _is_part(text: str, found: re.Match[str]) -> bool:
    """Whether another noun stands directly before, whose budget it is."""
    return re.search(r"[\u4e00-\u9fff”)]$", text[: found.start()]) is not None


@consistent(
    "K08-text",
    Severity.EXPLAIN,
    part="results",
    basis="同一事项的数值在一份报告中前后一致",
    explanation="文字里写的满意率与满意度指标的完成值不同，不是调查对象不同，就是写错了。",
    remedy="核对两处满意率的来源；调查对象不同的，写明各是谁。",
    bad=adding_text("居民满意率为92%。"),
    good=adding_text("居民满意率为75%，目标满意率为90%。"),
)
def satisfaction_in_texts_is_that_of_the_table(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的满意率与满意度指标的完成值一致。"""
    leaves = [leaf for leaf in snapshot.leaves() if is_satisfaction(leaf) and leaf.actual is not None]
    for text in public_texts(snapshot) if leaves and not snapshot.original else ():
        plain_text = text.half if "满意" in text.content and not text.project else ""
        for found in SATISFIED.finditer(plain_text):
            number = Decimal(found["number"])
            if not _is_of_another(plain_text, found) and not any(_says(leaf, number) for leaf in leaves):
                expected = "、".join(f"{plain(leaf.actual or ZERO)}%" for leaf in leaves)
                yield _wrong(text, found.span(), found[0], "满意度指标的完成值", expected)
