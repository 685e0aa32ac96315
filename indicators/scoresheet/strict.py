"""Strict JSON: numbers exactly as written, no key twice, no endless nesting. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from indicators.scoring import Problem
from perfeval.lib.decimals import WHOLE_DIGITS, exact

DEEPEST = 32


class SheetError(ValueError):
    """A file that cannot be scored, with all the reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        first_of_each_place: dict[str, Problem] = {}
        for problem in problems:
            place = problem.path or "文件"
            first_of_each_place.setdefault(place, Problem(place, problem.message))
        self.problems = tuple(first_of_each_place.values())
        super().__init__("\n".join(f"{problem.path}：{problem.message}" for problem in self.problems))


class Members(dict[str, Any]):
    """A JSON object that remembers which keys were given more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.repeated = [key for key, count in counts.items() if count > 1]


def parse(text: str) -> tuple[Mapping[str, Any], list[Problem]]:
    """Return the object in the text and what is wrong with it as JSON.

    Raises:
        SheetError: it is no JSON object at all.
    """
    try:
        values = json.loads(
            text, object_pairs_hook=Members, parse_float=_number, parse_int=_integer, parse_constant=Decimal
        )
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        raise SheetError([Problem(place, "不是合法的 JSON，请检查此处及之前的引号、逗号和括号。")]) from None
    except RecursionError:
        raise SheetError([too_deep("文件")]) from None
    if not isinstance(values, Mapping):
        raise SheetError([Problem("文件", "最外层应当是一个对象（{…}），请改正。")])
    return values, list(_faults(values, ""))


def too_deep(path: str) -> Problem:
    """Return the problem of a file that nests without end."""
    return Problem(path, f"嵌套超过 {DEEPEST} 层，请减少层次。")


def inside(path: str, key: str) -> str:
    """Return the path of a key."""
    return f"{path}.{key}" if path else key


def _faults(value: object, path: str, depth: int = 1) -> Iterator[Problem]:
    """Yield what no reader would notice.

    Raises:
        SheetError: the nesting is too deep to go on.
    """
    if depth > DEEPEST:
        raise SheetError([too_deep(path)])
    match value:
        case Members():
            yield from (Problem(inside(path, key), f"“{key}”重复，请只保留一个。") for key in value.repeated)
            for key, member in value.items():
                yield from _text_faults(key, inside(path, key))
                yield from _faults(member, inside(path, key), depth + 1)
        case list():
            for index, entry in enumerate(value):
                yield from _faults(entry, f"{path}[{index}]", depth + 1)
        case Decimal():
            yield from _number_faults(value, path)
        case str():
            yield from _text_faults(value, path)


def _text_faults(value: str, path: str) -> Iterator[Problem]:
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        yield Problem(path, "含有无法显示的字符（单独的代理项），请改正。")


def _number_faults(value: Decimal, path: str) -> Iterator[Problem]:
    try:
        exact(value)
    except ValueError as error:
        yield Problem(path, f"{error}，请改正。")


def _number(digits: str) -> Decimal:
    """Return the number as written; one beyond all bounds becomes infinite and is refused with its place."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("Infinity")


def _integer(digits: str) -> int | Decimal:
    """Return a whole number; a very long one stays decimal, because it is refused anyway."""
    return int(digits) if len(digits) <= WHOLE_DIGITS else _number(digits)
