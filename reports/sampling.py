"""Drawing a sample (抽查) that anybody can draw again from its seed. Pure.

The order of a random draw is that of SHA-256 over seed and code, so that no generator of random numbers, and no version
of one, stands between the seed and the sample.

>>> units = [Unit("101"), Unit("102"), Unit("103")]
>>> [unit.code for unit in draw_number(units, 2, seed="2023-05-30")]
['103', '102']
>>> draw_number(units, 2, seed="2023-05-30") == draw_number(reversed(units), 2, seed="2023-05-30")
True
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256

from perfeval.lib.decimals import HUNDRED


@dataclass(frozen=True)
class Unit:
    """One evaluation that may be drawn.

    Attributes:
        code: the unit's code, which tells it from all others.
        group: the code of its 主管部门.
        amount: 元 of its budget for the year, None when it is not known.
    """

    code: str
    group: str = ""
    amount: Decimal | None = None


def rank(seed: str, code: str) -> str:
    """Return the place of a unit in the random order: hexadecimal digits, drawn from the smallest on."""
    return sha256(f"{seed}:{code}".encode()).hexdigest()


def in_random_order(units: Iterable[Unit], seed: str) -> list[Unit]:
    """Return the units in the order in which they are drawn; that in which they came does not matter."""
    return sorted(units, key=lambda unit: (rank(seed, unit.code), unit.code))


def draw_number(units: Iterable[Unit], number: int, *, seed: str) -> tuple[Unit, ...]:
    """Draw `number` of all units, all of them when there are fewer."""
    return tuple(in_random_order(units, seed)[:number])


def draw_share(units: Iterable[Unit], percent: Decimal, *, seed: str) -> tuple[Unit, ...]:
    """Draw `percent` of the units of every 主管部门, rounded up, so that none is left out."""
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.group, []).append(unit)
    drawn = (draw_number(groups[group], _share(len(groups[group]), percent), seed=seed) for group in sorted(groups))
    return tuple(unit for some in drawn for unit in some)


def draw_amount(units: Iterable[Unit], least: Decimal) -> tuple[Unit, ...]:
    """Return the units whose budget is at least `least` 元, the largest first; one without a budget is none of them."""
    large = [unit for unit in units if unit.amount is not None and unit.amount >= least]
    return tuple(sorted(large, key=lambda unit: (-(unit.amount or 0), unit.code)))


def _share(count: int, percent: Decimal) -> int:
    return int((count * percent / HUNDRED).to_integral_value(ROUND_CEILING))
