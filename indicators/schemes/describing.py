"""A scheme in words: a tree of sayings for the screen, and the same as lines of text. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.schemes.spec import Scheme
from indicators.schemes.values import Values, as_values
from indicators.schemes.wording import entry_in_words, in_words, label, labels_in

INDENT = "  "


@dataclass(frozen=True)
class Saying:
    """One setting in words, with what belongs to it.

    Attributes:
        key: the setting's name in the file, empty for an entry of a list.
        value: empty for what only gathers others.
    """

    key: str
    label: str
    value: str = ""
    parts: tuple["Saying", ...] = ()

    @property
    def line(self) -> str:
        """Return it without what belongs to it."""
        return f"{self.label}：{self.value}" if self.value else self.label


def sayings(scheme: Scheme) -> tuple[Saying, ...]:
    """Return everything that the scheme says, in the order of the file."""
    return tuple(_settings(as_values(scheme)))


def describe(scheme: Scheme) -> str:
    """Return everything that the scheme says, one setting per line."""
    return "\n".join(line for saying in sayings(scheme) for line in _lines(saying, ""))


def _lines(saying: Saying, indent: str) -> Iterator[str]:
    yield f"{indent}{saying.line}"
    for part in saying.parts:
        yield from _lines(part, indent + INDENT)


def _settings(values: Values, name: Callable[[str], str] = label) -> Iterator[Saying]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield Saying(key, name(key), parts=tuple(_settings(dict(value), labels_in(key))))
        elif isinstance(value, list):
            yield Saying(key, name(key), parts=tuple(map(_entry, value)))
        else:
            yield Saying(key, name(key), in_words(key, value))


def _entry(entry: Any) -> Saying:
    """Return one entry of a list, with what branches off."""
    if not isinstance(entry, Mapping):
        return Saying("", in_words("", entry))
    below = tuple(map(_entry, entry.get("children", [])))
    return Saying("", entry_in_words(entry, leave_out="children"), parts=below)
