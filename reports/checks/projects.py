"""C01, A07, A08, T04, T05: what each project says of its money and its goal, held against the unit's budget."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from departments.figures import Line
from departments.figures import total as sum_of
from departments.ratios import ratio
from departments.wording import wan
from perfeval.lib.decimals import ZERO, plain
from reports.snapshot import FundFacts, ProjectFacts, Snapshot

from .budget_sums import COLUMNS, differences
from .completeness import required
from .edits import Edit, with_budget
from .findings import PROJECTS, Category, Context, Fault, Severity
from .registry import check

arithmetic = partial(check, severity=Severity.BLOCK, part=PROJECTS, category=Category.ARITHMETIC)
explained = partial(check, severity=Severity.EXPLAIN, part=PROJECTS, category=Category.REASONS)

LOW_EXECUTION = Decimal(90)
TEXTS = {"implementer": "实施单位"}
GOAL = {"expected": "预期目标", "reached": "实际完成情况"}


def changing_project(**changes: Any) -> Edit:
    """Return an edit that sets fields of the first project."""

    def edit(snapshot: Snapshot) -> Snapshot:
        first, *others = snapshot.projects
        return replace(snapshot, projects=(replace(first, **changes), *others))

    return edit


def moving_money(**amounts: Any) -> Edit:
    """Return an edit that sets amounts of the first project wherever they stand; 基本支出 takes the difference."""

    def edit(snapshot: Snapshot) -> Snapshot:
        first = snapshot.projects[0]
        more = {column: amount - (getattr(first.total_fund, column) or ZERO) for column, amount in amounts.items()}
        lines = tuple(_moved(line, more) for line in snapshot.budget.lines)
        funds = (replace(first.funds[0], **amounts), *first.funds[1:])
        totals, listed = replace(first.total_fund, **amounts), replace(first.listed, **amounts)
        moved = changing_project(funds=funds, total_fund=totals, listed=listed)(snapshot)
        figure, *others = moved.budget.projects
        return with_budget(moved, replace(moved.budget, lines=lines, projects=(replace(figure, **amounts), *others)))

    return edit


def _moved(line: Line, more: dict[str, Decimal]) -> Line:
    sign = {"project": 1, "basic": -1}.get(line.category, 0)
    return replace(line, **{column: getattr(line, column) + sign * amount for column, amount in more.items()})


def _sums(snapshot: Snapshot) -> dict[str, Decimal | None]:
    return {column: sum_of(getattr(project.total_fund, column) for project in snapshot.projects) for column in COLUMNS}


def _fault(project: ProjectFacts, message: str, field: str, row: str = "", **values: Any) -> Fault:
    """Return a fault in a field of the project's page; the message begins with the project's name."""
    message = f"项目“{project.name}”{message}"
    return Fault(message, field, row, project.name, project=str(project.pk), **values)


def _first_source(project: ProjectFacts) -> str:
    return project.funds[0].source if project.funds else ""


@required(
    "C01-project",
    part=PROJECTS,
    explanation="项目自评要写明实施单位、预期目标和实际完成情况。",
    remedy="在“项目自评”中打开该项目补填。",
    bad=changing_project(implementer=" "),
)
def projects_are_described(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每个项目都写明实施单位、预期目标和实际完成情况。"""
    for project in snapshot.projects:
        for field, name in TEXTS.items():
            if not getattr(project, field).strip():
                yield _fault(project, f"尚未填写{name}，请补充。", field)
        for field, name in GOAL.items():
            if not getattr(project.goal, field).strip():
                yield _fault(project, f"尚未填写{name}，请补充。", f"goal_{field}")


