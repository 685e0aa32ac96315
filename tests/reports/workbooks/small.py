"""A small evaluation with something in every part, for tests that need not the whole demo."""

from dataclasses import dataclass
from decimal import Decimal

from departments.models import Duty, Evaluation, Office, Project, Role, User
from indicators.models import Indicator, YearlyTask
from indicators.services import plant_projects, rescore
from reports.models import Measure, Problem
from tests.factories import make_cycle, make_department, make_evaluation, make_member

PROJECT = "困难群众救助和优抚保障"
BANDS = [{"min": "90", "score": "10"}, {"min": "80", "score": "8"}]
ITEMS = [{"name": "真实", "done": True}, {"name": "完整", "done": True}]


@dataclass(frozen=True)
class Small:
    """The evaluation, and who works on it."""

    evaluation: Evaluation
    preparer: User
    reviewer: User
    administrator: User

    def reload(self):
        return Evaluation.objects.select_related("department", "cycle").get(pk=self.evaluation.pk)


def set_small():
    department = make_department("101", "公园街道")
    cycle = make_cycle(project_scheme="national-project")
    evaluation = make_evaluation(department, cycle)
    _lists(evaluation)
    _money(evaluation)
    _indicators(evaluation)
    rescore(evaluation)
    people = (make_member(role, department) for role in (Role.PREPARER, Role.REVIEWER, Role.ADMINISTRATOR))
    return Small(Evaluation.objects.select_related("department", "cycle").get(pk=evaluation.pk), *people)


def _lists(evaluation):
    for position in range(1, 4):
        Duty.objects.create(evaluation=evaluation, position=position, title=f"职责{position}", text="贯彻落实。")
    Office.objects.create(evaluation=evaluation, position=1, name="党政办公室")
    YearlyTask.objects.create(evaluation=evaluation, position=1, title="民生保障", result="完成。")
    problem = Problem.objects.create(evaluation=evaluation, position=1, title="满意度不高", text="告知不及时。")
    Measure.objects.create(evaluation=evaluation, problem=problem, position=1, text="及时告知。")


def _money(evaluation):
    for category, amount in (("basic", "9206300.00"), ("project", "9475400.00")):
        evaluation.budget_lines.filter(category=category).update(initial=Decimal(amount), executed=Decimal(amount))
    amounts = dict.fromkeys(("initial", "adjusted", "executed"), Decimal("3106350.00"))
    Project.objects.create(evaluation=evaluation, position=1, name=PROJECT, **amounts)
    plant_projects(evaluation)
    evaluation.project_evaluations.get().funds.filter(source="current").update(**amounts)


def _indicators(evaluation):
    whole = {row.name: row for row in evaluation.indicators.whole()}
    project = evaluation.project_evaluations.get()
    measured = {"rule": "positive", "unit": "人", "sign": "≥"}
    _leaf(whole["数量指标"], "民生保障数量", "2.5", target=1100, actual=1108, **measured)
    _leaf(whole["时效指标"], "按时完成", 5, rule="checklist", parameters={"items": ITEMS})
    _leaf(whole["满意度指标"], "群众满意度", 10, rule="bands", unit="%", actual=85, parameters={"bands": BANDS})
    below = project.indicators.get(name="数量指标")
    _leaf(below, "低保保障人数", 8, project_evaluation=project, target=440, actual=443, **measured)


def _leaf(parent, name, points, **fields):
    values = {"evaluation": parent.evaluation, "parent": parent, "is_leaf": True, "position": 1}
    return Indicator.objects.create(name=name, points=Decimal(points), **values, **fields)
