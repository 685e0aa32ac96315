"""A18, K02, K10, P02: staff, and the dates of figures and of the report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from reports.snapshot import Snapshot, SurveyFacts

from .edits import changing, changing_budget, changing_leaf
from .findings import Category, Context, Fault, Severity
from .leaves import fault, is_satisfaction
from .registry import check

dated = partial(check, category=Category.CONSISTENCY)


def chinese(day: date) -> str:
    """Return a date as it is written in documents."""
    return f"{day.year}年{day.month}月{day.day}日"


@check(
    "A18",
    Severity.EXPLAIN,
    part="profile",
    category=Category.ARITHMETIC,
    basis="财预〔2013〕53号：在职人员控制率=在职人员数÷编制数，以不超过100%为好",
    explanation="实有人数多于编制数，属于超编，应当说明。",
    remedy="核对人数；离退休和编外人员不计入实有人数。确属超编的，说明原因。",
    bad=lambda snapshot: replace(snapshot, staffing=replace(snapshot.staffing, administrative_actual=40)),
)
def staff_fits_the_posts(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """实有人数不超过编制数。"""
    quota, actual = snapshot.staffing.quota, snapshot.staffing.actual
    if quota is not None and actual is not None and actual > quota:
        message = f"实有{actual}人，编制{quota}名，超编{actual - quota}人，请核对或说明。"
        yield Fault(message, "administrative_actual", expected=f"不超过{quota}", actual=str(actual))


@dated(
    "K02-staffing",
    Severity.BLOCK,
    part="profile",
    basis="自评报告的数据截止日期应为评价年度内",
    explanation="人员情况的统计截止日期不在评价年度，多半是沿用了往年的内容。",
    remedy="把统计截止日期改为评价年度内的日期，并核对人数。",
    bad=lambda snapshot: replace(snapshot, staffing=replace(snapshot.staffing, as_of=date(snapshot.year - 1, 12, 31))),
)
def staff_is_counted_in_the_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """人员情况的统计截止日期在评价年度内。"""
    as_of = snapshot.staffing.as_of
    if as_of and as_of.year != snapshot.year:
        message = f"人员情况截至{chinese(as_of)}，不在{snapshot.year}年度，请改正。"
        yield Fault(message, "as_of", expected=str(snapshot.year), actual=chinese(as_of))


@dated(
    "K02-payment",
    Severity.BLOCK,
    part="budget",
    basis="财预〔2013〕53号：支付进度率为某一时点的实际进度与既定进度之比",
    explanation="支付进度的时点要在评价年度内。",
    remedy="改正支付进度时点，并核对两个进度。",
    bad=changing_budget(payment_as_of=date(2021, 12, 31)),
)
def payment_is_measured_in_the_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """支付进度的时点在评价年度内。"""
    as_of = snapshot.budget.payment_as_of
    if as_of and as_of.year != snapshot.year:
        message = f"支付进度时点为{chinese(as_of)}，不在{snapshot.year}年度，请改正。"
        yield Fault(message, "payment_as_of", expected=str(snapshot.year), actual=chinese(as_of))


@dated(
    "K02-survey",
    Severity.EXPLAIN,
    part="indicators",
    basis="自评报告的数据应反映评价年度的情况",
    explanation="满意度调查早于评价年度，或者晚于成文日期，不能反映本年度的情况。",
    remedy="核对调查日期；确实使用其他时间的调查结果的，说明原因。",
    bad=changing_leaf(
        is_satisfaction,
        survey=SurveyFacts("居民", "问卷", 200, 192, date(2021, 11, 1), date(2021, 11, 20)),
    ),
)
def survey_belongs_to_the_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """满意度调查在评价年度开始之后、成文之前进行。"""
    latest = snapshot.completed_on or context.today
    for leaf in snapshot.leaves():
        for day in (leaf.survey.starts_on, leaf.survey.ends_on) if leaf.survey else ():
            if day and not date(snapshot.year, 1, 1) <= day <= latest:
                yield fault(leaf, "starts_on", f"的调查日期{chinese(day)}与评价年度不符，请核对或说明。")
                break


@dated(
    "K10",
    Severity.BLOCK,
    part="signature",
    basis="自评在年度终了后进行",
    explanation="成文日期早于年度终了，全年的数据还不完整。",
    remedy="改正成文日期。",
    bad=lambda snapshot: replace(
        snapshot,
        completed_on=date(snapshot.year, 12, 30),
    ),
)
def report_is_written_after_the_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """成文日期在评价年度终了之后。"""
    day = snapshot.completed_on
    if day and day.year <= snapshot.year:
        message = f"成文日期{chinese(day)}早于{snapshot.year}年度终了，请改正。"
        yield Fault(message, "completed_on", expected=f"{snapshot.year + 1}年1月1日以后", actual=chinese(day))


@dated(
    "K10-future",
    Severity.BLOCK,
    part="signature",
    basis="公文的成文日期为签发日期",
    explanation="成文日期不能写成将来的日期。",
    remedy="改正成文日期。",
    bad=changing(completed_on=date(2999, 1, 1)),
)
def report_is_not_postdated(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """成文日期不晚于今天。"""
    day = snapshot.completed_on
    if day and day > context.today:
        message = f"成文日期{chinese(day)}晚于今天，请改正。"
        yield Fault(message, "completed_on", expected=f"不晚于{chinese(context.today)}", actual=chinese(day))


@dated(
    "P02",
    Severity.EXPLAIN,
    part="signature",
    basis="年度自评通知规定的报送时限",
    explanation="成文日期晚于规定的截止日期，属于逾期。",
    remedy="核对成文日期；确属逾期的，说明原因。",
    bad=lambda snapshot: replace(snapshot, completed_on=date(snapshot.year + 1, 6, 5)),
)
def report_is_in_time(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """成文日期不晚于规定的截止日期。"""
    day, due = snapshot.completed_on, context.due
    if day and due and due < day <= context.today:
        message = f"成文日期{chinese(day)}晚于截止日期{chinese(due)}，请说明原因。"
        yield Fault(message, "completed_on", expected=f"不晚于{chinese(due)}", actual=chinese(day))
