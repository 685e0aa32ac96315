"""A10, C09: amounts in texts are in their unit, and a goal says more than what was spent."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from departments.figures import Line, ProjectFigure
from departments.wording import wan, wan_exactly
from reports.proofreading.amounts import Written, amounts
from reports.snapshot import Snapshot

from .edits import adding_text
from .findings import Category, Context, Fault, Severity
from .registry import check
from .texts import public_texts

FACTOR = Decimal(10_000)
LEAST = Decimal(10_000)
"""Known amounts below 元10,000 are taken for nothing: too many other amounts are ten thousand times as much."""
COLUMNS = ("initial", "adjusted", "executed")
GOALS = {("goals", "reached"), ("projects", "goal_reached")}
CLAUSE = re.compile(r"[^,。;、\n]+")
MONEY = re.compile(r"\d\s*(?:亿元|万元|元)|预算|资金|支出|收入|经费|执行率|执行数|拨付|支付|决算|结余")
FEWEST_WORDS = 6


def known_amounts(snapshot: Snapshot) -> dict[Decimal, str]:
    """Return the amounts of the budget by their values, with their names; nothing that is 0 or small."""
    budget = snapshot.budget
    rows: list[Line | ProjectFigure] = [budget.total, *budget.lines, *budget.projects]
    values = ((getattr(row, column), row.name) for row in rows for column in COLUMNS)
    return {value: name for value, name in reversed(list(values)) if value is not None and value >= LEAST}


def mistaken(written: Written, known: dict[Decimal, str]) -> Decimal | None:
    """Return the known amount of which an amount is ten thousand times or a ten-thousandth, else None."""
    others = (written.value * FACTOR, written.value / FACTOR)
    same = next((amount for amount in others if amount in known), None)
    return None if same is None or any(written.is_about(amount) for amount in known) else same


def _mistaken(snapshot: Snapshot) -> str:
    """Return the year's expenditure in 万元, as digits."""
    return wan(snapshot.budget.total.executed)


@check(
    "A10",
    Severity.EXPLAIN,
    part="results",
    category=Category.ARITHMETIC,
    of_originals=True,
    basis="已公开报告的常见错误：元与万元混用，相差一万倍",
    explanation="写出的数字与预算或支出的数字相同，单位却相差一万倍，多半是元和万元写错了。",
    remedy="核对单位。",
    bad=lambda snapshot: adding_text(f"全年支出{_mistaken(snapshot)}元。")(snapshot),
    good=adding_text("全年支出1868.17万元，即18681700元。"),
)
def amounts_are_in_their_unit(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中数额的单位正确，没有混用元和万元。"""
    known = known_amounts(snapshot)
    for text in public_texts(snapshot):
        for written in amounts(text.half):
            amount = mistaken(written, known)
            if amount is not None:
                right = wan_exactly(amount)
                message = f"写有“{written.text}”，与“{known[amount]}”{right}相差一万倍，请核对单位。"
                yield text.fault(message, (written.start, written.end), expected=right, actual=written.text)


@check(
    "C09",
    Severity.EXPLAIN,
    part="goals",
    category=Category.COMPLETENESS,
    basis="财预〔2015〕88号：绩效目标反映预期产出和效果，不是资金的收支",
    explanation="总体目标的完成情况只写花了多少钱，看不出做成了什么。",
    remedy="写明完成了哪些工作、达到什么效果。",
    bad=lambda snapshot: _reached(snapshot, "全年预算1868.17万元，全部拨付到位，资金支出1868.17万元。"),
    good=lambda snapshot: _reached(snapshot, "全年支出1868.17万元，4个社区完成微改造，居民出行更加便利。"),
)
def goals_are_more_than_money(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """总体目标的完成情况不是只写资金收支。"""
    for text in public_texts(snapshot):
        if (text.part, text.field) in GOALS and _is_only_money(text.half):
            yield text.fault("只写了资金的收支，请补写完成的工作和效果，或说明。", actual=text.content)


def _is_only_money(plain: str) -> bool:
    clauses = CLAUSE.findall(plain)
    others = "".join(clause for clause in clauses if not MONEY.search(clause))
    return len(others) < len(clauses) and len(others) < FEWEST_WORDS


def _reached(snapshot: Snapshot, words: str) -> Snapshot:
    return replace(snapshot, goal=replace(snapshot.goal, reached=words))
