"""A text as the set of its overlapping stretches of characters, punctuation aside."""

import re
from decimal import Decimal

from perfeval.lib.decimals import HUNDRED, ZERO

SIZE = 4
ASIDE = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]+")


def shingles(text: str) -> frozenset[str]:
    """Return the stretches of four characters of `text`.

    >>> sorted(shingles("完成目标任务。"))
    ['完成目标', '成目标任', '目标任务']
    """
    letters = ASIDE.sub("", text)
    return frozenset(letters[at : at + SIZE] for at in range(len(letters) - SIZE + 1))


def shared_percent(one: frozenset[str], other: frozenset[str]) -> Decimal:
    """Return how much of the shorter text stands in the longer one too, 0 to 100."""
    shorter = min(len(one), len(other))
    return HUNDRED * len(one & other) / shorter if shorter else ZERO
