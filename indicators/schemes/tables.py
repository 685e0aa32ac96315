"""Reading TOML tables strictly: every problem is kept with its path, and reading goes on."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from indicators.scoring import Problem
from perfeval.lib.decimals import ZERO, exact


class SchemeError(ValueError):
    """A scheme that cannot be used, with all the reasons."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{problem.path}：{problem.message}" for problem in problems))


class Table:
    """One TOML table. Getters never fail: they note the problem and return a harmless value."""

    def __init__(self, values: Mapping[str, Any], path: str, problems: list[Problem]) -> None:
        self.values = values
        self.path = path
        self.problems = problems
        self.asked: set[str] = set()

    def place(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def note(self, key: str, message: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(self.place(key) if key else self.path, message))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must not be missing or blank."""
        value = self._get(key, default)
        if value is None:
            return ""
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        self.note(key, "应当填写文字，请补充。")
        return ""

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        """Return a number not below zero."""
        value = self._get(key, default)
        if value is None:
            return ZERO
        if isinstance(value, str):
            self.note(key, f"“{value}”不是数字，请改正（数字不加引号）。")
            return ZERO
        try:
            number = exact(value)
        except ValueError as error:
            self.note(key, f"{error}，请改正。")
            return ZERO
        if number < 0:
            self.note(key, f"“{value}”小于 0，请改为不小于 0 的数字。")
        return number

    def integer(self, key: str, default: int | None = None) -> int:
        """Return a whole number above zero."""
        value = self._get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        if value is not None:
            self.note(key, f"“{value}”不是大于 0 的整数，请改正。")
        return 1

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            self.note(key, f"“{value}”应当是 true 或 false，请改正。")
            return default
        return value

    def choice(self, key: str, allowed: Mapping[str, str], default: str | None = None) -> str:
        """Return one of the allowed keys."""
        value = self._get(key, default)
        if value is None:
            return next(iter(allowed))
        if isinstance(value, str) and value in allowed:
            return value
        titles = "、".join(f"{name}({title})" if title != name else name for name, title in allowed.items())
        self.note(key, f"“{value}”不在可选范围内，请从以下选择：{titles}。")
        return next(iter(allowed))

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._get(key, default)
        if values is None:
            return ()
        if isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values):
            return tuple(value.strip() for value in values)
        self.note(key, "应当是文字的列表，请改正。")
        return ()

    def integers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers above zero; empty when it is not there."""
        values = self._get(key, [])
        if isinstance(values, list) and all(type(value) is int and value > 0 for value in values):
            return tuple(values)
        self.note(key, "应当是大于 0 的整数的列表，请改正。")
        return ()

    def table(self, key: str) -> "Table":
        """Return a table inside; empty when it is not there."""
        value = self._get(key, {})
        if not isinstance(value, Mapping):
            self.note(key, "应当是一组设置项，请改正。")
            value = {}
        return Table(value, self.place(key), self.problems)

    def tables(self, key: str, *, required: bool = False) -> list["Table"]:
        """Return a list of tables."""
        values = self._get(key, None if required else [])
        if values is None:
            return []
        if not isinstance(values, list) or not all(isinstance(value, Mapping) for value in values):
            self.note(key, "应当是多组设置项（[[…]]），请改正。")
            return []
        if required and not values:
            self.note(key, f"“{key}”至少应有一项，请补充。")
        return [Table(value, f"{self.place(key)}[{index}]", self.problems) for index, value in enumerate(values)]

    def each(self, read: Callable[["Table", str], Any]) -> dict[str, Any]:
        """Return every entry of a table whose keys are free."""
        return {key: read(self, key) for key in self.values}

    def close(self) -> None:
        """Note every key that nobody has asked for."""
        for key in self.values:
            if key not in self.asked:
                self.note(key, f"没有名为“{key}”的设置项，请删除或改正名称。")

    def _get(self, key: str, default: Any) -> Any:
        self.asked.add(key)
        if key in self.values:
            return self.values[key]
        if default is None:
            self.note(key, f"缺少“{key}”，请补充。")
        return default
