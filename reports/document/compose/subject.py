"""What an official form is about: the whole department, or one of its projects."""

from collections.abc import Iterator
from dataclasses import dataclass

from departments.figures import Line
from departments.figures import total as sum_of
from indicators.schemes import FundRow, Scheme
from reports.schemes import scheme_of
from reports.snapshot import FundFacts, ProjectFacts, Snapshot, of_project

from .wording import chinese_date, score_text

LINES = {"general": "general", "fund": "government", "special_account": "special_account", "basic": "basic"}
FISCAL = ("general", "government", "state_capital")


@dataclass(frozen=True)
class Subject:
    """Whose form it is; `snapshot` is seen from there, so that its tree, goal and scores are the subject's own."""

    snapshot: Snapshot
    project: ProjectFacts | None = None

    @property
    def scheme(self) -> Scheme:
        """The scheme whose form it is."""
        return scheme_of(self.snapshot)

    @property
    def title(self) -> str:
        """The title of the form, with the project's name where there may be several."""
        title = self.scheme.form.title
        return f"{title}（{self.project.name}）" if self.project else title

    @property
    def goal(self) -> dict[str, str]:
        """The goal's texts by the keys of the form's goal columns."""
        return {"expected": self.snapshot.goal.expected, "reached": self.snapshot.goal.reached}

    def head(self, field: str) -> str:
        """Return what stands in a field of the form's head; what the system does not hold is left to be filled in."""
        values = {
            "年度": f"{self.snapshot.year}年",
            "日期": chinese_date(self.snapshot.completed_on),
            "总分": score_text(self.snapshot.total),
            "项目名称": self.project.name if self.project else "",
            "实施单位": self.project.implementer if self.project else self.snapshot.department.name,
            "部门": self.snapshot.department.name,
            "单位": self.snapshot.department.name,
        }
        return next((value for word, value in values.items() if word in field), "")

    def line(self, row: FundRow) -> Line:
        """Return the money that a row of the form shows."""
        if self.project is None:
            return _line_of_budget(self.snapshot, row)
        if row.is_scored:
            return _line(self.project.total_fund)
        funds = [fund for fund in self.project.funds if fund.source in (row.key, *row.parts)]
        columns = ([getattr(fund, name) for fund in funds] for name in ("initial", "adjusted", "executed"))
        return Line(row.key, row.title, *(sum_of(amounts) if amounts else None for amounts in columns))

    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Return what is said of the project's money, with titles."""
        if self.project is None:
            return ()
        said = (
            ("预算调整原因", self.project.adjustment_reason.strip()),
            ("预算执行偏差原因及改进措施", self.project.execution_reason.strip()),
        )
        return tuple((title, text) for title, text in said if text)


def subjects(snapshot: Snapshot) -> Iterator[Subject]:
    """Yield the whole department, then each project."""
    yield Subject(snapshot)
    for project in snapshot.projects:
        yield Subject(of_project(snapshot, project), project)


def _line(fund: FundFacts) -> Line:
    return Line(fund.source, fund.title, fund.initial, fund.adjusted, fund.executed)


def _line_of_budget(snapshot: Snapshot, row: FundRow) -> Line:
    budget = snapshot.budget
    if row.key == "total":
        return budget.total
    if row.key == "current":
        parts = [budget.line(category) for category in FISCAL]
        columns = ([getattr(line, name) for line in parts] for name in ("initial", "adjusted", "executed"))
        return Line("current", row.title, *map(sum_of, columns))
    if row.key == "carried_over":
        return Line("carried_over", row.title, adjusted=budget.carryover_previous)
    return budget.line(LINES.get(row.key, "project" if row.key == "project" else "other"))
