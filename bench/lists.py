"""The summary of a round of 3,000 units as a file, and the import of their official figures.

Run by `make bench`, or with a smaller round as `python bench/lists.py 500`. The summary is read and written by
perfeval (workbook and CSV), and once by openpyxl in its write-only mode with the same cells; reading the round alone
is what all have in common. Each turn is a process of its own, so that its peak memory is its own.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COUNT = 3_000
ROUNDS = 3
LINES = 5
WAYS = {
    "read": "reading the round alone",
    "xlsx": "perfeval, reading and workbook",
    "csv": "perfeval, reading and CSV",
    "openpyxl": "reading and openpyxl, write-only",
    "plan": f"planning an import, {LINES} lines a unit",
    "openpyxl_read": "reading that file by openpyxl alone",
}


def main(count: int) -> None:
    """Print seconds and peak memory of each way."""
    print(f"{count:,} units")
    print(f"{'':40}{'seconds':>10}{'fastest':>10}{'peak MB':>10}")
    with tempfile.TemporaryDirectory(prefix="perfeval-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment["VAR_DIR"] = folder
        _run("fill", count, environment)
        turns: dict[str, list[Any]] = {way: [] for way in WAYS}
        for _ in range(ROUNDS):
            for way, taken in turns.items():
                taken.append(_run(way, count, environment))
    for way, title in WAYS.items():
        seconds = [turn[0] for turn in turns[way]]
        print(f"{title:40}{median(seconds):>10.2f}{min(seconds):>10.2f}{max(turn[1] for turn in turns[way]):>10.0f}")


def _run(work: str, count: int, environment: dict[str, str]) -> Any:
    command = [sys.executable, __file__, work, str(count)]
    return json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)


def fill(count: int) -> None:
    """Make the round, below one district, with the administrator who imports and the file to be imported."""
    from django.core.management import call_command

    from bench.round import make_round
    from departments.models import Department, Membership, User

    call_command("migrate", verbosity=0)
    make_round(count)
    top = Department.objects.create(code="top", name="某市", short_name="某市", kind="district", path="b")
    Department.objects.exclude(pk=top.pk).update(parent=top)
    Membership.objects.create(user=User.objects.create(username="a"), department=top, role="administrator")
    _file().write_bytes(_figures(count))


def _file() -> Path:
    from django.conf import settings

    return settings.VAR_DIR / "figures.xlsx"


def _figures(count: int) -> bytes:
    from departments.models.budget import Category
    from perfeval.lib.listing import Column, Listing, workbook

    titles = ("预算编码", "项目", "年初预算数（元）", "预算调整数（元）", "全年执行数（元）")
    columns = tuple(Column(title, lambda row, place=place: row[place]) for place, title in enumerate(titles))
    labels = list(Category.labels)[:LINES]
    rows = ((f"b{number}", label, 1000000 + number, number, 999999) for number in range(count) for label in labels)
    return b"".join(workbook(Listing("财政数据", "officialfigure", columns), rows))


def read(count: int) -> Any:
    """Read the round."""
    from departments.models import Cycle, Department
    from reports.gather.summary import gather_units

    return gather_units(Department.objects.get(code="top"), Cycle.objects.get())


def xlsx(count: int) -> None:
    """Write the summary as a workbook."""
    from perfeval.lib.listing import workbook
    from reports.summary.listing import SUMMARY

    _drain(workbook(SUMMARY, read(count)))


def csv(count: int) -> None:
    """Write the summary as CSV."""
    from perfeval.lib.listing import csv_file
    from reports.summary.listing import SUMMARY

    _drain(csv_file(SUMMARY, read(count)))


def openpyxl(count: int) -> None:
    """Write the same cells by openpyxl."""
    from openpyxl import Workbook

    from reports.summary.listing import SUMMARY

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SUMMARY.title[:31])
    sheet.append(SUMMARY.titles)
    for values in SUMMARY.lines(read(count)):
        sheet.append(values)
    with tempfile.TemporaryFile() as file:
        book.save(file)


def plan(count: int) -> None:
    """Read the file to be imported, and find every change."""
    from departments.models import Cycle, User
    from reports.imports import plan_file

    with _file().open("rb") as file:
        found = plan_file(file, "财政数据.xlsx", "figures", actor=User.objects.get(), cycle=Cycle.objects.get())
    assert len(found.changes) == count * LINES * 3


def openpyxl_read(count: int) -> None:
    """Read the same file by openpyxl."""
    from openpyxl import load_workbook

    for _ in load_workbook(_file(), read_only=True).active.iter_rows(values_only=True):
        pass


def _drain(chunks: Any) -> None:
    for _ in chunks:
        pass


WORK: dict[str, Callable[[int], Any]] = {
    work.__name__: work for work in (fill, read, xlsx, csv, openpyxl, plan, openpyxl_read)
}


def take_one(work: str, count: int) -> None:
    """Do one piece of work in this process; print its seconds and the peak of its memory in megabytes."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "perfeval.settings"
    django.setup()
    start = perf_counter()
    WORK[work](count)
    print(json.dumps([perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [work, count]:
            take_one(work, int(count))
        case [count]:
            main(int(count))
        case _:
            main(COUNT)
