"""Two texts word by word: a Chinese character is a word, so are a number and a Latin word.

>>> [(run.side.value, run.text) for run in word_differences("全年完成98%。", "全年完成100%。")]
[('both', '全年完成'), ('old', '98'), ('new', '100'), ('both', '%。')]
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

WORD = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
MOST_WORDS = 6000


class Side(StrEnum):
    """In which of two texts a run of words stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Named:
    """A stretch of a text that a bound figure prints, and the figure's name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Run:
    """Some words that belong together; `name` is that of the bound figure that prints them, empty for typed words."""

    side: Side
    text: str
    name: str = ""


Word = tuple[str, str]
"""A word, and the name of the bound figure that it is."""


def word_differences(
    old: str, new: str, old_bound: Sequence[Named] = (), new_bound: Sequence[Named] = ()
) -> tuple[Run, ...]:
    """Return the runs from which either text can be read by leaving out the other's; a bound figure is one word."""
    before, after = _words(old, old_bound), _words(new, new_bound)
    if before == after:
        return tuple(_run(Side.BOTH, before))
    if len(before) + len(after) > MOST_WORDS:
        return tuple(_runs([("replace", before, after)]))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        _runs((kind, before[start:end], after[first:last]) for kind, start, end, first, last in matcher.get_opcodes())
    )


def _words(text: str, bound: Sequence[Named]) -> list[Word]:
    words, read = [], 0
    for one in bound:
        words += [(word, "") for word in WORD.findall(text[read : one.start])]
        words.append((text[one.start : one.end], one.name))
        read = one.end
    return [*words, *((word, "") for word in WORD.findall(text[read:]))]


def _runs(steps: Iterable[tuple[str, list[Word], list[Word]]]) -> Iterator[Run]:
    for kind, old, new in steps:
        if kind == "equal":
            yield from _run(Side.BOTH, old)
        else:
            yield from _run(Side.OLD, old)
            yield from _run(Side.NEW, new)


def _run(side: Side, words: list[Word]) -> Iterator[Run]:
    """Yield the words as runs; each bound figure is one of its own."""
    for name, found in groupby(words, lambda word: word[1]):
        if name:
            yield from (Run(side, text, name) for text, _ in found)
        else:
            yield Run(side, "".join(text for text, _ in found))
