"""A complete evaluation without faults as plain values, and ways to change single facts of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from departments.figures import AdjustmentFigure, BudgetFigures, Line, ProjectFigure
from departments.ratios import budget_ratios
from departments.standards import MANAGEMENT_ITEMS
from indicators.schemes import preset, preset_text
from reports.snapshot import (
    ApprovalFacts,
    AuthorityFacts,
    DepartmentFacts,
    DutyFacts,
    EvidenceFacts,
    FundFacts,
    GoalFacts,
    IndicatorFacts,
    ManagementFacts,
    MeasureFacts,
    OfficeFacts,
    ProblemFacts,
    ProjectFacts,
    SchemeFacts,
    Snapshot,
    StaffingFacts,
    SurveyFacts,
    TaskFacts,
)

from .edits import with_nodes

OTHER_UNIT = ("南昌市东湖区墩子塘街道办事处", "墩子塘街道")
APPROVAL = ApprovalFacts("关于批复2022年度绩效目标的通知（东财绩〔2022〕3号）", date(2022, 2, 18))
TOPICS = {"system": "管理制度健全性", "compliance": "资金使用合规性", "disclosure": "预决算信息公开性"}

PLANNED: dict[str, dict[str, tuple[tuple[str, str, int], ...]]] = {
    "产出指标": {
        "数量指标": (("走访慰问困难家庭户数", "户", 6), ("社区实事项目完成个数", "个", 4)),
        "质量指标": (("民生补贴发放准确率", "%", 8), ("微改造工程验收合格率", "%", 7)),
        "时效指标": (("民生补贴按时发放率", "%", 10),),
        "成本指标": (("社区实事项目预算控制率", "%", 5),),
    },
    "效益指标": {
        "经济效益指标": (("新增入库企业个数", "家", 5),),
        "社会效益指标": (("矛盾纠纷调解成功率", "%", 15),),
        "生态效益指标": (("空气质量优良天数比率", "%", 10),),
        "可持续影响指标": (("新建管理制度项数", "项", 10),),
    },
}

PLANNED_OF_PROJECTS: dict[str, dict[str, tuple[str, str, int]]] = {
    "产出指标": {
        "数量指标": ("实施点位个数", "个", 15),
        "质量指标": ("工程验收合格率", "%", 15),
        "时效指标": ("工程按期完工率", "%", 10),
        "成本指标": ("单位造价控制率", "%", 10),
    },
    "效益指标": {
        "经济效益指标": ("带动就业人数", "人", 5),
        "社会效益指标": ("受益居民户数", "户", 10),
        "生态效益指标": ("新增绿化面积", "平方米", 5),
        "可持续影响指标": ("设施完好率", "%", 10),
    },
}


def make_snapshot(**changes: Any) -> Snapshot:
    """Return a complete evaluation that no check objects to, with `changes` to its fields."""
    budget = changes.get("budget", make_budget())
    facts: dict[str, Any] = {
        "year": 2022,
        "department": make_department(),
        "scheme": make_scheme(),
        "authorities": (
            AuthorityFacts("关于全面实施预算绩效管理的意见", "中发〔2018〕34号", "中共中央、国务院", 2018),
            AuthorityFacts("东湖区项目支出绩效评价管理暂行办法", "东财绩〔2020〕3号", "东湖区财政局", 2020),
        ),
        "duties": (
            DutyFacts("加强党的建设", "落实基层党建工作责任制，组织辖区党员学习教育。"),
            DutyFacts("组织公共服务", "办理民政、社会保障等与居民生活有关的服务事项。"),
        ),
        "offices": (OfficeFacts("党政办公室", "负责综合协调和财务管理。"), OfficeFacts("公共服务办公室")),
        "staffing": StaffingFacts(date(2022, 12, 31), 20, 18, 15, 11, 2, 1, retired=9, hired=4),
        "goal": GoalFacts("兜牢民生底线，改善社区环境。", "民生补贴发放到位，4个社区完成微改造。"),
        "approval": APPROVAL,
        "tasks": (TaskFacts("发放民生补贴", "全年发放到位。"), TaskFacts("改造老旧社区", "4个社区通过验收。")),
        "budget": budget,
        "ratios": budget_ratios(budget),
        "management": tuple(
            ManagementFacts(topic, TOPICS[topic], text, is_met=True, proof="见内部控制手册")
            for topic, text in MANAGEMENT_ITEMS
        ),
        "indicators": make_tree(),
        "raw_total": Decimal("96.00"),
        "total": Decimal("96.00"),
        "grade": "优",
        "project_scheme": make_scheme("national-project"),
        "projects": tuple(make_project(row, 1000 * number) for number, row in enumerate(budget.projects, start=1)),
        "sections": make_sections(),
        "absences": {"adjustments": "预算按批复执行，年内没有调整。"},
        "problems": (
            ProblemFacts(
                "群众办事等候时间较长",
                "便民窗口集中在上午受理，高峰时段人手不足。",
                (("满意度指标", "居民满意度"),),
                (MeasureFacts("增设午间窗口，推行预约办理。", "公共服务办公室", date(2023, 9, 30)),),
            ),
        ),
        "filled_by": "填表甲",
        "head": "负责乙",
        "phone": "0791-80000000",
        "completed_on": date(2023, 5, 18),
    }
    return Snapshot(**(facts | changes))


def make_department(**changes: Any) -> DepartmentFacts:
    """Return the unit of the sample."""
    facts: dict[str, Any] = {
        "name": "南昌市东湖区公园街道办事处",
        "short_name": "公园街道",
        "code": "201001",
        "kind": "street",
        "aliases": ("公园街办",),
        "index_code": "t945037",
    }
    return DepartmentFacts(**(facts | changes))


def make_scheme(name: str = "donghu") -> SchemeFacts:
    """Return the scheme of the sample, or another one that comes with the product."""
    return SchemeFacts(name, 1, preset(name).title, preset_text(name))


def make_project(figure: ProjectFigure, number: int = 1000, **changes: Any) -> ProjectFacts:
    """Return the self-evaluation of a project that the project list has, with its indicators numbered from `number`."""
    amounts = (figure.initial, figure.adjusted, figure.executed)
    facts: dict[str, Any] = {
        "pk": number,
        "name": figure.name,
        "implementer": "南昌市东湖区公园街道办事处",
        "listed": FundFacts("listed", "项目清单", *amounts),
        "total_fund": FundFacts("total", "年度资金总额", *amounts),
        "funds": (
            FundFacts("current", "其中：当年财政拨款", *amounts),
            FundFacts("carried_over", "上年结转资金"),
            FundFacts("other", "其他资金"),
        ),
        "approval": APPROVAL,
        "goal": GoalFacts(f"按计划完成{figure.name}各项任务。", f"{figure.name}各项任务年内完成并通过验收。"),
        "indicators": _numbered(make_project_tree(amounts[1], amounts[2]), number + 1),
        "raw_total": Decimal("96.00"),
        "total": Decimal("96.00"),
        "grade": "优",
    }
    return ProjectFacts(**(facts | changes))


def make_project_tree(planned: Decimal | None, spent: Decimal | None) -> tuple[IndicatorFacts, ...]:
    """Return the tree of a project: 10 + 50 + 30 + 10 points, of which 96 are reached."""
    branches = [
        make_branch(
            (one,),
            *(
                make_branch((one, two), make_leaf((one, two, name), unit, points))
                for two, (name, unit, points) in leaves.items()
            ),
        )
        for one, leaves in PLANNED_OF_PROJECTS.items()
    ]
    block = ("满意度指标", "服务对象满意度指标")
    satisfaction = make_branch(block[:1], make_branch(block, make_satisfaction(path=(*block, "服务对象满意度"))))
    target, actual = ((amount or Decimal(0)) / 10000 for amount in (planned, spent))
    return (make_execution(target=target, actual=actual), *branches, satisfaction)


def make_budget(**changes: Any) -> BudgetFigures:
    """Return a budget whose sums agree: 1868.17万元, all of it spent, no 三公."""
    facts: dict[str, Any] = {
        "lines": (
            make_line("income", "收入合计", "18681700"),
            make_line("basic", "基本支出", "11000000"),
            make_line("project", "项目支出", "7681700"),
            make_line("general", "一般公共预算", "18681700"),
            make_line("government", "政府性基金预算", "0"),
            make_line("state_capital", "国有资本经营预算", "0"),
            make_line("special_account", "财政专户管理资金", "0"),
            make_line("other", "单位资金", "0"),
            make_line("operating", "公用经费", "0"),
            make_line("abroad", "因公出国（境）费", "0"),
            make_line("reception", "公务接待费", "0"),
            make_line("vehicle_purchase", "公务用车购置费", "0"),
            make_line("vehicle_running", "公务用车运行维护费", "0"),
            make_line("procurement", "政府采购", "1200000"),
        ),
        "projects": (
            ProjectFigure("社区微改造", Decimal(5000000), Decimal(5000000), Decimal(5000000), is_key=True),
            ProjectFigure("便民服务", Decimal(2681700), Decimal(2681700), Decimal(2681700), is_key=False),
        ),
        "carryover": Decimal(0),
        "carryover_previous": Decimal(0),
        "payment_as_of": date(2022, 12, 31),
        "payment_actual": Decimal(100),
        "payment_planned": Decimal(100),
        "assets_in_use": Decimal(3500000),
        "assets_total": Decimal(3600000),
    }
    return BudgetFigures(**(facts | changes))


def make_line(category: str, name: str, amount: str) -> Line:
    """Return a budget line with the same amount in every column."""
    return Line(category, name, *[Decimal(amount)] * 4)


def make_adjustment(**changes: Any) -> AdjustmentFigure:
    """Return an increase of project expenditure that 预算调整率 counts."""
    facts: dict[str, Any] = {
        "kind": "increase",
        "kind_name": "追加",
        "nature": "project",
        "target_nature": "",
        "fund": "general",
        "amount": Decimal(500000),
        "document": "东财预〔2022〕8号",
    }
    return AdjustmentFigure(**(facts | changes))


def make_sections() -> dict[str, str]:
    """Return the free texts of the sample."""
    return {
        "preamble": "街道成立自评工作小组，逐项核对佐证材料后形成本报告。",
        "performance_management": "街道在编制预算时同步编制绩效目标，年中开展一次绩效监控，并按监控结果调整支出安排。",
        "result_use": "自评结果作为安排下一年度预算和改进管理的依据。",
        "disclosure": "本报告经审查后在东湖区人民政府网站公开。",
    }


def make_tree() -> tuple[IndicatorFacts, ...]:
    """Return the tree of the sample: 10 + 40 + 40 + 10 points, of which 96 are reached."""
    branches = [
        make_branch(
            (one,),
            *(
                make_branch((one, two), *(make_leaf((one, two, name), unit, points) for name, unit, points in leaves))
                for two, leaves in groups.items()
            ),
        )
        for one, groups in PLANNED.items()
    ]
    return _numbered((make_execution(), *branches, make_branch(("满意度指标",), make_satisfaction())))


def make_execution(**changes: Any) -> IndicatorFacts:
    """Return the block of budget execution; all that it says follows from the budget."""
    facts: dict[str, Any] = {
        "pk": 0,
        "path": ("预算执行",),
        "name": "预算执行",
        "points": Decimal(10),
        "approved_points": Decimal(10),
        "is_leaf": True,
        "score": Decimal("10.00"),
        "nature": "quantitative",
        "rule": "execution",
        "target": Decimal("1868.17"),
        "actual": Decimal("1868.17"),
        "unit": "万元",
        "explanation": {"sentence": "执行数 1868.17 ÷ 预算数 1868.17 × 分值 10 = 10.00分"},
    }
    return IndicatorFacts(**(facts | changes))


def make_leaf(path: tuple[str, ...], unit: str, points: int, **changes: Any) -> IndicatorFacts:
    """Return an indicator that has reached its target and all its points."""
    name = path[-1]
    facts: dict[str, Any] = {
        "pk": 0,
        "path": path,
        "name": name,
        "points": Decimal(points),
        "approved_points": Decimal(points),
        "is_leaf": True,
        "score": Decimal(points),
        "nature": "quantitative",
        "sign": "≥",
        "target": Decimal(95),
        "unit": unit,
        "rule": "positive",
        "standard": "达到指标值得满分，未达到按完成比例得分。",
        "source": f"{name}台账",
        "method": "按月汇总",
        "accuracy": "经年末盘点核对",
        "actual": Decimal(95),
        "narrative": f"{name}全年按计划推进，年末达到指标值。",
        "explanation": {"sentence": f"达到目标值，得{points}.00分"},
        "evidence": (EvidenceFacts(f"{name}汇总表.pdf", "0" * 64),),
    }
    facts |= changes
    return IndicatorFacts(**({"approved_target": facts["target"]} | facts))


def make_satisfaction(**changes: Any) -> IndicatorFacts:
    """Return a satisfaction of 75 % that earns 6 of 10 points."""
    facts: dict[str, Any] = {
        "score": Decimal(6),
        "target": Decimal(90),
        "actual": Decimal(75),
        "rule": "bands",
        "parameters": {"bands": [{"min": "90", "score": "10"}, {"min": "70", "score": "6"}]},
        "explanation": {"sentence": "实际值 75，按“达到 70%”档，得6.00分"},
        "standard": "达到90%得10分，达到70%得6分。",
        "reason": "便民窗口高峰时段排队较长，办事群众评价偏低。",
        "measure": "增设午间窗口，推行预约办理。",
        "survey": SurveyFacts("辖区居民", "随机入户问卷", 200, 192, date(2022, 11, 1), date(2022, 11, 20)),
    }
    path = changes.pop("path", ("满意度指标", "居民满意度"))
    return make_leaf(path, "%", 10, **(facts | changes))


def make_branch(path: tuple[str, ...], *children: IndicatorFacts) -> IndicatorFacts:
    """Return a branch with the sums of its children."""
    points = sum((child.points for child in children), Decimal(0))
    score = sum((child.score or Decimal(0) for child in children), Decimal(0))
    return IndicatorFacts(0, path, path[-1], points, is_leaf=False, score=score, children=children)


def change_leaf(snapshot: Snapshot, name: str, **changes: Any) -> Snapshot:
    """Return the snapshot with some facts of the indicator `name` changed, and nothing recalculated."""
    return with_nodes(snapshot, lambda node: replace(node, **changes) if node.name == name else node)


def _numbered(roots: tuple[IndicatorFacts, ...], first: int = 1) -> tuple[IndicatorFacts, ...]:
    """Give every indicator its own key, in reading order."""
    count = iter(range(first, first + 999))

    def number(node: IndicatorFacts) -> IndicatorFacts:
        return replace(node, pk=next(count), children=tuple(number(child) for child in node.children))

    return tuple(number(root) for root in roots)
