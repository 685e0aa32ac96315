"""The lists of evaluations and of what is said about one, as they are taken away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from departments.listings import local
from departments.models import Cycle, Department, Evaluation
from indicators.models import StageScore
from indicators.parts import PARTS
from indicators.scoring import RULES
from indicators.services.rescoring import Comparison, ScoreChange, TreeComparison
from perfeval.lib.listing import Column, Listing, Look, Value

from .deviations import UnitDeviations
from .document.compose.wording import actual_text
from .history import step_name
from .models import BulkImport
from .places import PartFindings
from .snapshot import IndicatorFacts, Snapshot

UNIT = (
    Column("预算编码", "department.code", 16),
    Column("单位全称", "department.name", 36),
    Column("年度", "cycle.year", 8),
)
SCORE = Column("自评得分", "scorecard.total", 10, Look.POINTS)
GRADE = Column("等级", "scorecard.grade", 8)
STATE = Column("状态", lambda row: row.get_status_display(), 12)


def _name(person: str) -> Any:
    return lambda row: (found := getattr(row, person)) and found.full_name


def _stage(evaluation: Evaluation) -> str:
    return str(evaluation.present_stage or "")


OWN = Listing("自评", "evaluation", (*UNIT, STATE, SCORE, GRADE, Column("截止日期", "due_on", 12)))

REVIEW_QUEUE = Listing(
    "待审核的自评",
    "evaluation",
    (
        *UNIT,
        Column("送审时间", local("submitted_at"), 20),
        Column("送审人", _name("submitted_by"), 14),
        Column("截止日期", "due_on", 12),
        SCORE,
        STATE,
        Column("审核环节", _stage, 20),
    ),
)

PUBLICATION_QUEUE = Listing(
    "待公开的自评",
    "evaluation",
    (
        *UNIT,
        Column("审核通过时间", local("approved_at"), 20),
        Column("审核人", _name("approved_by"), 14),
        SCORE,
        GRADE,
    ),
)

EDITIONS = Listing(
    "公开的报告",
    "edition",
    (
        Column("预算编码", "evaluation.department.code", 16),
        Column("单位全称", "evaluation.department.name", 36),
        Column("年度", "evaluation.cycle.year", 8),
        Column("报告", "title", 50),
        Column("版次", "number", 8),
        Column("公开时间", local("published_at"), 20),
        Column("得分", "score", 10, Look.POINTS),
        Column("等级", "grade", 8),
        Column("公开地址", lambda edition: f"{edition.folder}/", 40),
    ),
    key="editions",
)


@dataclass(frozen=True)
class _Found:
    part: PartFindings
    finding: Any


def findings_rows(parts: Iterable[PartFindings]) -> Iterator[_Found]:
    """Yield what the checks say, part by part."""
    return (_Found(part, finding) for part in parts for finding in part.findings)


FINDINGS = Listing(
    "校验结果",
    "evaluation",
    (
        Column("编号", "finding.check_id", 16),
        Column("级别", "finding.severity.label", 8),
        Column("部分", "part.part.title", 18),
        Column("位置", "finding.place.label", 24),
        Column("应有", "finding.expected", 16),
        Column("现为", "finding.actual", 16),
        Column("说明", "finding.message", 80),
        Column("要求", "finding.title", 50),
    ),
    key="findings",
)


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


def _tree_of(mark: StageScore) -> str:
    project = mark.indicator.project_evaluation
    return str(project) if project else "部门整体"


MARKS = Listing(
    "核查意见",
    "stagescore",
    (
        Column("评价对象", _tree_of, 20),
        Column("指标", "indicator.name", 30),
        Column("审核环节", "stage_name", 20),
        Column("自评得分", "indicator.score", 10, Look.POINTS),
        Column("核查分数", "points", 10, Look.POINTS),
        Column("核查意见", "reason", 60),
        Column("核查人", "scored_by.full_name", 14),
        Column("核查时间", local("scored_at"), 20),
    ),
    key="marks",
)


HISTORY = Listing(
    "办理过程",
    "evaluation",
    (
        Column("时间", local("at"), 20),
        Column("办理", lambda entry: step_name(entry.action), 14),
        Column("人员", "who", 20),
        Column("意见", "comment", 60),
    ),
    key="history",
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


def _state(found: BulkImport) -> str:
    job = getattr(found, "job", None)
    return job.get_status_display() if job else "待确认"


IMPORTS = Listing(
    "批量导入",
    "bulkimport",
    (
        Column("上传时间", local("uploaded_at"), 20),
        Column("内容", lambda found: found.get_kind_display(), 16),
        Column("年度", lambda found: found.cycle and found.cycle.year, 8),
        Column("文件", "name", 40),
        Column("SHA-256", "sha256", 68),
        Column("状态", _state, 10),
    ),
)

CHANGES = Listing(
    "导入变化",
    "bulkimport",
    (
        Column("行", "row", 8),
        Column("对象", "subject", 44),
        Column("结果", "what", 8),
        Column("项目", "label", 16),
        Column("原值", "old", 30),
        Column("新值", "new", 30),
        Column("读法", "how", 50),
    ),
)

RESCORING = Listing(
    "将要变化的得分和等级",
    "scorecard",
    (
        Column("预算编码", "comparison.evaluation.department.code", 16),
        Column("单位全称", "comparison.evaluation.department.name", 36),
        Column("评价对象", lambda row: row.tree.tree.title or "部门整体", 20),
        Column("指标", lambda row: row.change.row.name if row.change else "总分", 30),
        Column("现得分", "old", 10, Look.POINTS),
        Column("新得分", "new", 10, Look.POINTS),
        Column("等级", "grade", 12),
        Column("说明", "remark", 60),
    ),
)


def _part(key: str) -> Any:
    return lambda row: next((cell.blocking for cell in row.cells if cell.part.key == key), None)


ROUND = Listing(
    "填报进度",
    "evaluation",
    (
        Column("预算编码", "department.code", 16),
        Column("单位全称", "department.name", 36),
        Column("状态", "state_name", 12),
        Column("截止日期", "due_on", 12),
        Column("延期理由", lambda row: row.evaluation and row.evaluation.extension_reason, 30),
        Column("自评得分", lambda row: row.evaluation and row.evaluation.scorecard.total, 10, Look.POINTS),
        *(Column(f"{part.title}待补充项数", _part(part.key), 12) for part in PARTS),
    ),
)

CHECKS = Listing(
    "校验目录",
    "evaluation",
    (
        Column("编号", "id", 18),
        Column("类别", "category.value", 12),
        Column("等级", "severity.label", 10),
        Column("要求", "title", 60),
        Column("依据", "basis", 50),
        Column("怎样改正", "remedy", 60),
    ),
)

CHECK_SETTINGS = Listing(
    "校验等级设置",
    "checksetting",
    (
        Column("编号", lambda row: row[0].check_id, 18),
        Column("要求", lambda row: row[1] and row[1].title, 60),
        Column("方案", lambda row: row[0].scheme or "全部方案", 24),
        Column("单位层级", lambda row: row[0].get_level_display(), 18),
        Column("年度", lambda row: row[0].year or "各年度", 10),
        Column("等级", lambda row: row[0].get_severity_display(), 10),
        Column("理由", lambda row: row[0].reason, 50),
    ),
)

SAMPLES = Listing(
    "抽查",
    "sample",
    (
        Column("年度", "cycle.year", 8),
        Column("范围", "department.name", 30),
        Column("抽取方式", "rule", 40),
        Column("随机种子", "seed", 20),
        Column("抽取人", "drawn_by.full_name", 16),
        Column("抽取时间", local("drawn_at"), 20),
        Column("抽取个数", "drawn", 10),
        Column("已查个数", "checked", 10),
    ),
)

SAMPLE = Listing(
    "名单和结果",
    "sample",
    (
        Column("序号", "position", 8),
        Column("预算编码", "evaluation.department.code", 16),
        Column("单位", "evaluation.department.name", 36),
        Column("自评得分", "evaluation.scorecard.total", 10, Look.POINTS),
        Column("抽查得分", "score", 10, Look.POINTS),
        Column("抽查意见", "opinion", 40),
        Column("抽查人", _name("checked_by"), 16),
        Column("抽查时间", local("checked_at"), 20),
    ),
)

DEVIATIONS = Listing(
    "核查偏差",
    "evaluation",
    (
        *UNIT,
        Column("自评得分", "own", 10, Look.POINTS),
        Column("审核偏差", "by_review", 10, Look.POINTS),
        Column("最终得分", "final", 10, Look.POINTS),
        Column("抽查得分", "sampled", 10, Look.POINTS),
        Column("抽查偏差", "by_sample", 10, Look.POINTS),
        Column("抽查意见", "opinion", 40),
    ),
)


DECISIONS = Listing(
    "审核结论",
    "stagedecision",
    (
        Column("第几次送审", "submission", 10),
        Column("审核环节", "stage_name", 20),
        Column("结论", lambda row: row.get_outcome_display(), 8),
        Column("意见", "comment", 60),
        Column("审核人", _name("decided_by"), 14),
        Column("被代理人", _name("on_behalf_of"), 14),
        Column("审核时间", local("decided_at"), 20),
        Column("失效时间", local("cleared_at"), 20),
        Column("失效原因", "cleared_because", 40),
    ),
)

DISCLOSURES = Listing(
    "信息公开审查",
    "disclosurereview",
    (
        Column("审查结论", lambda row: row.get_conclusion_display(), 14),
        Column("理由", "reason", 60),
        Column("审查人", _name("reviewed_by"), 14),
        Column("审查时间", local("reviewed_at"), 20),
    ),
)

EXTENSIONS = Listing(
    "延期",
    "evaluation",
    (
        Column("办理时间", local("at"), 20),
        Column("办理人", _name("actor"), 14),
        Column("延期至", lambda entry: entry.changes.get("extended_to", [None, ""])[1], 14),
        Column("理由", "comment", 60),
    ),
)

FOLLOWUPS = Listing(
    "整改台账",
    "followup",
    (
        Column("存在问题", "measure.problem.title", 40),
        Column("改进措施", "measure.text", 60),
        Column("责任机构", "measure.office", 20),
        Column("完成时限", "measure.due_on", 12),
        Column("整改情况", lambda row: row.get_state_display(), 12),
        Column("完成日期", "done_on", 12),
        Column("进展说明", "progress", 60),
        Column("证明材料", "proof", 40),
    ),
)


ANSWERS = Listing(
    "校验答复",
    "answeredfinding",
    (
        Column("编号", "check_id", 16),
        Column("校验结果", "message", 60),
        Column("答复方式", lambda row: row.waiver.get_kind_display(), 12),
        Column("理由", "waiver.reason", 60),
        Column("答复人", lambda row: row.waiver.given_by.full_name, 14),
        Column("答复时间", lambda row: timezone.localtime(row.waiver.given_at), 20),
        Column("审批意见", lambda row: row.waiver.get_decision_display() if row.waiver.decided_by else "", 12),
        Column("审批理由", "waiver.decision_reason", 40),
        Column("审批人", lambda row: row.waiver.decided_by and row.waiver.decided_by.full_name, 14),
        Column("有效期至", "waiver.valid_until", 12),
    ),
)


@dataclass(frozen=True)
class _Year:
    department: Department
    cycle: Cycle
    own: Decimal | None
    by_review: Decimal | None
    final: Decimal | None
    sampled: Decimal | None
    by_sample: Decimal | None
    opinion: str


def deviation_rows(units: Iterable[UnitDeviations]) -> Iterator[_Year]:
    """Yield every year of every unit."""
    for unit in units:
        for year in unit.years:
            differences = (year.own, year.by_review, year.final, year.sampled, year.by_sample, year.opinion)
            yield _Year(unit.department, year.evaluation.cycle, *differences)
