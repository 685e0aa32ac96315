"""The queue of reviews and the matrix of a round with 30,000 evaluations, beside the bare SQL of the same page.

Run by `make bench` on PostgreSQL, or with a smaller round as `python bench/pages.py 3000`. A page is asked as a browser
asks it, session, middleware and template included; bare SQL is the one query that reads the rows of the page.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COUNT = 30_000
TURNS = 9
WANTED = 300
PER_PARENT = 100
ROWS = """SELECT d.*, e.*, s.*, t.* FROM departments_department d
LEFT JOIN departments_evaluation e ON e.department_id = d.id AND e.cycle_id = %s
LEFT JOIN indicators_scorecard s ON s.evaluation_id = e.id LEFT JOIN reports_standing t ON t.evaluation_id = e.id
WHERE d.path LIKE %s ORDER BY d.code LIMIT 50"""
WAITING = """SELECT e.*, d.*, s.* FROM departments_evaluation e JOIN departments_department d ON d.id = e.department_id
JOIN indicators_scorecard s ON s.evaluation_id = e.id
WHERE e.status = 'submitted' AND e.stage_department_id = %s ORDER BY e.submitted_at, e.id LIMIT 50"""


def main(count: int) -> None:
    """Start a PostgreSQL server and measure there."""
    with tempfile.TemporaryDirectory(prefix="perfeval-bench-") as folder:
        command = [sys.executable, str(ROOT / "deploy" / "with-postgres"), sys.executable, __file__, "measure"]
        environment = os.environ | {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "perfeval.settings"}
        subprocess.run([*command, str(count)], env=environment, check=True)


def measure(count: int) -> None:
    """Fill the database and print milliseconds."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    cycle, top, reviewer = fill(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages = {
        "matrix, first page": (f"/round/{cycle.year}/", ROWS, [cycle.pk, f"{top.path}%"]),
        "matrix, who is late": (f"/round/{cycle.year}/?state=late", ROWS, [cycle.pk, f"{top.path}%"]),
        "matrix, last page": (f"/round/{cycle.year}/?page=9999", ROWS, [cycle.pk, f"{top.path}%"]),
        "queue of reviews": ("/review/", WAITING, [top.pk]),
    }
    print(f"{count:,} evaluations on PostgreSQL, milliseconds (median of {TURNS}); wanted: at most {WANTED}")
    print(f"{'':24}{'page':>10}{'bare SQL':>12}")
    client = _client(reviewer)
    for name, (address, sql, values) in pages.items():
        page, bare = _turns(lambda found=address: _ask(client, found), lambda found=(sql, values): _read(*found))
        print(f"{name:24}{page:>10.0f}{bare:>12.1f}")


def fill(count: int) -> tuple[Any, Any, Any]:
    """Store a round of `count` units below supervising departments; every third one is under review."""
    from departments.models import Cycle, Department, Membership, Role, User
    from departments.stages import Level, Stage, as_stored, fixed, path_of
    from indicators.models import Scheme
    from indicators.services import choose_schemes, install_schemes

    install_schemes()
    scheme = Scheme.objects.filter(name="donghu").latest("version")
    cycle = Cycle.objects.create(year=2022, opens_on=date(2023, 3, 1), due_on=date(2023, 6, 30))
    choose_schemes(cycle, [scheme], actor=None)
    top = Department.objects.create(code="0", name="某市", short_name="某市", kind="district", path="-")
    top.path = f"{top.pk}/"
    top.save()
    reviewer = User.objects.create_user("reviewer", password="-")
    Membership.objects.create(user=reviewer, department=top, role=Role.REVIEWER)
    chain = (Stage("财政复核", Level.TOP),)
    units = _below(top, [f"{number:05}" for number in range(count)])
    for start in range(0, count, 2000):
        block = units[start : start + 2000]
        stored = [as_stored(fixed(chain, path_of(unit.path))) for unit in block]
        _store(cycle, scheme, top, reviewer, list(zip(block, stored, strict=True)))
    return cycle, top, reviewer


def _below(top: Any, names: list[str]) -> list[Any]:
    from departments.models import Department

    supervising = _made(Department(code=f"s{name}", name=f"主管部门{name}", parent=top) for name in names[::PER_PARENT])
    parents = {name: supervising[place] for place, name in enumerate(names[::PER_PARENT])}
    units = (
        Department(code=name, name=f"第{name}单位", parent=parents[names[place - place % PER_PARENT]])
        for place, name in enumerate(names)
    )
    return _made(units)


def _made(units: Iterable[Any]) -> list[Any]:
    from departments.models import Department

    rows = list(units)
    for unit in rows:
        unit.kind, unit.short_name, unit.path = "street", unit.name, f"{unit.parent.path}{unit.code}/"
    rows = Department.objects.bulk_create(rows, batch_size=2000)
    for unit in rows:
        unit.path = f"{unit.parent.path}{unit.pk}/"
    Department.objects.bulk_update(rows, ["path"], batch_size=2000)
    return rows


def _store(cycle: Any, scheme: Any, top: Any, reviewer: Any, units: list[Any]) -> None:
    from django.utils import timezone

    from departments.models import Evaluation
    from indicators.models import Scorecard
    from reports.models import Standing

    now = timezone.now()
    review = {"status": "submitted", "submitted_at": now, "submitted_by": reviewer, "stage_department_id": top.pk}
    rows = Evaluation.objects.bulk_create(
        Evaluation(department=unit, cycle=cycle, stages=stages, **(review if place % 3 == 0 else {}))
        for place, (unit, stages) in enumerate(units)
    )
    Scorecard.objects.bulk_create(Scorecard(evaluation=row, scheme=scheme, total=90) for row in rows)
    Standing.objects.bulk_create(Standing(evaluation=row, open_parts={"budget": 1}) for row in rows)


def _client(reviewer: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _ask(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")


def _read(sql: str, values: list[Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.fetchall()


def _turns(page: Callable[[], None], bare: Callable[[], None]) -> tuple[float, float]:
    taken: dict[Callable[[], None], list[float]] = {page: [], bare: []}
    page()
    for _ in range(TURNS):
        for way, seconds in taken.items():
            start = perf_counter()
            way()
            seconds.append((perf_counter() - start) * 1000)
    return median(taken[page]), median(taken[bare])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["measure", count]:
            measure(int(count))
        case [count]:
            main(int(count))
        case _:
            main(COUNT)
