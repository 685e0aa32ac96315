"""What was decided and said about one evaluation, and what came of it."""

from departments.listings import local
from indicators.models import StageScore
from perfeval.lib.listing import Column, Listing, Look

from ..gather.printed import Printed
from ..history import step_name
from ..models import Followup
from .columns import name_of

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


DECISIONS = Listing(
    "审核结论",
    "stagedecision",
    (
        Column("第几次送审", "submission", 10),
        Column("审核环节", "stage_name", 20),
        Column("结论", lambda row: row.get_outcome_display(), 8),
        Column("意见", "comment", 60),
        Column("审核人", name_of("decided_by"), 14),
        Column("被代理人", name_of("on_behalf_of"), 14),
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
        Column("审查人", name_of("reviewed_by"), 14),
        Column("审查时间", local("reviewed_at"), 20),
    ),
)


EXTENSIONS = Listing(
    "延期",
    "evaluation",
    (
        Column("办理时间", local("at"), 20),
        Column("办理人", name_of("actor"), 14),
        Column("延期至", lambda entry: entry.changes.get("extended_to", [None, ""])[1], 14),
        Column("理由", "comment", 60),
    ),
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


PLANNED = (Column("责任机构", "measure.office", 20), Column("完成时限", "measure.due_on", 12))


def _files(row: Followup) -> str:
    return "；".join(f"{file.name}（SHA-256 {file.sha256}）" for file in row.measure.proofs.all())


def _printed() -> tuple[Column, Column]:
    """Return the columns of problem and measure as they are printed; all rows of one list read an evaluation once."""
    texts = Printed()
    return (
        Column("存在问题", lambda row: texts.text(row.measure.problem.title, row.measure.evaluation), 40),
        Column("改进措施", lambda row: texts.text(row.measure.text, row.measure.evaluation), 60),
    )


def followup_list() -> Listing:
    """Return the table of what has become of one evaluation's measures (整改台账)."""
    return Listing(
        "整改台账",
        "followup",
        (
            *_printed(),
            *PLANNED,
            Column("整改情况", lambda row: row.get_state_display(), 12),
            Column("完成日期", "done_on", 12),
            Column("进展说明", "progress", 60),
            Column("证明材料名称或文号", "proof", 40),
            Column("证明材料文件", _files, 60),
        ),
    )


def ledger_list() -> Listing:
    """Return the table of a whole round's measures (整改台账)."""
    return Listing(
        "整改台账",
        "followup",
        (
            Column("单位编码", "measure.evaluation.department.code", 12),
            Column("单位", "measure.evaluation.department.name", 30),
            *_printed(),
            *PLANNED,
            Column("是否逾期", lambda row: "已逾期" if row.is_late else "", 10),
            Column("整改情况", "state.label", 12),
            Column("完成日期", "followup.done_on", 12),
            Column("进展说明", "followup.progress", 60),
            Column("证明材料名称或文号", "followup.proof", 40),
            Column("证明材料文件数", "measure.proof_count", 10),
        ),
    )
