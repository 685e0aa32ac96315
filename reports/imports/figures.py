"""Official figures from the finance system's export: they stand beside what the units enter and never replace it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError

from departments import audit, clock
from departments.administration import administered_departments
from departments.forms.worded import word
from departments.models import Cycle, Department, OfficialFigure, User
from departments.models.official import CATEGORIES, TOTAL
from departments.wording import wan_exactly
from departments.workbooks import CellKind, Problem
from indicators.forms.fields import AmountField
from perfeval.lib.decimals import plain

from .checking import EMPTY, repeated, unit_of
from .plan import ADD, CHANGE, Action, Change, Plan
from .table import TEN_THOUSANDS, Line, Table, bare

LABELS = {"initial": "年初预算数", "adjustment": "预算调整数", "executed": "全年执行数"}
AMOUNTS = (*LABELS, "adjusted")
AT_ONCE = 500
OTHER_WORDS = {
    TOTAL: ("支出合计", "合计", "总计", "本年支出合计", "支出总计", ""),
    "income": ("收入合计", "本年收入合计"),
    "general": ("一般公共预算财政拨款", "一般公共预算拨款"),
    "government": ("政府性基金", "政府性基金预算财政拨款"),
    "state_capital": ("国有资本经营预算财政拨款",),
    "special_account": ("财政专户管理资金收入", "财政专户"),
    "other": ("其他资金", "单位自有资金"),
    "abroad": ("因公出国费", "因公出国境费", "因公出国境费用"),
}
WHOLE_FILE = ("合计", "总计", "全区合计", "全部合计")


@cache
def categories() -> Mapping[str, str]:
    """Return the category by every name that files give it."""
    names = {bare(label): key for key, label in CATEGORIES}
    return names | {bare(word): key for key, words in OTHER_WORDS.items() for word in words}


def plan_figures(table: Table, actor: User, cycle: Cycle | None) -> Plan:
    """Return which official figures would be added and changed in a round."""
    plan = Plan()
    if not table.keys & set(AMOUNTS):
        plan.problems.append(Problem("表头中没有金额列，请至少提供年初预算数、预算调整数、全年执行数之一。"))
        return plan
    units = {unit.code: unit for unit in administered_departments(actor)}
    stored = {(row.department_id, row.category): row for row in OfficialFigure.objects.filter(cycle=cycle)}
    fields, seen = amount_fields(), dict[tuple[str, str], int]()
    for line in table.lines:
        if not line.text("code") and bare(line.text("name") or line.text("category")) in WHOLE_FILE:
            continue
        unit, problem = unit_of(line, units)
        category = categories().get(bare(line.text("category")))
        problems = [problem] if problem else []
        if category is None:
            problems.append(line.problem("category", f"项目无法识别，应为：{'、'.join(dict(CATEGORIES).values())}。"))
        elif unit and seen.setdefault((unit.code, category), line.number) != line.number:
            problems.append(repeated(line, seen[unit.code, category], "同一单位的同一项目"))
        amounts, unread = _amounts(line, table.units, fields)
        plan.problems += [*problems, *unread]
        if not problems and not unread and unit and category and cycle:
            row = stored.get((unit.pk, category)) or OfficialFigure(cycle=cycle, department=unit, category=category)
            plan.actions += _action(line, row, unit, amounts, table.units)
    return plan


def amount_fields() -> dict[str, AmountField]:
    """Return the fields that read the amounts of a row; an adjustment may be negative."""
    least = {"adjustment": None}
    fields = {
        key: AmountField(required=False, min_value=least.get(key, 0), max_digits=15, decimal_places=2)
        for key in AMOUNTS
    }
    word(fields, LABELS | {"adjusted": "全年预算数"})
    return fields


def _amounts(
    line: Line, in_wan: Mapping[str, str], fields: Mapping[str, AmountField]
) -> tuple[dict[str, Decimal | None], list[Problem]]:
    """Return the amounts of a row in 元, and what could not be read."""
    amounts: dict[str, Decimal | None] = {}
    problems = []
    for key, field in fields.items():
        text = _with_unit(line, key, in_wan)
        try:
            amounts[key] = field.clean(text)
        except ValidationError as error:
            problems += [line.problem(key, str(message)) for message in error.messages]
    if problems:
        return {}, problems
    return _with_adjustment(line, amounts)


def _with_unit(line: Line, key: str, in_wan: Mapping[str, str]) -> str:
    """Return what stands in a cell, a bare number with the unit of its column."""
    text, cell = line.text(key), line.cells.get(key)
    if cell and cell.kind in (CellKind.DATE, CellKind.PERCENT, CellKind.BOOLEAN):
        return text
    is_bare = bool(text) and text.replace(",", "").replace("，", "").lstrip("-－").replace(".", "", 1).isdecimal()
    return f"{text}{TEN_THOUSANDS}" if is_bare and key in in_wan else text


def _with_adjustment(line: Line, amounts: dict[str, Decimal | None]) -> tuple[dict[str, Decimal | None], list[Problem]]:
    """Return the amounts with the adjustment that follows from 全年预算数; a contradiction is a problem."""
    adjusted, initial, adjustment = amounts.pop("adjusted"), amounts["initial"], amounts["adjustment"]
    if adjusted is None or initial is None:
        return amounts, []
    if adjustment is not None and initial + adjustment != adjusted:
        message = f"年初预算数加调整数为{plain(initial + adjustment)}元，与全年预算数{plain(adjusted)}元不符，请核对。"
        return {}, [line.problem("adjusted", message)]
    return amounts | {"adjustment": adjusted - initial}, []


def _action(
    line: Line, row: OfficialFigure, unit: Department, amounts: dict[str, Decimal | None], in_wan: Mapping[str, str]
) -> Iterator[Action]:
    """Yield what a row asks for that is not so yet; an empty cell changes nothing."""
    what, subject = CHANGE if row.pk else ADD, f"{unit.code} {unit.name} {row.get_category_display()}"
    changes = [
        Change(
            line.number, subject, what, LABELS[key], _shown(getattr(row, key)), _shown(amount), _how(line, key, amount)
        )
        for key, amount in amounts.items()
        if amount is not None and amount != getattr(row, key)
    ]
    if changes:
        named = line.text("name")
        if named and named not in unit.names:
            changes[0] = _with_remark(changes[0], f"文件中的单位名称为“{named}”，请核对")
        yield Action(line.number, subject, what, (row, amounts), tuple(changes))


def _with_remark(change: Change, remark: str) -> Change:
    values = vars(change) | {"how": "；".join(filter(None, (change.how, remark)))}
    return Change(**values)


def _shown(amount: Decimal | None) -> str:
    return EMPTY if amount is None else f"{amount:,.2f}元"


def _how(line: Line, key: str, amount: Decimal) -> str:
    """Return how an amount was read, where that is more than the text itself."""
    text = line.text(key)
    if not text:
        return "由全年预算数减年初预算数得出"
    return "" if text.replace(",", "") == plain(amount) else f"“{text}”读作{wan_exactly(amount)}"


def store_figures(actions: list[Action], actor: User, sha256: str) -> Iterator[tuple[Action, str]]:
    """Store the figures in a handful of statements, with one row of the log per unit; yield each action."""
    now = clock.now()
    new: list[OfficialFigure] = []
    known_rows: list[OfficialFigure] = []
    logged: dict[int, tuple[OfficialFigure, dict[str, list[Any]]]] = {}
    for action in actions:
        row, amounts = action.subject
        known = {key: amount for key, amount in amounts.items() if amount is not None}
        for key, amount in known.items():
            label = f"{row.get_category_display()}{LABELS[key]}"
            if getattr(row, key) != amount:
                logged.setdefault(row.department_id, (row, {}))[1][label] = [getattr(row, key), amount]
            setattr(row, key, amount)
        row.source, row.imported_by, row.imported_at = sha256, actor, now
        (new if row._state.adding else known_rows).append(row)
    written = [*LABELS, "source", "imported_by", "imported_at"]
    OfficialFigure.objects.bulk_create(new, batch_size=AT_ONCE)
    OfficialFigure.objects.bulk_update(known_rows, written, batch_size=AT_ONCE)
    audit.record_all(
        audit.entry_for(row, actor=actor, action="officialfigure.import", changes=changes)
        for row, changes in logged.values()
    )
    return ((action, "") for action in actions)
