"""得分依据: how every score came about, for whoever wants to recompute it."""

from departments.wording import UNKNOWN
from perfeval.lib.decimals import plain
from reports.document.blocks import Annex, Column, Row, Table
from reports.snapshot import IndicatorFacts, Snapshot

from .budget_tables import row
from .wording import explained, score_text

COLUMNS = (
    Column("指标", 50),
    Column("分值", 14, "center"),
    Column("得分", 16, "center"),
    Column("得分依据", 76),
)


def explanations_annex(snapshot: Snapshot) -> Annex:
    """Return the sums of all scores on their own pages."""
    leaves = tuple(_row(leaf) for leaf in snapshot.leaves())
    total = row("总分", UNKNOWN, score_text(snapshot.total), snapshot.grade or UNKNOWN, kind="total")
    return Annex("得分依据", (Table("", COLUMNS, (*leaves, total)),))


def _row(leaf: IndicatorFacts) -> Row:
    return row("—".join(leaf.path), plain(leaf.points), score_text(leaf.score), explained(leaf))
