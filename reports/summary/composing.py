"""The summary as a document to print: the table, the scores by level one, the differences."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from departments.ratios import Ratio
from departments.wording import UNKNOWN, cell_note, ratio_cell, wan
from perfeval.lib.decimals import plain

from ..document.blocks import Block, Cell, Column, Document, Heading, Paragraph, Row, Table
from ..document.compose.wording import typeset
from .differences import differences
from .facts import LevelScore, UnitFacts
from .sums import Comparison, Mean, Summary

COLUMNS = (
    Column("序号", 11, "center"),
    Column("单位", 50),
    Column("状态", 18, "center"),
    Column("年初预算数", 22, "right"),
    Column("全年预算数", 22, "right"),
    Column("全年执行数", 22, "right"),
    Column("执行率", 17, "center"),
    Column("项目数", 14, "center"),
    Column("自评得分", 18, "center"),
    Column("等级", 13, "center"),
    Column("最终得分", 18, "center"),
)
LEVELS_WIDTH = 224
NAME_WIDTH = 63
Texts = tuple[str, ...]


def title_of(name: str, year: int) -> str:
    """Return the title of the summary of a department."""
    return f"{year}年度{name}\n部门整体支出绩效自评汇总表"


def compose_summary(summary: Summary, *, name: str, year: int, today: date) -> Document:
    """Return the summary of the department `name` as it stands on `today`."""
    return Document(
        title_of(name, year),
        year,
        name,
        tuple(_blocks(summary, f"{today.year}年{today.month}月{today.day}日")),
        orientation="landscape",
    )


def _blocks(summary: Summary, day: str) -> Iterator[Block]:
    yield _amounts(summary, day)
    for comparison in summary.comparisons:
        yield _levels(comparison)
    yield Heading(1, "汇总说明")
    yield from map(Paragraph, remarks(summary))
    found = differences(summary)
    if found:
        yield Heading(1, "需要关注的差异")
    for title in dict.fromkeys(difference.title for difference in found):
        yield Heading(2, typeset(title))
        yield from (Paragraph(typeset(difference.message)) for difference in found if difference.title == title)


def _amounts(summary: Summary, day: str) -> Table:
    rows = [_row(str(number), *unit_cells(unit)) for number, unit in enumerate(summary.units, start=1)]
    total = Row((Cell("合计", colspan=2, header=True), *map(Cell, total_cells(summary))), "total")
    note = cell_note(cell.text for row in rows for cell in row.cells)
    return Table(f"（截至{day}）", COLUMNS, (*rows, total), "单位：万元、分", note)


def unit_cells(unit: UnitFacts) -> Texts:
    """Return the cells of one unit, its name first."""
    amounts = map(wan, (unit.total.initial, unit.total.adjusted, unit.total.executed))
    count = str(unit.project_count) if unit.evaluation else UNKNOWN
    scores = (_points(unit.score), unit.grade or UNKNOWN, _points(unit.final))
    return (unit.name, unit.status, *amounts, _rate(unit.rate), count, *scores)


def total_cells(summary: Summary) -> Texts:
    """Return the cells of the total row behind its title; the scores are the weighted means."""
    amounts = (wan(amount.value) for amount in (summary.initial, summary.adjusted, summary.executed))
    filed = f"{summary.filed}/{len(summary.units)}"
    means = (_points(summary.own.weighted), UNKNOWN, _points(summary.final.weighted))
    return (filed, *amounts, _rate(summary.rate), str(summary.project_count), *means)


def remarks(summary: Summary) -> Iterator[str]:
    """Yield how sums and means came about, and whom they leave out."""
    yield (
        f"共{len(summary.units)}个单位，其中{summary.filed}个已送审。金额为各单位填报数相加；合计行的得分为加权平均分，"
        "按全年预算数加权。执行率按全年预算数和全年执行数均已填报的单位计算。"
    )
    yield from _incomplete(summary)
    yield from _means("自评得分", summary.own)
    yield from _means("最终得分", summary.final)
    if summary.spread:
        spread = summary.spread
        yield (
            f"自评得分最高{_points(spread.highest)}分（{'、'.join(spread.at_highest)}），"
            f"最低{_points(spread.lowest)}分（{'、'.join(spread.at_lowest)}）。"
        )


def _incomplete(summary: Summary) -> Iterator[str]:
    """Yield whom the sums leave out; columns that leave out the same units are named together."""
    columns = {"年初预算数": summary.initial, "全年预算数": summary.adjusted, "全年执行数": summary.executed}
    for missing in dict.fromkeys(amount.missing for amount in columns.values()):
        names = [name for name, amount in columns.items() if amount.missing == missing]
        yield from _left_out(f"{'、'.join(names)}合计", missing)


def _means(name: str, mean: Mean) -> Iterator[str]:
    if mean.simple is None:
        return
    yield f"{name}加权平均{_points(mean.weighted)}分，简单平均{_points(mean.simple)}分。"
    yield from _left_out(f"{name}平均分", mean.unscored, "没有得分")
    yield from _left_out(f"{name}加权平均分", mean.unweighted, "没有全年预算数")


def _left_out(what: str, units: Texts, why: str = "未填报") -> Iterator[str]:
    if units:
        yield f"{what}不含：{'、'.join(units)}（{why}）。"


def _levels(comparison: Comparison) -> Table:
    width = (LEVELS_WIDTH - NAME_WIDTH) / (len(comparison.names) + 1)
    scores = (Column(title, width, "center") for title in (*comparison.names, "自评得分"))
    rows = tuple(_row(unit.name, *map(level_text, levels), _points(unit.score)) for unit, levels in comparison.rows)
    caption = f"一级指标得分对照表（{comparison.scheme}）"
    return Table(caption, (Column("单位", NAME_WIDTH), *scores), rows, "单位：分", "注：斜线后为分值。")


def level_text(level: LevelScore | None) -> str:
    """Return the score of a level one with its points behind it."""
    return UNKNOWN if level is None else f"{_points(level.score)}/{plain(level.points)}"


def _row(*texts: str) -> Row:
    return Row(tuple(map(Cell, texts)))


def _rate(rate: Ratio) -> str:
    return ratio_cell(rate)


def _points(score: Decimal | None) -> str:
    return UNKNOWN if score is None else f"{score:.2f}"
