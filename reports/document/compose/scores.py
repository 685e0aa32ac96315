"""得分情况: the points of level two as a picture and as a table, beside those of the year before."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from indicators.schemes import Scheme
from perfeval.lib.decimals import HUNDRED, plain, round_half_up
from reports.document.blocks import Bar, Block, Cell, Chart, Column, Measure, Paragraph, Row, Table
from reports.snapshot import GroupFacts, LastYearFacts, Snapshot, groups_of

from .chapter import Chapter, composer
from .conclusion import summary
from .wording import score_text

CAPTION, COMPARED = "各项指标得分情况", "各项指标得分与上年比较"
TABLE = "得分情况表"


@composer("conclusion")
def conclusion(chapter: Chapter) -> Iterator[Block]:
    """Compose total, grade and points."""
    yield from scores(chapter.snapshot, chapter.scheme)


def scores(snapshot: Snapshot, scheme: Scheme) -> Iterator[Block]:
    """Yield the total in words, then the points as a picture and as a table."""
    yield from map(Paragraph, summary(snapshot, scheme))
    groups = groups_of(snapshot.indicators)
    if any(group.score is not None for group in groups):
        yield _chart(groups, snapshot)
        yield _table(groups, snapshot)


def _chart(groups: tuple[GroupFacts, ...], snapshot: Snapshot) -> Chart:
    last = snapshot.last_year
    series = (f"{snapshot.year}年度", f"{last.year}年度") if last else (f"{snapshot.year}年度",)
    bars = tuple(Bar(group.name, tuple(_measures(group, last))) for group in groups)
    said = "；".join(f"{group.name}{score_text(group.score)}分，分值{plain(group.points)}分" for group in groups)
    return Chart(COMPARED if last else CAPTION, series, bars, f"条形图，数据见“{TABLE}”：{said}。")


def _measures(group: GroupFacts, last: LastYearFacts | None) -> Iterator[Measure]:
    yield Measure(group.score, group.points)
    if last:
        before = last.score_of(group)
        yield Measure(before.score, before.points) if before else Measure(None, group.points)


def _table(groups: tuple[GroupFacts, ...], snapshot: Snapshot) -> Table:
    last = snapshot.last_year
    columns = (
        Column("一级指标", 30),
        Column("二级指标", 40),
        Column("分值", 20, "right"),
        Column("得分", 20, "right"),
        Column("得分率", 20, "right"),
        *((Column("上年得分率", 26, "right"),) if last else ()),
    )
    rows = [row for _, found in groupby(groups, lambda group: group.level_one) for row in _rows(tuple(found), last)]
    return Table(TABLE, columns, (*rows, _total(snapshot)), "单位：分")


def _rows(groups: tuple[GroupFacts, ...], last: LastYearFacts | None) -> Iterator[Row]:
    for at, group in enumerate(groups):
        first = (Cell(group.level_one, rowspan=len(groups), header=True, align="left"),) if at == 0 else ()
        name = "" if group.name == group.level_one else group.name
        before = last.score_of(group) if last else None
        compared = (Cell(_rate(before.score, before.points) if before else "—"),) if last else ()
        yield Row((*first, *map(Cell, (name, *_figures(group.points, group.score))), *compared))


def _total(snapshot: Snapshot) -> Row:
    points = sum((root.points for root in snapshot.indicators), Decimal(0))
    last = snapshot.last_year
    compared = (Cell(_rate(last.total, HUNDRED)),) if last else ()
    figures = map(Cell, _figures(points, snapshot.raw_total))
    return Row((Cell("合计", colspan=2, header=True), *figures, *compared), kind="total")


def _figures(points: Decimal, score: Decimal | None) -> tuple[str, str, str]:
    return plain(points), score_text(score), _rate(score, points)


def _rate(score: Decimal | None, points: Decimal) -> str:
    """Return 得分率: score by points in percent, two decimals."""
    return "—" if score is None or not points else f"{round_half_up(score / points * HUNDRED)}%"
