"""A chart as a vector picture (SVG): one bar for each measure, as long as the share that was reached.

Dark and light tell the years apart where there is no colour; every bar says its figures.
"""

from base64 import b64encode
from collections.abc import Iterator
from decimal import Decimal
from xml.sax.saxutils import escape

from reports.document.blocks import Bar, Chart, Measure

WIDTH, LABEL, FIGURES = 640, 170, 96
BAR, GAP, LEGEND = 18, 10, 30
FILLS = ("#1d5fa8", "#a9bfd6")
FONTS = (
    "仿宋_GB2312, FangSong_GB2312, 仿宋, FangSong, 'FandolFang R', FandolFang, 'PingFang SC', 'Microsoft YaHei', "
    "'Noto Serif CJK SC'"
)
UNKNOWN = "—"


def picture(chart: Chart) -> str:
    """Return the picture as a `data:` address, so that page and PDF need no other file."""
    return f"data:image/svg+xml;base64,{b64encode(svg(chart).encode()).decode()}"


def svg(chart: Chart) -> str:
    """Return the picture as text; lengths are in its own units."""
    top = LEGEND if len(chart.series) > 1 else 0
    step = BAR * len(chart.series) + GAP
    height = top + step * len(chart.bars)
    parts = [*_legend(chart), *(part for at, bar in enumerate(chart.bars) for part in _row(bar, top + at * step))]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="{FONTS}" font-size="14" fill="#111111">{"".join(parts)}</svg>'
    )


def _legend(chart: Chart) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    for at, name in enumerate(chart.series):
        left = LABEL + 140 * at
        yield f'<rect x="{left}" y="4" width="14" height="14" fill="{FILLS[at]}"/>'
        yield _text(left + 20, 16, name)


def _row(bar: Bar, top: int) -> Iterator[str]:
    middle = top + BAR * len(bar.measures) / 2 + 5
    yield _text(LABEL - 10, middle, bar.label, anchor="end")
    for at, measure in enumerate(bar.measures):
        yield from _bar(measure, top + BAR * at, FILLS[at])


def _bar(measure: Measure, top: int, fill: str) -> Iterator[str]:
    room = WIDTH - LABEL - FIGURES
    frame = f'x="{LABEL}" y="{top + 2}" height="{BAR - 4}"'
    if measure.value is not None and measure.full:
        length = (room * min(measure.value / measure.full, Decimal(1))).quantize(Decimal("0.1"))
        yield f'<rect {frame} width="{length}" fill="{fill}"/>'
    yield f'<rect {frame} width="{room}" fill="none" stroke="#8a97a5" stroke-width="0.7"/>'
    yield _text(LABEL + room + 8, top + BAR - 4, f"{_points(measure.value)}/{_points(measure.full)}")


def _points(points: Decimal | None) -> str:
    return UNKNOWN if points is None else f"{points.normalize():f}"


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'
