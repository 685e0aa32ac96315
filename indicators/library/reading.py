"""From TOML to the entries of the library, or to the list of everything that is wrong with them. Pure."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from indicators.schemes.spec import Kind
from indicators.schemes.tables import Table
from indicators.scoring import RULES, Problem
from perfeval.lib.decimals import exact, plain

from .spec import CATEGORIES, NATURES, Entry, Place
from .standards import standard_of

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WITHOUT_UNIT = ("yes_no", "checklist")
SIGNS = {
    "positive": "≥",
    "positive_threshold": "≥",
    "reverse_linear": "≤",
    "reverse_ratio": "≤",
    "reverse_step": "≤",
    "equal": "=",
    "bands": "≥≤",
    "step_deduction": "≥≤",
    "formula": "≥≤=",
}
UNSUITED = ("execution", "qualitative", "manual")


class LibraryError(ValueError):
    """A file of the library that cannot be used, with all the reasons."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{problem.path}：{problem.message}" for problem in problems))


def load_entries(text: str) -> tuple[Entry, ...]:
    """Return the entries of one kind of unit, in the order of the categories and then of the file.

    Raises:
        LibraryError: with all problems, each with its place in the file.
    """
    table = _parsed(text)
    kind = table.text("kind")
    entries = [_entry(row, category, kind) for category in CATEGORIES for row in table.tables(category)]
    table.close()
    for name, how_often in Counter(value for entry in entries for value in (entry.key, entry.name)).items():
        if how_often > 1:
            table.note("", f"“{name}”出现了{how_often}次，代号和名称都不得重复，请改正。")
    return _checked(tuple(entries), table.problems)


def load_places(text: str) -> tuple[tuple[Place, ...], dict[str, str]]:
    """Return where categories belong, and why some kinds of units have no file of their own.

    Raises:
        LibraryError: with all problems, each with its place in the file.
    """
    table = _parsed(text)
    places = tuple(map(_place, table.tables("places", required=True)))
    unserved = table.table("unserved").each(Table.text)
    table.close()
    return _checked((places, unserved), table.problems)


def _parsed(text: str) -> Table:
    try:
        return Table(tomllib.loads(text, parse_float=Decimal), "", [])
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise LibraryError([Problem("TOML", f"文件无法读取（{error}），请按 TOML 格式改正。")]) from None


def _checked(values: Any, problems: list[Problem]) -> Any:
    if problems:
        raise LibraryError(problems)
    return values


def _place(table: Table) -> Place:
    place = Place(
        table.texts("words"),
        table.texts("categories"),
        table.choice("scope", {"": "不限"} | {kind.value: kind.value for kind in Kind}, ""),
    )
    for category in place.categories:
        if category not in CATEGORIES:
            table.note("categories", f"没有名为“{category}”的类别，请从以下选择：{'、'.join(CATEGORIES)}。")
    table.close()
    return place


def _entry(table: Table, category: str, kind: str) -> Entry:
    rules = {name: rule.title for name, rule in RULES.items() if name not in UNSUITED}
    rule, unit = table.choice("rule", rules), table.text("unit", "")
    parameters = _parameters(table, rule)
    target = table.number("target") if "target" in table.values else None
    entry = Entry(
        key=f"{kind}-{_key(table)}",
        name=table.text("name"),
        category=category,
        rule=rule,
        standard=table.text("standard", "") or _standard(table, rule, parameters, unit, target),
        source=table.text("source"),
        method=table.text("method"),
        nature=table.choice("nature", NATURES, "quantitative"),
        sign=table.text("sign", ""),
        target=target,
        target_text=table.text("target_text", ""),
        unit=unit,
        parameters=parameters,
    )
    table.close()
    _check(table, entry)
    return entry


def _key(table: Table) -> str:
    key = table.text("key")
    if key and not KEY.fullmatch(key):
        table.note("key", f"代号“{key}”只能用小写字母、数字和连字符，请改正。")
    return key


def _standard(table: Table, rule: str, parameters: Mapping[str, Any], unit: str, target: Decimal | None) -> str:
    try:
        return standard_of(rule, parameters, unit, target)
    except KeyError:
        table.note("standard", f"规则“{RULES[rule].title}”没有通用的评分标准，请填写。")
        return ""


def _parameters(table: Table, rule: str) -> dict[str, Any]:
    """Read the settings of the rule; numbers are kept as text, as they are stored."""
    given = table.table("parameters")
    settings = {name: _stored(value) for name, value in given.values.items()}
    for problem in RULES[rule].read(settings)[1]:
        given.note(problem.path, problem.message)
    return settings


def _stored(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _stored(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_stored(inner) for inner in value]
    return plain(exact(value)) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _check(table: Table, entry: Entry) -> None:
    for key, message in _faults(entry):
        table.note(key, message)


def _faults(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what does not fit together in one entry."""
    if (entry.target is None) == (not entry.target_text):
        yield "target", "指标值（target）和文字指标值（target_text）应当填写且只填写一项，请改正。"
    if entry.target is not None and not entry.unit and entry.rule not in WITHOUT_UNIT:
        yield "unit", "缺少计量单位（unit），请补充。"
    signs = SIGNS.get(entry.rule, "")
    if signs and entry.sign not in tuple(signs):
        yield "sign", f"规则“{entry.rule_title}”的符号应当是{'或'.join(signs)}，请改正。"
    if not signs and entry.sign:
        yield "sign", f"规则“{entry.rule_title}”没有符号，请删除。"
