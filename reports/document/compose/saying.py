"""The generated sentences that name people, indicators and documents, in the words of the scheme.

What people have written stands in them as it is written; what is not known is —.
"""

from datetime import date
from decimal import Decimal

from departments.ratios import ratio
from departments.wording import UNKNOWN, ratio_text
from reports.figures import Figure, Kind, sentence
from reports.snapshot import IndicatorFacts, StaffingFacts, SurveyFacts

from .chapter import Chapter
from .wording import actual_text, chinese_date, loss_basis, target_text

KINDS = {"行政": "administrative", "事业": "institution", "工勤": "worker"}


def said(key: str, chapter: Chapter, *own: Figure) -> str:
    """Return the sentence `key`; `own` are the figures that it alone names."""
    return sentence(key, chapter.snapshot, chapter.scheme, own)


def text(name: str, words: str) -> Figure:
    """Return words as a figure."""
    return Figure(name, Kind.TEXT, text=words.strip() or UNKNOWN)


def count(name: str, number: int | None, unit: str) -> Figure:
    """Return a count as a figure."""
    return Figure(name, Kind.COUNT, None if number is None else Decimal(number), unit)


def day(name: str, value: date | None) -> Figure:
    """Return a day as a figure."""
    return text(name, chinese_date(value))


def staffing_sentences(chapter: Chapter) -> tuple[str, str]:
    """Return posts and people on the day, in total and by kind."""
    staffing = chapter.snapshot.staffing
    whole = said("staffing", chapter, day("统计日期", staffing.as_of), text("在职人员控制率", _staff_rate(staffing)))
    return whole, said("staffing_kinds", chapter, *_kinds(staffing))


def _staff_rate(staffing: StaffingFacts) -> str:
    actual, quota = (None if value is None else Decimal(value) for value in (staffing.actual, staffing.quota))
    return ratio_text(ratio("在职人员控制率", "在职人员数", actual, "编制数", quota, unit="人"))


def _kinds(staffing: StaffingFacts) -> list[Figure]:
    figures = []
    for name, field in KINDS.items():
        figures.append(count(f"{name}编制数", getattr(staffing, f"{field}_quota"), "名"))
        figures.append(count(f"{name}实有人数", getattr(staffing, f"{field}_actual"), "人"))
    return figures


def achievement_sentence(leaf: IndicatorFacts, chapter: Chapter) -> str:
    """Return target and result in one line, with the approved target where it was changed."""
    own = [text("年度指标值", target_text(leaf, leaf.target)), text("实际完成值", actual_text(leaf))]
    if not leaf.adjustment_document or leaf.approved_target == leaf.target:
        return said("achievement", chapter, *own)
    approved = text("批复指标值", target_text(leaf, leaf.approved_target))
    return said("achievement_adjusted", chapter, *own, approved, text("调整依据", leaf.adjustment_document))


def survey_sentence(survey: SurveyFacts, chapter: Chapter) -> str:
    """Return how a satisfaction was found out."""
    days = (day("调查开始日期", survey.starts_on), day("调查结束日期", survey.ends_on))
    counts = (count("样本数", survey.sample, "份"), count("有效问卷数", survey.valid_replies, "份"))
    whom = (text("调查对象", survey.surveyed), text("调查方式", survey.method))
    return said("survey", chapter, *whom, *days, *counts)


def idle_sentence(leaf: IndicatorFacts, chapter: Chapter) -> str:
    """Return why an indicator is not assessed this year."""
    return said("idle", chapter, text("不考核的理由", leaf.inapplicable_reason.strip().rstrip("。")))


def loss_sentence(leaf: IndicatorFacts, chapter: Chapter) -> str:
    """Return why points were lost, without the score itself; a full score needs no sentence."""
    basis = loss_basis(leaf)
    return said("loss", chapter, text("得分依据", basis)) if basis else ""
