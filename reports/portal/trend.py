"""A trend over the years as a vector picture (SVG): one line per measure, every point with its figure. Pure.

Lines are told apart by marks (circle, square) and dashes as well, so that they differ where there is no colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from .years import Compared

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 24, 24, 56, 36
COLOURS = ("#1b5b8f", "#a3431f")
DASHES = ("", ' stroke-dasharray="7 4"')
HALF_MARK = 5
FEWEST = 2
"""A trend needs two years."""


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest value, with some air on both sides."""

    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, values: Sequence[Decimal]) -> "Scale":
        """Return the scale on which all `values` lie."""
        low, high = min(values), max(values)
        air = (high - low) / 5 or abs(high) / 10 or Decimal(1)
        return cls(low - air, high + air)

    def height(self, value: Decimal) -> Decimal:
        """Return how far from the top of the picture a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)


def trend(title: str, years: Sequence[int], lines: Sequence[Compared]) -> str:
    """Return the picture; empty when no measure is known for two years."""
    shown = [line for line in lines if sum(value is not None for value in line.values) >= FEWEST]
    if not shown:
        return ""
    scale = Scale.over([value for line in shown for value in line.values if value is not None])
    parts = [*_axis(years)]
    for at, line in enumerate(shown):
        parts += [*_legend(line, at), *_line(line, at, years, scale)]
    described = quoteattr(f"{title}：{'；'.join(_said(line, years) for line in shown)}。")
    return (
        f'<svg class="trend" role="img" aria-label={described} viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _said(line: Compared, years: Sequence[int]) -> str:
    known = [f"{year}年度{cell}{line.unit}" for year, cell, value in zip(years, line.cells, line.values, strict=True)
             if value is not None]  # fmt: skip
    return f"{line.name}{'、'.join(known)}"


def _x(at: int, years: Sequence[int]) -> Decimal:
    room = Decimal(WIDTH - LEFT - RIGHT) / len(years)
    return LEFT + room * at + room / 2


def _axis(years: Sequence[int]) -> Iterator[str]:
    base = HEIGHT - BOTTOM
    yield f'<path d="M{LEFT} {base}H{WIDTH - RIGHT}" stroke="#8a97a5" fill="none"/>'
    for at, year in enumerate(years):
        yield _text(_x(at, years), base + 22, str(year), "#1f2a35")


def _legend(line: Compared, at: int) -> Iterator[str]:
    left, middle = LEFT + 210 * at, 18
    yield f'<path d="M{left} {middle}h34" stroke="{COLOURS[at]}" stroke-width="2.5"{DASHES[at]}/>'
    yield _mark(Decimal(left + 17), Decimal(middle), at)
    yield _text(Decimal(left + 42), middle + 5, f"{line.name}（{line.unit}）", "#1f2a35", anchor="start")


def _line(line: Compared, at: int, years: Sequence[int], scale: Scale) -> Iterator[str]:
    points = [
        (_x(place, years), scale.height(value), cell)
        for place, (value, cell) in enumerate(zip(line.values, line.cells, strict=True))
        if value is not None
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    yield f'<polyline points="{path}" fill="none" stroke="{COLOURS[at]}" stroke-width="2.5"{DASHES[at]}/>'
    for x, y, cell in points:
        yield _mark(x, y, at)
        yield _text(x, y + (20 if at else -10), cell, COLOURS[at])


def _mark(x: Decimal, y: Decimal, at: int) -> str:
    if at:
        corner = f'x="{x - HALF_MARK:.1f}" y="{y - HALF_MARK:.1f}"'
        return f'<rect {corner} width="{2 * HALF_MARK}" height="{2 * HALF_MARK}" fill="{COLOURS[at]}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{HALF_MARK}" fill="{COLOURS[at]}"/>'


def _text(x: Decimal, y: Decimal | int, text: str, fill: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="16">{escape(text)}</text>'
