"""The sentences of a report: figures in, text out. Pure.

What is not known is printed as —, never as 0.

>>> from datetime import date
>>> chinese_date(date(2023, 5, 8))
'2023年5月8日'
>>> typeset("按“达到 70%”档(含),见附件:表1")
'按“达到70%”档（含），见附件：表1'
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from departments.ratios import Outcome, Ratio, ratio
from departments.wording import UNKNOWN, ratio_cell, ratio_text, wan
from indicators.scoring import RULES
from perfeval.lib.decimals import plain
from reports.snapshot import AuthorityFacts, IndicatorFacts, ProjectFacts

FULL_WIDTH = str.maketrans(",:;", "，：；")
BRACKETS = re.compile(r"\(([^()]*[\u3400-\u9fff][^()]*)\)")
BESIDE_CHINESE = re.compile(r"(?<=[\u3400-\u9fff“”》）])[,:;]|[,:;](?=[\u3400-\u9fff“”《（])")
SPACES = re.compile(r"(?<![A-Za-z]) +| +(?![A-Za-z])")
RESULT = re.compile(r"(，得|=)[\d.]+分(?=$|（)")
NATURES = {"quantitative": "定量", "qualitative": "定性"}
QUALITIES = {"full": "达成年度指标", "partial": "部分达成年度指标", "none": "未达成年度指标"}


def typeset(text: str) -> str:
    """Return a generated text with Chinese punctuation and no spaces; what people have written is printed as it is."""
    bracketed = BRACKETS.sub(r"（\1）", text)
    punctuated = BESIDE_CHINESE.sub(lambda found: found[0].translate(FULL_WIDTH), bracketed)
    return SPACES.sub("", punctuated)


def chinese_date(day: date | None) -> str:
    """Return a date as documents have it, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日" if day else UNKNOWN


def number(value: Decimal | int | None) -> str:
    """Return a number in digits, without trailing zeros."""
    return UNKNOWN if value is None else plain(Decimal(value))


def score_text(score: Decimal | None) -> str:
    """Return a score or total with its two decimals, as in tables."""
    return UNKNOWN if score is None else f"{score:.2f}"


def with_points(name: str, points: Decimal | None) -> str:
    """Return a name with its points behind it, as headings have it."""
    return name if points is None else f"{name}（{plain(points)}分）"


def money(amount: Decimal | None) -> str:
    """Return an amount of 元 in 万元 with the unit."""
    return UNKNOWN if amount is None else f"{wan(amount)}万元"


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template of the scheme with its {placeholders} filled in."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return typeset(template)


def side(value: Decimal | None, unit: str) -> str:
    """Return one side of a ratio with its unit; amounts are printed in 万元."""
    return money(value) if unit == "元" else f"{number(value)}{unit}"


def ratio_sentence(found: Ratio) -> str:
    """Return the line of a rate: the sum with its result, or both sides and why there is none."""
    if found.outcome is Outcome.UNKNOWN:
        return f"{found.name}：{ratio_text(found)}。"
    numerator = f"{found.numerator_name}{side(found.numerator, found.unit)}"
    denominator = f"{found.denominator_name}{side(found.denominator, found.unit)}"
    if found.outcome is Outcome.PERCENT:
        return f"{found.name}=（{numerator}/{denominator}）×100%={ratio_text(found)}。"
    return f"{found.name}：{numerator}，{denominator}，{ratio_text(found)}。"


def execution_rate(budget: Decimal | None, executed: Decimal | None) -> str:
    """Return the executed share of a line, worded as all rates are."""
    return ratio_text(_execution(budget, executed))


def execution_cell(budget: Decimal | None, executed: Decimal | None) -> str:
    """Return the executed share of a line for a cell, worded as in all tables."""
    return ratio_cell(_execution(budget, executed))


def _execution(budget: Decimal | None, executed: Decimal | None) -> Ratio:
    return ratio("执行率", "执行数", executed, "预算数", budget, unit="元")


def cited(authority: AuthorityFacts) -> str:
    """Return a regulation or notice as it is cited: 《title》（number）."""
    return f"《{authority.title}》（{authority.number}）" if authority.number else f"《{authority.title}》"


def target_text(leaf: IndicatorFacts, target: Decimal | None) -> str:
    """Return a target with its unit and its sign, which = needs not, or in words."""
    if target is None:
        return leaf.target_text or UNKNOWN
    return leaf.target_text or f"{leaf.sign}{plain(target)}{leaf.unit}".removeprefix("=")


def actual_text(leaf: IndicatorFacts) -> str:
    """Return what was reached with its unit, or in words; awarded points are not a result."""
    if leaf.actual_text:
        return leaf.actual_text
    rule = RULES.get(leaf.rule)
    if rule and rule.is_judged:
        return QUALITIES.get(str(leaf.parameters.get("grade")), UNKNOWN)
    if leaf.actual is None:
        return UNKNOWN
    if leaf.rule == "yes_no":
        return "是" if leaf.actual else "否"
    return f"{plain(leaf.actual)}{leaf.unit}"


def score_cell(leaf: IndicatorFacts) -> str:
    """Return what stands in the column of scores: the score, or that it is not assessed this year."""
    return score_text(leaf.score) if leaf.is_applicable else "不考核"


def idle_cell(leaf: IndicatorFacts) -> str:
    """Return why an indicator is not assessed this year, for a cell."""
    return f"本年度不考核，理由：{leaf.inapplicable_reason.strip().rstrip('。')}。"


def explained(leaf: IndicatorFacts) -> str:
    """Return the sum that produced the score, or why there is none, without a full stop."""
    if not leaf.is_applicable:
        return idle_cell(leaf).rstrip("。")
    sentence = str((leaf.explanation or {}).get("sentence", "")).rstrip("。")
    return typeset(sentence) or UNKNOWN


def project_score(project: ProjectFacts) -> str:
    """Return total and grade of a project's self-evaluation."""
    return "尚未完成评分" if project.total is None else f"自评得{number(project.total)}分，等级为“{project.grade}”"


def loss_basis(leaf: IndicatorFacts) -> str:
    """Return how a score came about that is not full, without the score itself; empty for a full one or none."""
    if leaf.score is None or leaf.score >= leaf.points:
        return ""
    return RESULT.sub("", explained(leaf))
