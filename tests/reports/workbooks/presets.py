"""An evaluation for every preset scheme, with all kinds of indicators in every branch, and a project with its own."""

from decimal import Decimal

from departments.models import Adjustment, Project
from indicators.models import Indicator
from indicators.services import plant_projects, rescore
from tests.factories import make_cycle, make_department, make_evaluation
from tests.indicators.spreadsheets.samples import LEAVES

PAIRS = (
    ("donghu", "national-project"),
    ("hunan", "national-project-cost"),
    ("chongqing", "hubei-project"),
    ("framework-2013", "sichuan-project"),
)


def fill_preset(number, whole, project):
    """Return an evaluation of the two schemes, filled in."""
    department = make_department(str(500 + number), f"第{number}街道")
    evaluation = make_evaluation(department, make_cycle(2000 + number, whole, project))
    _money(evaluation)
    for tree in (None, evaluation.project_evaluations.get()):
        _grow(evaluation, tree)
    rescore(evaluation)
    return evaluation


def _money(evaluation):
    for category, initial, executed in (("basic", "9206300.15", "9106300.07"), ("project", "9475400", "9300000.50")):
        amounts = {"initial": Decimal(initial), "executed": Decimal(executed)}
        evaluation.budget_lines.filter(category=category).update(**amounts)
    changes = (("increase", "project", "", "120000.5"), ("decrease", "basic", "", "30000"))
    for kind, nature, target, amount in (*changes, ("restructure", "basic", "project", "50000")):
        given = {"kind": kind, "nature": nature, "target_nature": target, "amount": Decimal(amount)}
        Adjustment.objects.create(evaluation=evaluation, document="批复", **given)
    Project.objects.create(evaluation=evaluation, name="微改造")
    plant_projects(evaluation)
    first = evaluation.project_evaluations.get().funds.first()
    for name, amount in (("initial", "1000000"), ("adjusted", "1200000"), ("executed", "1166666.66")):
        setattr(first, name, Decimal(amount))
    first.save()


def _grow(evaluation, project):
    """Give every lowest branch all kinds of indicators, which share its points."""
    rows = list(evaluation.indicators.filter(project_evaluation=project))
    above = {row.parent_id for row in rows}
    for branch in rows:
        if branch.is_leaf or branch.pk in above:
            continue
        share = (branch.points / len(LEAVES)).quantize(Decimal("0.01"))
        for position, given in enumerate(LEAVES, start=1):
            points = branch.points - share * (len(LEAVES) - 1) if position == 1 else share
            _leaf(evaluation, project, branch, position, points, given)


def _leaf(evaluation, project, branch, position, points, given):
    name, rule, target, actual, unit, parameters = given
    actual = (points * 9 / 10).quantize(Decimal("0.01")) if rule == "qualitative" else actual
    Indicator.objects.create(
        evaluation=evaluation,
        project_evaluation=project,
        parent=branch,
        is_leaf=True,
        position=position,
        name=name,
        points=points,
        rule=rule,
        target=target and Decimal(target),
        actual=actual and Decimal(actual),
        unit=unit,
        parameters=parameters,
    )
