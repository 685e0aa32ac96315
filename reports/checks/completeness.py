"""C01: the parts that describe the unit, its goals, its management and its texts are filled in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from indicators.schemes.chapters import part_of_text
from reports.schemes import scheme_of
from reports.snapshot import GoalFacts, Snapshot, StaffingFacts, TaskFacts

from .edits import changing
from .findings import Category, Context, Fault, Severity
from .registry import check

BASIS = "财预〔2020〕10号：自评要内容完整"
required = partial(check, severity=Severity.BLOCK, category=Category.COMPLETENESS, basis=BASIS)

STAFFING_FIELDS = {
    "as_of": "统计截止日期",
    "administrative_quota": "行政编制数",
    "administrative_actual": "行政实有人数",
    "institution_quota": "事业编制数",
    "institution_actual": "事业实有人数",
    "worker_quota": "工勤编制数",
    "worker_actual": "工勤实有人数",
    "retired": "离退休人数",
    "hired": "编外人数",
}
SIGNATURE_FIELDS = {"filled_by": "填报人", "head": "单位负责人", "completed_on": "成文日期"}


def missing(name: str, field: str, row: str = "") -> Fault:
    """Return the fault of a field that is empty."""
    return Fault(f"尚未填写“{name}”，请补充。", field, row, name)


@required(
    "C01-authorities",
    part="basis",
    explanation="报告开头要说明依据哪些文件开展自评。",
    remedy="在“评价依据”中从依据文件库选择文件。",
    bad=changing(authorities=()),
)
def authorities_are_cited(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """已选择评价依据。"""
    if not snapshot.authorities:
        yield Fault("尚未选择评价依据，请从依据文件库中选择至少一项。", "authorities")


@required(
    "C01-duties",
    part="profile",
    explanation="部门概况要列明主要职责。",
    remedy="在“部门概况”中逐项填写“三定”规定的主要职责。",
    bad=changing(duties=()),
)
def duties_are_listed(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """已填写主要职责。"""
    if not snapshot.duties:
        yield Fault("尚未填写主要职责，请逐项补充。", "duties")


@required(
    "C01-offices",
    part="profile",
    explanation="部门概况要列明内设机构。",
    remedy="在“部门概况”中逐项填写内设机构。",
    bad=changing(offices=()),
)
def offices_are_listed(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """已填写内设机构。"""
    if not snapshot.offices and "offices" not in snapshot.absences:
        yield Fault("尚未填写内设机构，请逐项补充；没有的，选“无此项”并说明理由。", "offices")


@required(
    "C01-staffing",
    part="profile",
    explanation="在职人员控制率和人员情况说明以编制数、实有人数为准；没有的填0。",
    remedy="在“部门概况”中补填人员情况。",
    bad=changing(staffing=StaffingFacts(date(2022, 12, 31))),
)
def staffing_is_complete(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """人员情况已填写齐全。"""
    for field, name in STAFFING_FIELDS.items():
        if getattr(snapshot.staffing, field) is None:
            yield missing(name, field)


@required(
    "C01-goal",
    part="goals",
    explanation="年度总体目标要有预期目标，也要有实际完成情况。",
    remedy="在“目标与任务”中补填。",
    bad=changing(goal=GoalFacts()),
)
def goal_is_described(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """年度总体目标已填写预期目标和实际完成情况。"""
    if not snapshot.goal.expected.strip():
        yield missing("预期目标", "expected")
    if not snapshot.goal.reached.strip():
        yield missing("实际完成情况", "reached")


@required(
    "C01-tasks",
    part="goals",
    explanation="年度工作任务是绩效目标的来源，每项都要说明完成情况。",
    remedy="在“目标与任务”中补填。",
    bad=changing(tasks=(TaskFacts("改造老旧社区"),)),
)
def tasks_are_described(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """年度工作任务已填写，并逐项说明完成情况。"""
    if not snapshot.tasks and "tasks" not in snapshot.absences:
        yield Fault("尚未填写年度工作任务，请逐项补充；没有的，选“无此项”并说明理由。", "tasks")
    for row, task in enumerate(snapshot.tasks):
        if not task.result.strip():
            yield Fault(f"工作任务“{task.title}”没有完成情况，请补充。", "result", str(row), task.title)


@required(
    "C01-management",
    part="management",
    explanation="预算管理的三张清单要逐项作答，答案要有证明材料或说明。",
    remedy="在“预算管理”中逐项选择是否符合，并填写证明材料或说明。",
    bad=lambda snapshot: replace(
        snapshot, management=(replace(snapshot.management[0], is_met=None), *snapshot.management[1:])
    ),
)
def management_is_answered(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """预算管理清单已逐项作答。"""
    if not snapshot.management:
        yield Fault("尚未填写预算管理清单，请逐项作答。")
    for row, item in enumerate(snapshot.management):
        if item.is_met is None or not item.proof.strip():
            message = f"“{item.topic_name}”中“{item.text}”尚未作答或没有证明材料，请补充。"
            yield Fault(message, "is_met" if item.is_met is None else "proof", str(row), item.text)


@required(
    "C01-sections",
    part="results",
    explanation="提纲中由单位撰写的章节不能空着。",
    remedy="打开提示的页面，补写该章节。",
    bad=changing(sections={}),
)
def sections_are_written(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """由单位撰写的章节都已写明。"""
    scheme = scheme_of(snapshot)
    for node in scheme.sections():
        is_empty = not snapshot.sections.get(node.key, "").strip() and node.key not in snapshot.absences
        if node.source == "text" and is_empty:
            yield replace(missing(node.title, node.key), part=part_of_text(scheme, node.key))


@required(
    "C01-signature",
    part="signature",
    explanation="报告要有填报人、单位负责人和成文日期；姓名只供内部使用，不公开。",
    remedy="在“填报信息”中补填。",
    bad=changing(filled_by=""),
)
def signature_is_complete(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """填报人、单位负责人和成文日期已填写。"""
    for field, name in SIGNATURE_FIELDS.items():
        if not getattr(snapshot, field):
            yield missing(name, field)
