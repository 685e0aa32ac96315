"""The scores of one evaluation, and those of a round that would change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.scoring import RULES
from indicators.services.rescoring import Comparison, ScoreChange, TreeComparison
from perfeval.lib.listing import Column, Listing, Look, Value

from ..document.compose.wording import actual_text
from ..snapshot import IndicatorFacts, Snapshot
from .columns import unit


@dataclass(frozen=True)
class _Scored:
    tree: str
    node: IndicatorFacts

    @property
    def target(self) -> Value:
        """What was to be reached, a number where it is one."""
        return self.node.target_text or self.node.target

    @property
    def actual(self) -> Value:
        """What was reached, a number where it is one."""
        rule = RULES.get(self.node.rule)
        if not self.node.is_leaf or (rule and not rule.is_judged and not self.node.actual_text):
            return self.node.actual
        return actual_text(self.node)

    @property
    def explanation(self) -> str:
        """How the score came about."""
        if not self.node.is_applicable:
            return f"不适用：{self.node.inapplicable_reason}"
        return str((self.node.explanation or {}).get("sentence", ""))


def score_rows(snapshot: Snapshot) -> Iterator[_Scored]:
    """Yield every indicator of the whole department, then those of its projects."""
    trees = [("部门整体", snapshot.indicators), *((row.name, row.indicators) for row in snapshot.projects)]
    return (_Scored(title, node) for title, roots in trees for root in roots for node in root.walk())


SCORES = Listing(
    "指标得分",
    "indicator",
    (
        Column("评价对象", "tree", 20),
        Column("级次", lambda row: len(row.node.path), 6),
        Column("上级指标", lambda row: " › ".join(row.node.path[:-1]), 30),
        Column("指标", "node.name", 30),
        Column("分值", "node.points", 8, Look.POINTS),
        Column("符号", "node.sign", 6),
        Column("年度指标值", "target", 16),
        Column("实际完成值", "actual", 16),
        Column("计量单位", "node.unit", 10),
        Column("得分", "node.score", 8, Look.POINTS),
        Column("得分依据", "explanation", 60),
        Column("偏差原因", "node.reason", 40),
        Column("改进措施", "node.measure", 40),
    ),
    key="scores",
)


@dataclass(frozen=True)
class _Difference:
    comparison: Comparison
    tree: TreeComparison
    change: ScoreChange | None = None

    @property
    def old(self) -> Value:
        """The score that is stored."""
        return self.change.old if self.change else self.tree.before.total

    @property
    def new(self) -> Value:
        """The score that follows now."""
        return self.change.new if self.change else self.tree.after.total

    @property
    def grade(self) -> str:
        """The grade, old and new where it changes."""
        before, after = self.tree.before.grade, self.tree.after.grade
        if self.change:
            return ""
        return before if before == after else f"{before or '—'} → {after or '—'}"

    @property
    def remark(self) -> str:
        """How the new score came about, or that it is not stored."""
        if self.change:
            return self.change.explanation
        return f"{self.comparison.evaluation.get_status_display()}，不改" if self.comparison.is_signed else ""


def difference_rows(comparisons: Iterable[Comparison]) -> Iterator[_Difference]:
    """Yield each tree whose scores would change, then its indicators."""
    for comparison in comparisons:
        for tree in comparison.changed_trees:
            yield _Difference(comparison, tree)
            yield from (_Difference(comparison, tree, change) for change in tree.changes)


RESCORING = Listing(
    "将要变化的得分和等级",
    "scorecard",
    (
        *unit("comparison.evaluation.")[:2],
        Column("评价对象", lambda row: row.tree.tree.title or "部门整体", 20),
        Column("指标", lambda row: row.change.row.name if row.change else "总分", 30),
        Column("现得分", "old", 10, Look.POINTS),
        Column("新得分", "new", 10, Look.POINTS),
        Column("等级", "grade", 12),
        Column("说明", "remark", 60),
    ),
)
