"""A scheme as lines of text for people. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from indicators.schemes.spec import Scheme
from indicators.schemes.values import as_values
from indicators.schemes.wording import entry_in_words, in_words, label, labels_in

INDENT = "  "


def describe(scheme: Scheme) -> str:
    """Return everything that the scheme says, one setting per line."""
    return "\n".join(_lines(as_values(scheme), ""))


def _lines(values: Mapping[str, Any], indent: str, name: Callable[[str], str] = label) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name(key)}"
            yield from _lines(value, indent + INDENT, labels_in(key))
        elif isinstance(value, list):
            yield f"{indent}{name(key)}"
            for entry in value:
                yield from _entry(entry, indent + INDENT)
        else:
            yield f"{indent}{name(key)}：{in_words(key, value)}"


def _entry(entry: Any, indent: str) -> Iterator[str]:
    """Yield one entry of a list on one line, and below it what branches off."""
    if not isinstance(entry, Mapping):
        yield f"{indent}{in_words('', entry)}"
        return
    yield f"{indent}{entry_in_words(entry, leave_out='children')}"
    for child in entry.get("children", []):
        yield from _entry(child, indent + INDENT)
