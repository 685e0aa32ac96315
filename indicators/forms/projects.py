"""项目自评: all projects at a glance, and one page for the funds and the goal of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from departments.figures import Line
from departments.forms.rows import RowForm
from departments.forms.screens import Screen
from departments.gather import gather_budget
from departments.models import Project
from departments.ratios import Ratio, ratio
from departments.writes import Write

from ..models import Evidence, Indicator, ProjectEvaluation, ProjectFund
from ..projects import sum_of_projects
from ..schemes import Scheme
from ..scoring import ScoredNode, ScoredTree
from ..services import EntryTree, ScoredProject, project_scheme_of, scheme_of_tree, score_projects
from ..tree import EXECUTION
from .fields import AmountField
from .limits import limit_texts

AMOUNTS = ["initial", "adjusted", "executed"]
GOAL = ["goal_expected", "goal_reached"]
REASONS = ["adjustment_reason", "execution_reason"]


class FundForm(RowForm):
    """One source of a project's money."""

    class Meta:
        model = ProjectFund
        fields = AMOUNTS
        field_classes = dict.fromkeys(AMOUNTS, AmountField)

    def __init__(self, *args: Any, source_title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source_title = source_title
        self.row_key = self.instance.source

    @property
    def where(self) -> str:
        """The name of the source."""
        return self.source_title

    @property
    def title(self) -> str:
        """The name of the source."""
        return self.source_title


class ProjectForm(RowForm):
    """Who carried the project out, what was to be reached and what was."""

    class Meta:
        model = ProjectEvaluation
        fields = ["implementer", *GOAL, *REASONS]
        widgets = dict.fromkeys([*GOAL, *REASONS], forms.Textarea(attrs={"rows": 3}))
        help_texts = {
            "adjustment_reason": "全年预算数与年初预算数不同的，说明调整原因和批复文件。",
            "execution_reason": "预算执行率低于90%的，说明原因和改进措施。",
        }

    def __init__(self, *args: Any, text_limits: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_texts(self.fields, text_limits, {**dict.fromkeys(GOAL, "goal"), **dict.fromkeys(REASONS, "")})


def add_project(screen: Screen, row: ProjectEvaluation, scheme: Scheme, prefix: str = "") -> None:
    """Add to a screen the texts of a project and one row for each source that its form has."""
    screen.add_row(f"{prefix}project", ProjectForm, row, text_limits=scheme.text_limits)
    titles = {fund.key: fund.title for fund in scheme.form.fund_rows}
    for fund in row.funds.all():
        title = titles.get(fund.source, fund.source).removeprefix("其中：")
        screen.add_row(f"{prefix}fund-{fund.source}", FundForm, fund, source_title=title)


class AllProjectsScreen(Screen):
    """Funds and goals of all projects together, as a table of them is filled in away from the site."""

    def build(self) -> None:
        """Add the pieces of every project, in a constant number of queries."""
        scheme = project_scheme_of(self.evaluation)
        rows = self.evaluation.project_evaluations.select_related("project").prefetch_related("funds")
        for row in rows:
            if scheme:
                row.evaluation = self.evaluation
                add_project(self, row, scheme, f"p{row.pk}-")


class ProjectScreen(Screen):
    """Funds and goal of one project; its indicators stand on a page of their own."""

    guided_as = "projects"

    def __init__(
        self, project_evaluation: ProjectEvaluation, data: QueryDict | None = None, *, is_frozen: bool = False
    ) -> None:
        self.project_evaluation = project_evaluation
        self.tree = EntryTree(project_evaluation.evaluation, project_evaluation)
        super().__init__(project_evaluation.evaluation, data, is_frozen=is_frozen)

    def build(self) -> None:
        """Add the texts and one row for each source that the form has."""
        add_project(self, self.project_evaluation, scheme_of_tree(self.evaluation, self.project_evaluation))

    @property
    def funds(self) -> list[FundForm]:
        """The forms of the funds block."""
        return [form for form in self.pieces.values() if isinstance(form, FundForm)]

    @property
    def listed(self) -> Project:
        """The project as the project list has it."""
        return self.project_evaluation.project

    @property
    def total(self) -> Line:
        """The total row of what is stored."""
        return self.tree.funds

    @property
    def rate(self) -> Ratio:
        """The share of the year's budget that was spent."""
        return ratio("执行率", "全年执行数", self.total.executed, "全年预算数", self.total.adjusted, unit="元")

    @property
    def scored(self) -> ScoredTree:
        """The scores that follow from what is stored."""
        return self.tree.scored

    @property
    def execution(self) -> ScoredNode | None:
        """The block that is scored from the funds, if the scheme has one."""
        measured = ((leaf, leaf.node.measurement) for leaf in self.scored.root.leaves())
        return next((leaf for leaf, given in measured if given and given.rule == EXECUTION), None)


class ProjectsScreen(Screen):
    """The projects of a unit with their amounts and scores; each is filled in on pages of its own."""

    def build(self) -> None:
        """There is nothing to type here."""

    @cached_property
    def projects(self) -> tuple[ScoredProject, ...]:
        """All projects in the order of the project list."""
        return score_projects(self.evaluation)

    @cached_property
    def total(self) -> Line:
        """What the projects add up to."""
        return sum_of_projects(scored.project for scored in self.projects)

    @cached_property
    def line(self) -> Line:
        """The unit's 项目支出."""
        return gather_budget(self.evaluation).line("project")


class RemovalForm(RowForm):
    """Nothing to type: only the version that the person saw."""

    def writes(self) -> list[Write]:
        """Return the removal."""
        return [Write(self.instance, self.posted_version, is_removal=True)]


class ListedProjectForm(RemovalForm):
    """The row of the project list."""

    class Meta:
        model = Project
        fields: list[str] = []


class SelfEvaluationForm(RemovalForm):
    """The project's self-evaluation, with what hangs on it."""

    class Meta:
        model = ProjectEvaluation
        fields: list[str] = []

    def writes(self) -> list[Write]:
        """Return proofs, indicators and funds, and then the self-evaluation, so that the log knows each."""
        rows: list[Any] = [
            *Evidence.objects.filter(indicator__project_evaluation=self.instance),
            *Indicator.objects.filter(project_evaluation=self.instance, is_leaf=True, parent__isnull=False),
            *self.instance.funds.all(),
        ]
        return [*(Write(row, row.version, is_removal=True) for row in rows), *super().writes()]


class ProjectRemovalScreen(Screen):
    """The question whether to remove one project with its self-evaluation."""

    def __init__(self, project_evaluation: ProjectEvaluation, data: Any = None, *, is_frozen: bool = False) -> None:
        self.project_evaluation = project_evaluation
        super().__init__(project_evaluation.evaluation, data, is_frozen=is_frozen)

    def build(self) -> None:
        """Add the self-evaluation, then the project."""
        self.add_row("self_evaluation", SelfEvaluationForm, self.project_evaluation)
        self.add_row("project", ListedProjectForm, self.project_evaluation.project)

    @property
    def indicator_count(self) -> int:
        """How many indicators go."""
        return self.project_evaluation.indicators.filter(is_leaf=True, parent__isnull=False).count()

    @property
    def evidence_count(self) -> int:
        """How many proofs go."""
        return Evidence.objects.filter(indicator__project_evaluation=self.project_evaluation).count()
