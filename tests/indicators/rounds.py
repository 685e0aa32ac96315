"""A small round to score again: generated trees of every rule, with scores that are no longer right."""

from decimal import Decimal
from random import Random

from departments.models import BudgetLine, Evaluation, Project
from departments.writes import Write
from indicators.models import Indicator, ProjectFund, Scorecard
from indicators.services import save_and_rescore, start_evaluation
from perfeval.lib.decimals import apportion
from tests.factories import make_cycle, make_department, make_member
from tests.indicators.scoring.cases import CASES, measure

CENT = Decimal("0.01")


def make_round(count, year=2022, scheme="donghu", project_scheme="", seed=1):
    """Return a round of `count` filled-in evaluations that nobody has scored yet."""
    cycle, random = make_cycle(year, scheme, project_scheme), Random(seed)
    for number in range(count):
        evaluation = start_evaluation(make_department(f"{year}-{number:03}"), cycle, actor=None)
        fill(evaluation, random)
    return cycle


def fill(evaluation, random):
    """Give an evaluation funds, and every lowest branch some indicators of any rule."""
    BudgetLine.objects.filter(evaluation=evaluation, category__in=("basic", "project")).update(
        initial=random.randrange(1, 10**8), executed=random.randrange(10**8)
    )
    for project in evaluation.project_evaluations.all():
        ProjectFund.objects.filter(project_evaluation=project).update(adjusted=1000, executed=random.randrange(1000))
    grow(evaluation.indicators.filter(is_leaf=False), random)


def grow(branches, random):
    """Give every branch without branches some indicators whose points add up to its own."""
    for branch in branches.exclude(pk__in=branches.exclude(parent=None).values("parent")):
        shares = apportion(branch.points, [Decimal(random.randrange(1, 9)) for _ in range(random.randrange(1, 4))])
        Indicator.objects.bulk_create(_leaf(branch, points, random, place) for place, points in enumerate(shares))


def _leaf(branch, points, random, place):
    rule = random.choice(sorted(CASES))
    _, _, (_, *figures), parameters = random.choice(CASES[rule])
    given = measure(rule, points, *figures, **parameters)
    idle = random.random() < 0.1
    return Indicator(
        evaluation=branch.evaluation,
        project_evaluation=branch.project_evaluation,
        parent=branch,
        position=place,
        is_leaf=True,
        name=f"{branch.name}{place + 1}",
        points=points,
        rule=rule,
        target=_stored(given.target),
        actual=_stored(given.actual),
        parameters=given.parameters,
        is_applicable=not idle,
        inapplicable_reason="本年度未安排" if idle else "",
    )


def _stored(number):
    """Return the number as the column holds it."""
    return None if number is None else number.quantize(Decimal("0.0001"))


def add_project(evaluation, name="老旧小区改造"):
    """Add a project through the screen, which opens its self-evaluation."""
    save_and_rescore(evaluation, [Write(Project(evaluation=evaluation, name=name), 0, ["name"])], actor=make_member())


def state_of(cycle):
    """Return every stored score and total of a round."""
    scores = Indicator.objects.filter(evaluation__cycle=cycle).order_by("pk").values_list("pk", "score")
    cards = Scorecard.objects.filter(evaluation__cycle=cycle).order_by("pk")
    totals = cards.values_list("raw_total", "total", "grade", "evaluation__project_evaluations__total")
    return list(scores), list(totals)


def sign(evaluation):
    """Put an evaluation among those that have been approved, with the scores it has."""
    person = make_member()
    day = evaluation.cycle.opens_on
    Evaluation.objects.filter(pk=evaluation.pk).update(
        status="approved",
        submitted_at=f"{day}T09:00Z",
        submitted_by=person,
        approved_at=f"{day}T10:00Z",
        approved_by=person,
    )
