"""The sheets of the entry workbook, in the order of the entry: which screen each shows, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from departments.forms.rows import RowForm
from departments.forms.screens import RowSet, Screen
from departments.models import Evaluation
from indicators.forms.budget import BudgetScreen, LineForm
from indicators.forms.leaves import LeavesScreen
from indicators.forms.management import ManagementScreen
from indicators.forms.profile import GoalsScreen, ProfileScreen
from indicators.forms.projects import AllProjectsScreen, FundForm, ProjectForm
from indicators.forms.signature import SignatureScreen

from ..forms.problems import ProblemsScreen
from ..forms.texts import BasisScreen, CitationForm, PerformanceScreen, ResultsScreen, SectionForm
from .blocks import MIDDLE, SPARE, WIDE, Block, Column, Record, columns_of, fields_block, key_of, list_block, record_of
from .leaves import leaf_blocks, rule_blocks

Build = Callable[[Evaluation, QueryDict | None], Screen]
Blocks = Callable[[Any], Iterator[Block]]
LABEL, PROJECT, PROBLEM = "label", "project_name", "problem"


@dataclass(frozen=True)
class Sheet:
    """One sheet: the key of its part, its title, its screen and how that is laid out."""

    key: str
    title: str
    screen: Build
    blocks: Blocks


def _table(key: str, title: str, label: str, forms: list[RowForm], *computed: Column, **titles: str) -> Iterator[Block]:
    """Yield forms of one kind as rows, each with its name in front; none where there are no forms."""
    if not forms:
        return
    widest = max(forms, key=lambda form: len(form.fields))
    columns = (Column(LABEL, label, WIDE), *columns_of(widest, titles=titles), *computed)
    records = tuple(record_of(form, key_of(form), {LABEL: form.where or form.title}) for form in forms)
    yield Block(key, title, columns, records)


def _basis(screen: BasisScreen) -> Iterator[Block]:
    cited = [form for form in screen.each_form() if isinstance(form, CitationForm)]
    yield from _table("citations", "评价依据", "依据文件", list(cited), is_cited="引用")
    yield from _sections(screen)


def _sections(screen: Screen) -> Iterator[Block]:
    for form in screen.each_form():
        if isinstance(form, SectionForm):
            yield fields_block(form, form.title)


def _profile(screen: ProfileScreen) -> Iterator[Block]:
    yield list_block(_rows(screen, "duties"), "duties", "主要职责")
    yield list_block(_rows(screen, "offices"), "offices", "内设机构")
    yield fields_block(_form(screen, "staffing"), "人员情况")


def _goals(screen: GoalsScreen) -> Iterator[Block]:
    yield fields_block(_form(screen, "goal"), "年度总体目标")
    yield list_block(_rows(screen, "tasks"), "tasks", "年度工作任务")


def _budget(screen: BudgetScreen) -> Iterator[Block]:
    lines: list[RowForm] = [form for form in screen.pieces.values() if isinstance(form, LineForm)]
    adjusted = Column("adjusted", "全年预算数（元）", MIDDLE)
    rate = Column("rate", "执行率", MIDDLE / 2)
    yield from _table("lines", "收入和支出", "项目", lines, adjusted, rate)
    yield list_block(_rows(screen, "adjustments"), "adjustments", "调整事项")
    yield fields_block(_form(screen, "budget"), "结转结余、支付进度、资产和说明")
    yield list_block(_rows(screen, "projects"), "projects", "项目和重点支出")


def _management(screen: ManagementScreen) -> Iterator[Block]:
    for title, rows in screen.topics():
        key = rows[0].instance.topic
        columns = (Column(LABEL, "要点", WIDE), *columns_of(rows[0]))
        records = tuple(record_of(form, key_of(form), {LABEL: form.instance.text}) for form in rows)
        yield Block(f"topic_{key}", title, columns, records)


def _projects(screen: AllProjectsScreen) -> Iterator[Block]:
    named = Column(PROJECT, "项目名称", MIDDLE)
    texts = [form for form in screen.each_form() if isinstance(form, ProjectForm)]
    funds = [form for form in screen.each_form() if isinstance(form, FundForm)]
    if texts:
        columns = (named, *columns_of(texts[0]))
        records = tuple(record_of(form, key_of(form), {PROJECT: str(form.instance)}) for form in texts)
        yield Block("project_texts", "项目目标和说明", columns, records)
    if funds:
        columns = (named, Column(LABEL, "资金来源", MIDDLE), *columns_of(funds[0]), Column("rate", "执行率", 10))
        yield Block("project_funds", "项目资金", columns, tuple(map(_fund, funds)))


def _fund(form: FundForm) -> Record:
    return record_of(form, key_of(form), {PROJECT: str(form.instance.project_evaluation), LABEL: form.source_title})


def _problems(screen: ProblemsScreen) -> Iterator[Block]:
    problems = _rows(screen, "problems")
    yield list_block(problems, "problems", "存在问题")
    stored: list[Any] = [form for form in problems.forms if not form.is_new]
    measures: list[Record] = []
    for form in stored:
        key = f"problems|{{{form.instance.token}}}|measures"
        inner = list_block(form.measures, key, "")
        title = {PROBLEM: form.instance.title}
        measures += [
            Record(row.key, row.version, {**row.values, **title}, frozenset(title), row.fields) for row in inner.records
        ]
    some: Any = problems.empty_form
    columns = columns_of(some.measures.empty_form, last=("position", "remove"))
    titles = [(form.instance.title, form.instance.title) for form in stored]
    of_problem = Column(PROBLEM, "针对问题", MIDDLE, forms.ChoiceField(choices=titles), "填写上面“问题”一栏的文字。")
    yield Block("measures", "改进措施", (of_problem, *columns), tuple(measures), spare=SPARE)


def _signature(screen: SignatureScreen) -> Iterator[Block]:
    yield fields_block(_form(screen, "signature"), "填报信息")


def _rows(screen: Screen, name: str) -> RowSet:
    piece = screen[name]
    assert isinstance(piece, RowSet)  # noqa: S101 (screens name their own pieces)
    return piece


def _form(screen: Screen, name: str) -> RowForm:
    piece = screen[name]
    assert isinstance(piece, RowForm)  # noqa: S101
    return piece


SHEETS = (
    Sheet("basis", "评价依据", BasisScreen, _basis),
    Sheet("profile", "部门概况", ProfileScreen, _profile),
    Sheet("goals", "目标与任务", GoalsScreen, _goals),
    Sheet("budget", "预算与执行", BudgetScreen, _budget),
    Sheet("management", "预算管理", ManagementScreen, _management),
    Sheet("performance", "绩效管理", PerformanceScreen, _sections),
    Sheet("projects", "项目自评", AllProjectsScreen, _projects),
    Sheet("indicators", "指标", LeavesScreen, leaf_blocks),
    Sheet("rules", "评分档次与要点", LeavesScreen, rule_blocks),
    Sheet("problems", "问题与改进", ProblemsScreen, _problems),
    Sheet("results", "结果应用与公开", ResultsScreen, _sections),
    Sheet("signature", "填报信息", SignatureScreen, _signature),
)
