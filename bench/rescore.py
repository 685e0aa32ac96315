"""Rescoring a whole round beside reading and writing the same rows by raw SQL, on SQLite and PostgreSQL.

Run by `make bench`, or with a smaller round as `python bench/rescore.py 1000`. Each turn is a process of its own, so
that its peak memory is its own; all take turns, so that a busy machine slows all of them. Raw SQL reads the columns
that scoring reads and writes the scores, totals and log rows that a rescoring writes, with the same statements and
transactions; it converts, compares and computes nothing.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COUNT = 10_000
ROUNDS = 3
WRONG = "0.01"
ENGINES = {"SQLite": [], "PostgreSQL": [sys.executable, str(ROOT / "deploy" / "with-postgres")]}
WAYS = {
    "raw": "raw SQL, reading and writing",
    "changed": "perfeval, every score changes",
    "unchanged": "perfeval, nothing changes",
}


def main(count: int) -> None:
    """Print seconds, peak memory and the ratio to raw SQL for each engine."""
    print(f"{count:,} evaluations with 30 indicators")
    print(f"{'':14}{'':34}{'seconds':>10}{'fastest':>10}{'ratio':>8}{'peak MB':>10}")
    for engine, wrapper in ENGINES.items():
        with tempfile.TemporaryDirectory(prefix="perfeval-bench-") as folder:
            command = [*wrapper, sys.executable, __file__, "turns", str(count)]
            environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            done = subprocess.run(command, env=environment | {"VAR_DIR": folder}, check=True, stdout=subprocess.PIPE)
        _print(engine, json.loads(done.stdout))
    print("wanted: at most 2 times raw SQL when every score changes")


def _print(engine: str, turns: dict[str, list[list[float]]]) -> None:
    raw = median(seconds for seconds, _ in turns["raw"])
    for way, title in WAYS.items():
        seconds = [turn[0] for turn in turns[way]]
        peak = max(turn[1] for turn in turns[way])
        figures = f"{median(seconds):>10.2f}{min(seconds):>10.2f}{median(seconds) / raw:>8.2f}{peak:>10.0f}"
        print(f"{engine:14}{title:34}{figures}")


def take_turns(count: int) -> None:
    """Fill the database, score it once, and let every way take its turns; print their seconds and megabytes."""
    _run("fill", count)
    _turn("changed", count)
    turns: dict[str, list[Any]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, taken in turns.items():
            taken.append(_turn(way, count))
    print(json.dumps(turns))


def _turn(way: str, count: int) -> Any:
    if way == "changed":
        _run("spoil", count)
    return _run("raw" if way == "raw" else "rescore", count)


def _run(work: str, count: int) -> Any:
    command = [sys.executable, __file__, work, str(count)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def fill(count: int) -> None:
    """Make the round."""
    from django.core.management import call_command

    from bench.round import make_round

    call_command("migrate", verbosity=0)
    make_round(count)


def spoil(count: int) -> None:
    """Store scores that are all wrong, in a process of their own, so that no turn pays for their journal."""
    from django.db import connection

    from indicators.models import Indicator, Scorecard

    Indicator.objects.leaves().update(score=WRONG)
    Scorecard.objects.update(raw_total=WRONG, total=WRONG, grade="差")
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def rescore(count: int) -> float:
    """Rescore the round; return the seconds it took."""
    from departments.models import Cycle
    from indicators.services.rounds import rescore_some

    cycle, reached = Cycle.objects.get(), [0]
    start = perf_counter()
    while rescore_some(cycle, after=reached[-1], actor=None, keep=lambda key, seen: reached.append(key)):
        pass
    return perf_counter() - start


def raw(count: int) -> float:
    """Read and write the same rows by raw SQL; return the seconds it took."""
    from django.db import connection, transaction

    from departments.models import Evaluation
    from indicators.services.rounds import AT_ONCE

    keys = list(Evaluation.objects.order_by("pk").values_list("pk", flat=True))
    seconds = 0.0
    for start in range(0, count, AT_ONCE):
        chunk = keys[start : start + AT_ONCE]
        with connection.cursor() as cursor, transaction.atomic():
            log = _logged(cursor, chunk)
            with _clock() as clock:
                scores, totals = _read(cursor, chunk)
                _write(cursor, scores, totals, log)
        seconds += clock[0]
    return seconds


@contextmanager
def _clock() -> Iterator[list[float]]:
    taken: list[float] = []
    start = perf_counter()
    yield taken
    taken.append(perf_counter() - start)


def _logged(cursor: Any, chunk: list[int]) -> list[tuple[Any, ...]]:
    """Return the rows of the log that the last rescoring has written, to be written once more."""
    cursor.execute(
        f"SELECT {LOG} FROM departments_auditentry WHERE id IN (SELECT max(id) FROM departments_auditentry"
        f" WHERE evaluation_id IN ({_listed(chunk)}) GROUP BY evaluation_id)"
    )
    return list(cursor.fetchall())


def _read(cursor: Any, chunk: list[int]) -> tuple[list[Any], list[Any]]:
    from indicators.rows import Row

    listed = _listed(chunk)
    columns = ", ".join(("id", *Row._fields[1:]))
    cursor.execute(
        f"SELECT {columns} FROM indicators_indicator WHERE evaluation_id IN ({listed}) ORDER BY position, id"
    )
    scores = [(row[0], row[-1]) for row in cursor.fetchall() if row[4]]
    cursor.execute(
        "SELECT c.id, c.raw_total, c.total, c.grade, e.*, d.*, y.* FROM indicators_scorecard c"
        " JOIN departments_evaluation e ON e.id = c.evaluation_id"
        " JOIN departments_department d ON d.id = e.department_id"
        f" JOIN departments_cycle y ON y.id = e.cycle_id WHERE c.evaluation_id IN ({listed})"
    )
    totals = [row[:4] for row in cursor.fetchall()]
    for table in ("departments_budgetline", "departments_adjustment"):
        cursor.execute(f"SELECT * FROM {table} WHERE evaluation_id IN ({listed})")
        cursor.fetchall()
    return scores, totals


def _write(cursor: Any, scores: list[Any], totals: list[Any], log: list[tuple[Any, ...]]) -> None:
    from indicators.models import Indicator, Scorecard
    from indicators.updating import update_rows

    update_rows(Indicator, ["score"], scores)
    update_rows(Scorecard, ["raw_total", "total", "grade"], totals)
    cursor.executemany(f"INSERT INTO departments_auditentry ({LOG}) VALUES ({', '.join(['%s'] * 11)})", log)


LOG = (
    "at, actor_id, action, object_type, object_pk, object_label, object_version, department_id, evaluation_id,"
    " changes, comment"
)


def _listed(keys: list[int]) -> str:
    return ", ".join(map(str, keys))


def take_one(work: str, count: int) -> None:
    """Do one piece of work in this process; print its seconds and the peak of its memory in megabytes."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "perfeval.settings"
    django.setup()
    seconds = {"fill": fill, "spoil": spoil, "rescore": rescore, "raw": raw}[work](count)
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["turns", count]:
            take_turns(int(count))
        case [work, count]:
            take_one(work, int(count))
        case [count]:
            main(int(count))
        case _:
            main(COUNT)
