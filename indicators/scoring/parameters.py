"""Readers for the settings that rules take: loose values in, strict values or problems out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.scoring.conventions import Band
from indicators.scoring.measurement import NotScored, Outcome, Problem
from perfeval.lib.decimals import exact

Reader = Callable[[object, str], Any]

YES = {True, "1", "是", "true", "yes"}
NO = {False, "0", "否", "false", "no"}


def invalid(path: str, message: str) -> NotScored:
    """Return the exception for one bad setting."""
    return NotScored.because(Outcome.INVALID, path, message)


def number(value: object, path: str) -> Decimal:
    """Read a decimal number."""
    try:
        return exact(value)
    except ValueError as error:
        raise invalid(path, f"{error}，请填写数字。") from None


def positive_number(value: object, path: str) -> Decimal:
    """Read a number above zero."""
    read = number(value, path)
    if read <= 0:
        raise invalid(path, f"“{value}”应当大于0，请改正。")
    return read


def text(value: object, path: str) -> str:
    """Read a text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise invalid(path, "内容为空，请填写文字。")
    return value.strip()


def flag(value: object, path: str) -> bool:
    """Read yes or no."""
    if isinstance(value, str | int) and value in YES:
        return True
    if isinstance(value, str | int) and value in NO:
        return False
    raise invalid(path, f"“{value}”不是“是”或“否”，请改正。")


class Choice:
    """A reader for one of these keys; their Chinese titles and other usual words for them are accepted too."""

    def __init__(self, titles: Mapping[str, str], also: Mapping[str, str] | None = None) -> None:
        self.titles = titles
        self.also = also or {}

    @property
    def allowed(self) -> str:
        """Return all keys with their titles."""
        return "、".join(key if key == title else f"{key}（{title}）" for key, title in self.titles.items())

    def __call__(self, value: object, path: str) -> str:
        """Read the key."""
        for key, title in self.titles.items():
            if value in (key, title):
                return key
        if isinstance(value, str) and value in self.also:
            return self.also[value]
        raise invalid(path, f"“{value}”不在可选范围内，请从以下选择：{self.allowed}。")


def choice(**titles: str) -> Choice:
    """Return a reader for one of these keys."""
    return Choice(titles)


def mapping(value: object, path: str) -> Mapping[str, Any]:
    """Read a table of further settings."""
    if not isinstance(value, Mapping):
        raise invalid(path, "应当是一组设置项，请改正。")
    return value


def each(value: object, path: str, read: Callable[[Mapping[str, Any], str], Any]) -> tuple[Any, ...]:
    """Read a list of tables and collect the problems of all of them."""
    if not isinstance(value, list | tuple) or not value:
        raise invalid(path, "应当是至少有一项的列表，请补充。")
    found: list[Any] = []
    problems: list[Problem] = []
    for index, entry in enumerate(value):
        place = f"{path}[{index}]"
        try:
            found.append(read(mapping(entry, place), place))
        except NotScored as error:
            problems.extend(error.problems)
    if problems:
        raise NotScored(Outcome.INVALID, *problems)
    return tuple(found)


def only(entry: Mapping[str, Any], path: str, *names: str) -> None:
    """Refuse keys that nobody reads."""
    unknown = [name for name in entry if name not in names]
    if unknown:
        problems = (Problem(f"{path}.{name}", f"没有名为“{name}”的设置项，请删除。") for name in unknown)
        raise NotScored(Outcome.INVALID, *problems)


def one_of(entry: Mapping[str, Any], path: str, *names: str) -> tuple[str, Decimal]:
    """Read the single number that stands under one of these keys."""
    given = [name for name in names if name in entry]
    if len(given) != 1:
        raise invalid(path, f"“{'”“'.join(names)}”应当填写且只填写一项，请改正。")
    return given[0], number(entry[given[0]], f"{path}.{given[0]}")


def band(entry: Mapping[str, Any], path: str) -> Band:
    """Read one band: `min` or `max`, and `percent` or `score`."""
    only(entry, path, "min", "max", "percent", "score")
    side, bound = one_of(entry, path, "min", "max")
    kind, amount = one_of(entry, path, "percent", "score")
    if amount < 0 or (kind == "percent" and amount > 100):
        raise invalid(f"{path}.{kind}", "分档得分不得小于0或超过全部分值，请改正。")
    return Band(bound, **{kind: amount}, upward=side == "min")


def bands(value: object, path: str) -> tuple[Band, ...]:
    """Read a band table and put the best band first."""
    table = each(value, path, band)
    if len({step.upward for step in table}) > 1:
        raise invalid(path, "各档应当统一用下限（min）或统一用上限（max），请改正。")
    if len({step.bound for step in table}) < len(table):
        raise invalid(path, "两档的界限相同，请改正。")
    if len({step.score is None for step in table}) > 1:
        raise invalid(path, "各档应当统一用百分比（percent）或统一用得分（score），请改正。")
    ordered = sorted(table, key=lambda step: step.bound, reverse=table[0].upward)
    amounts = [step.percent if step.score is None else step.score for step in ordered]
    if amounts != sorted(amounts, reverse=True):
        raise invalid(path, "较好的一档得分不应低于较差的一档，请改正。")
    return tuple(ordered)


@dataclass(frozen=True)
class Item:
    """One entry of a checklist; `done` is None until somebody has answered.

    Attributes:
        points: what the entry is worth, None for an equal share.
    """

    name: str
    points: Decimal | None
    done: bool | None


def item(entry: Mapping[str, Any], path: str) -> Item:
    """Read one checklist entry."""
    only(entry, path, "name", "points", "done")
    points, done = entry.get("points"), entry.get("done")
    return Item(
        text(entry.get("name"), f"{path}.name"),
        None if points is None else positive_number(points, f"{path}.points"),
        None if done is None else flag(done, f"{path}.done"),
    )


def items(value: object, path: str) -> tuple[Item, ...]:
    """Read a checklist: all entries with points or none of them."""
    entries = each(value, path, item)
    if len({entry.points is None for entry in entries}) > 1:
        raise invalid(path, "各项应当全部设分值或全部不设，请改正。")
    return entries
