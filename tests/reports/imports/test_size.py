"""Planning asks the database the same for few and for many rows; figures are stored in a handful of statements."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import Department, OfficialFigure
from reports.gather import summary
from reports.imports import plan_file
from reports.imports.figures import store_figures
from tests.factories import make_cycle, make_evaluation
from tests.reports.imports.files import FIGURES, PEOPLE, UNITS

ROWS = {
    "departments": (UNITS, lambda n: (f"n{n}", f"新设{n}", "学校", "1")),
    "people": (PEOPLE, lambda n: (f"user-{n}", f"人员{n}", "11", "填报人")),
    "figures": (FIGURES, lambda n: (f"u{n}", "基本支出", 100 + n, n, 90)),
}


@pytest.fixture
def units(district):
    about = {"short_name": "单位", "kind": "school", "parent": district}
    Department.objects.bulk_create(
        Department(code=f"u{n}", name=f"单位{n}", path=f"{district.path}u{n}/", **about) for n in range(150)
    )


def planned(kind, count, administrator):
    """Return the plan of a file with so many rows and how many queries it took."""
    head, row = ROWS[kind]
    text = "\n".join(",".join(map(str, values)) for values in (head, *map(row, range(count))))
    cycle = make_cycle() if kind == "figures" else None
    with CaptureQueriesContext(connection) as queries:
        plan = plan_file(BytesIO(text.encode()), "表.csv", kind, actor=administrator, cycle=cycle)
    assert (plan.problems, plan.added) == ([], count)
    return plan, len(queries)


@pytest.mark.parametrize("kind", ROWS)
def test_planning_asks_the_same_for_few_and_many_rows(administrator, units, kind):
    make_cycle()

    assert planned(kind, 3, administrator)[1] == planned(kind, 150, administrator)[1] <= 8


def test_figures_are_stored_in_a_handful_of_statements(administrator, units):
    plan, _ = planned("figures", 150, administrator)

    with CaptureQueriesContext(connection) as queries:
        list(store_figures(plan.actions, administrator, "0" * 64))

    assert OfficialFigure.objects.count() == 150
    assert len(queries) <= 8


def test_summary_is_read_some_units_at_a_time(monkeypatch, district):
    cycle = make_cycle()
    for unit in Department.objects.exclude(pk=district.pk):
        make_evaluation(unit, cycle)
    whole = summary.gather_units(district, cycle)

    monkeypatch.setattr(summary, "AT_ONCE", 2)

    assert summary.gather_units(district, cycle) == whole
    assert [unit.code for unit in whole] == ["11", "12", "121"]
