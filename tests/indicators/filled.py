"""An evaluation with many rows of every kind, stored in a few statements."""

from departments.models import Adjustment, Authority, Citation, Duty, Project
from indicators.models import Indicator, YearlyTask
from indicators.services import plant_projects, rescore
from reports.models import Measure, Problem


def fill(evaluation, leaves, others=3):
    """Give an evaluation `leaves` indicators in one branch, and `others` rows of every other list."""
    branch = evaluation.indicators.get(name="数量指标")
    common = {"evaluation": evaluation}
    Indicator.objects.bulk_create(
        Indicator(parent=branch, is_leaf=True, name=f"指标{place}", points=1, position=place, **common)
        for place in range(leaves)
    )
    books = Authority.objects.bulk_create(Authority(title=f"办法{evaluation.pk}-{place}") for place in range(others))
    for place in range(others):
        row = common | {"position": place}
        Duty.objects.create(title=f"职责{place}", **row)
        YearlyTask.objects.create(title=f"任务{place}", **row)
        Project.objects.create(name=f"项目{place}", **row)
        Adjustment.objects.create(kind="increase", nature="basic", amount=1, document="8号", **row)
        Citation.objects.create(authority=books[place], **row)
        problem = Problem.objects.create(title=f"问题{place}", text="原因", **row)
        problem.indicators.add(evaluation.indicators.leaves().last())
        Measure.objects.create(problem=problem, text="整改", **row)
    plant_projects(evaluation)
    rescore(evaluation)
    return evaluation
