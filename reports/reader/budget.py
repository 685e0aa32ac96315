"""The amounts of budget and execution that a report prints in its sentences."""

import re
from collections.abc import Iterator, Sequence

from reports.snapshot.original import StatedAmount

from .lines import Line
from .patterns import AMOUNT, IN_YUAN, number

SUBJECTS = {
    "three_public": '三公[”"’]?\\s*经费|[“"]?三公[”"]?支出',
    "abroad": "因公出国",
    "reception": "公务接待",
    "vehicle_purchase": "公务用车购置(?!及|和)(?:费|支出)?",
    "vehicle": "公务用车购置(?:及|和)运行",
    "vehicle_running": "公务用车运行|(?<!购置及)(?<!购置和)运行维护费",
    "operating": "公用经费|日常公用",
    "basic": "基本支出",
    "project": "项目支出",
    "procurement": "政府采购",
    "carryover": "结转和?结余|结余结转",
    "income": "收入",
    "general": '一般公共预算(?!财政拨款[“"]?三公)',
    "government": "政府性基金",
    "state_capital": "国有资本经营",
    "total": "支出合计|支出总额|总支出|本年支出|整体支出",
}
SUBJECT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in SUBJECTS.items()))
COLUMNS = {
    "initial": "年初(?:部门)?预算(?:数|安排|总额|批复)?",
    "adjusted": "(?:全年|调整后?的?|年度)预算(?:数|总额)?|调整预算数",
    "executed": (
        "全年执行数?|(?:支出)?决算数?|(?:全年|实际)支出数?|实际执行数?|执行数|支出数|实际支出[^0-9,。;]{0,12}总额"
    ),
    "planned": "预算数|预算安排[^0-9,。;]{0,12}(?:总额|数)",
    "balance": "结转结余(?:总额|资金|数)?|年末[^0-9,。;]{0,8}结转和?结余",
    "received": "(?:整体|总|本年|全年)收入(?:合计|总额|决算数)?",
}
FIGURE = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in COLUMNS.items())
    + rf")[\"”]?(?:总计|合计|共计|为|是|:|达|共|\s){{0,3}}{AMOUNT}"
)
SUBJECT_OF_COLUMN = {"balance": "carryover", "received": "income"}
BRACKETS = re.compile(r"\([^()]{0,60}\)")
ENDS = "。;"


def amounts(lines: Sequence[Line]) -> tuple[StatedAmount, ...]:
    """Return the amounts in reading order; the same figure may be printed more than once."""
    return tuple(entry for line in lines if not line.is_row for entry in _amounts(line))


def _amounts(line: Line) -> Iterator[StatedAmount]:
    text = _without_brackets(line.plain)
    last, sentence = "", 0
    for found in FIGURE.finditer(text):
        start_of_sentence = max(text.rfind(stop, 0, found.start()) for stop in ENDS) + 1
        if start_of_sentence != sentence:
            last, sentence = "", start_of_sentence
        column = next(name for name in COLUMNS if found[name])
        last = SUBJECT_OF_COLUMN.get(column) or _subject(text, sentence, found.start(), found.end(column), last)
        if last:
            start, end = found.start("amount"), found.end("unit")
            amount = number(found["amount"]) * IN_YUAN[found["unit"]]
            yield StatedAmount(last, _column(last, column), amount, line.text[start:end], line.number, start, end)


def _without_brackets(text: str) -> str:
    """Return `text` with what stands in short brackets blanked, except a formula's two sides."""
    return BRACKETS.sub(lambda found: found[0] if "/" in found[0] else "·" * len(found[0]), text)


def _subject(text: str, sentence: int, start: int, end: int, last: str) -> str:
    """Return what an amount is said of: the subject of its clause, else of the amount before, else of the sentence."""
    clause = max(sentence, text.rfind(",", sentence, start) + 1)
    for since in (clause, sentence):
        nearest = max(SUBJECT.finditer(text, since, end), key=lambda found: found.start(), default=None)
        if nearest:
            return next(name for name in SUBJECTS if nearest[name])
        if last:
            return last
    return "total" if "预算完成率" in text or "预算执行率" in text or "支出" in text[sentence:end] else ""


def _column(category: str, column: str) -> str:
    if category == "carryover" and column == "balance":
        return "executed"
    return {"planned": "adjusted", "received": "executed", "balance": "executed"}.get(column, column)
