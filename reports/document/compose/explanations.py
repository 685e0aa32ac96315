"""得分依据: how every score came about, for whoever wants to recompute it."""

from collections.abc import Iterable, Iterator

from departments.wording import UNKNOWN
from perfeval.lib.decimals import ZERO, plain
from reports.document.blocks import Annex, Cell, Column, Row, Table
from reports.snapshot import IndicatorFacts

from .budget_tables import row
from .subject import Subject
from .wording import explained, score_cell, score_text, with_points

EXPLANATIONS = "得分依据"
COLUMNS = (
    Column("指标", 49),
    Column("分值", 13, "center"),
    Column("得分", 15, "center"),
    Column("得分依据", 79),
)


def explanations_annex(subjects: Iterable[Subject]) -> Annex:
    """Return the sums of all scores on their own pages, those of each project in a table of its own."""
    return Annex(EXPLANATIONS, tuple(map(_table, subjects)))


def _table(subject: Subject) -> Table:
    """Return the sums of one tree, by level one."""
    snapshot = subject.snapshot
    rows = (line for root in snapshot.indicators for line in _rows(root))
    points = sum((root.points for root in snapshot.indicators), ZERO)
    grade = f"等级：{snapshot.grade}" if snapshot.grade else UNKNOWN
    total = row("总分", plain(points), score_text(snapshot.total), grade, kind="total")
    return Table(f"项目：{subject.project.name}" if subject.project else "", COLUMNS, (*rows, total))


def _rows(root: IndicatorFacts) -> Iterator[Row]:
    if not root.is_leaf:
        title = with_points(root.name, root.points)
        yield Row((Cell(title, colspan=len(COLUMNS), align="left"),), "group")
    for leaf in (node for node in root.walk() if node.is_leaf):
        yield row(leaf.name, plain(leaf.points), score_cell(leaf), explained(leaf))