@required(
    "C01-project-funds",
    part=PROJECTS,
    explanation="项目资金要按来源填写，没有的来源整行留空，执行率和得分由此计算。",
    remedy="在该项目的“项目资金”中补填；没有发生的填0。",
    bad=lambda snapshot: changing_project(
        funds=(replace(snapshot.projects[0].funds[0], executed=None), *snapshot.projects[0].funds[1:]),
        total_fund=replace(snapshot.projects[0].total_fund, executed=None),
    )(snapshot),
)
def project_funds_are_given(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每个项目都填写了年初预算数、全年预算数和全年执行数。"""
    for project in snapshot.projects:
        if not any(_is_given(fund) for fund in project.funds):
            yield _fault(project, "尚未填写项目资金，请补充。", "adjusted", _first_source(project))
        for fund in filter(_is_given, project.funds):
            for column, name in COLUMNS.items():
                if getattr(fund, column) is None:
                    yield _fault(project, f"“{fund.title}”尚未填写{name}，没有的填0。", column, fund.source)


def _is_given(fund: FundFacts) -> bool:
    return any(getattr(fund, column) is not None for column in COLUMNS)


@arithmetic(
    "A08-project-funds",
    basis="财预〔2020〕10号附件：年度资金总额等于各项资金来源之和",
    explanation="项目自评表的资金总额要与项目清单中该项目的数额一致。",
    remedy="核对该项目各资金来源的数额和“预算与执行”中的项目清单。",
    bad=lambda snapshot: changing_project(
        listed=replace(snapshot.projects[0].listed, executed=Decimal(4990000)),
    )(snapshot),
)
def project_funds_equal_the_list(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每个项目的资金总额等于项目清单中的数额。"""
    for project in snapshot.projects:
        for column, name, funds, listed in differences(_line(project.total_fund), _line(project.listed)):
            message = (
                f"的{name}：各资金来源合计{wan(funds)}万元，项目清单为{wan(listed)}万元，"
                f"相差{wan(abs(funds - listed))}万元，请核对。"
            )
            values = {"expected": plain(listed), "actual": plain(funds)}
            yield _fault(project, message, column, _first_source(project), **values)


@arithmetic(
    "A08-project-line",
    basis="财预〔2020〕10号：单位自评的对象是纳入预算的全部项目支出",
    explanation="所有项目自评的资金合计要等于本单位的项目支出。",
    remedy="补列遗漏的项目，或者核对各项目和项目支出的数额。",
    bad=lambda snapshot: _budgeting(snapshot, Decimal(18300)),
)
def projects_cover_the_line(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """各项目自评的资金合计等于项目支出。"""
    if snapshot.project_scheme is None:
        return
    everything = Line("projects", "项目自评合计", **_sums(snapshot))
    for column, name, projects, line in differences(everything, snapshot.budget.line("project")):
        listed = "、".join(f"“{one.name}”{wan(getattr(one.total_fund, column))}" for one in snapshot.projects)
        message = (
            f"{name}：各项目自评合计{wan(projects)}万元（{listed or '没有项目'}），项目支出为{wan(line)}万元，"
            f"相差{wan(abs(projects - line))}万元，请补列项目或核对数额。"
        )
        yield Fault(message, "", label=name, expected=plain(line), actual=plain(projects))


def _line(fund: FundFacts) -> Line:
    return Line(fund.source, fund.title, fund.initial, fund.adjusted, fund.executed)


def _budgeting(snapshot: Snapshot, more: Decimal) -> Snapshot:
    """Return the snapshot with `more` budgeted for projects than the projects have, in both classifications."""
    lines = tuple(
        replace(line, initial=line.initial + more) if line.category in ("project", "general") and line.initial else line
        for line in snapshot.budget.lines
    )
    return with_budget(snapshot, replace(snapshot.budget, lines=lines))


@arithmetic(
    "A07-project",
    basis="《中华人民共和国预算法》：各部门、各单位的支出必须按照预算执行",
    explanation="项目支出超过全年预算，说明预算或支出填错了，或者漏填了预算调整。",
    remedy="核对全年预算数和全年执行数；有调整的，改正全年预算数并说明调整原因。",
    bad=moving_money(executed=Decimal(5000001)),
)
def projects_stay_within_their_budget(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每个项目的全年执行数不超过全年预算数。"""
    for project in snapshot.projects:
        planned, spent = project.total_fund.adjusted, project.total_fund.executed
        if planned is not None and spent is not None and spent > planned:
            message = f"全年执行{wan(spent)}万元，超过全年预算{wan(planned)}万元，请核对。"
            yield _fault(
                project,
                message,
                "executed",
                _first_source(project),
                expected=f"不超过{plain(planned)}",
                actual=plain(spent),
            )


@explained(
    "T04-project",
    basis="各地自评表要求：预算有调整的须单独说明原因",
    explanation="全年预算数与年初预算数不同，应当说明为什么调整。",
    remedy="在该项目中填写预算调整原因。",
    bad=moving_money(initial=Decimal(4000000)),
    good=lambda snapshot: changing_project(adjustment_reason="年中按批复追加改造资金。")(
        moving_money(initial=Decimal(4000000))(snapshot)
    ),
)
def adjusted_projects_say_why(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """全年预算数与年初预算数不同的项目，写明调整原因。"""
    for project in snapshot.projects:
        initial, adjusted = project.total_fund.initial, project.total_fund.adjusted
        is_changed = initial is not None and adjusted is not None and initial != adjusted
        if is_changed and not project.adjustment_reason.strip():
            message = f"年初预算{wan(initial)}万元，全年预算{wan(adjusted)}万元，请说明预算调整原因。"
            yield _fault(project, message, "adjustment_reason", expected=wan(initial), actual=wan(adjusted))


@explained(
    "T05-project",
    basis="四川等地自评表要求：预算执行率低于90%须说明原因",
    explanation="项目预算执行率偏低，应当说明原因和改进措施。",
    remedy="在该项目中填写预算执行偏差原因及改进措施。",
    bad=moving_money(executed=Decimal(4000000)),
    good=lambda snapshot: changing_project(execution_reason="工程尾款按合同在质保期满后支付。")(
        moving_money(executed=Decimal(4000000))(snapshot)
    ),
)
def underspent_projects_say_why(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """预算执行率低于90%的项目，写明原因和改进措施。"""
    for project in snapshot.projects:
        fund = project.total_fund
        rate = ratio("执行率", "全年执行数", fund.executed, "全年预算数", fund.adjusted, unit="元").percent
        if rate is not None and rate < LOW_EXECUTION and not project.execution_reason.strip():
            message = f"预算执行率{plain(rate)}%，低于90%，请说明原因和改进措施。"
            yield _fault(project, message, "execution_reason", expected="不低于90%", actual=f"{plain(rate)}%")
