"""Two texts word by word: a Chinese character is a word, so are a number and a Latin word.

>>> [(run.side.value, run.text) for run in word_differences("全年完成98%。", "全年完成100%。")]
[('both', '全年完成'), ('old', '98'), ('new', '100'), ('both', '%。')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
MOST_WORDS = 6000


class Side(StrEnum):
    """In which of two texts a run of words stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Run:
    """Some words that belong together."""

    side: Side
    text: str


def word_differences(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs from which either text can be read by leaving out the other's."""
    if old == new:
        return (Run(Side.BOTH, old),) if old else ()
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return tuple(_runs([("replace", old, new)]))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        _runs(
            (kind, "".join(before[start:end]), "".join(after[first:last]))
            for kind, start, end, first, last in matcher.get_opcodes()
        )
    )


def _runs(steps: "Iterator[tuple[str, str, str]] | list[tuple[str, str, str]]") -> Iterator[Run]:
    for kind, old, new in steps:
        if kind == "equal":
            yield Run(Side.BOTH, old)
            continue
        if old:
            yield Run(Side.OLD, old)
        if new:
            yield Run(Side.NEW, new)
