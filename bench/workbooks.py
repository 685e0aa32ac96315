"""Reading and previewing workbooks beside merely reading them with openpyxl; confirming beside one raw executemany.

Run by `make bench`. All ways take turns in one process, so that a busy machine slows all of them; memory is what Python
holds at most while one way is at work.
"""

import io
import os
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ROWS, COLUMNS = 10_000, 20
CHANGED, LIST_SHARE, ITEMS = 100, 20, 18
TURNS = 3
Lists = dict[str, tuple[Any, str]]


def main() -> None:
    """Print seconds, ratio and memory of each way."""
    print(f"{'':46}{'seconds':>10}{'ratio':>8}{'peak MB':>10}")
    _plain()
    for rows in (ROWS // 10, ROWS):
        _entry(rows)


def _plain() -> None:
    """Read a sheet of plain rows."""
    import openpyxl

    from departments.workbooks import Limits, open_tables

    for rows in (ROWS // 10, ROWS):
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("表")
        for row in range(rows):
            sheet.append([f"单位{row}" if column % 2 else row * 1.25 + column for column in range(COLUMNS)])
        file = io.BytesIO()
        book.save(file)
        content = file.getvalue()

        def ours(content: bytes = content) -> int:
            [found] = open_tables(io.BytesIO(content), "表.xlsx", Limits())
            return sum(len(row.cells) for row in found.rows())

        _print(
            f"{rows:,} rows x {COLUMNS}", {"openpyxl": lambda content=content: _openpyxl(content), "safe reader": ours}
        )


def _openpyxl(content: bytes) -> int:
    """Read every cell, and do nothing with it."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def _entry(size: int) -> None:
    """Preview an entry workbook of so many rows in which about a hundred were changed, and confirm it."""
    from departments.workbooks import Limits
    from reports.workbooks.comparing import compare
    from reports.workbooks.reading import read_entry
    from tests.factories import make_department, make_evaluation, make_user

    evaluation, actor = make_evaluation(make_department(str(size))), make_user()
    _fill(evaluation, size)
    content, rows = _changed(evaluation, size // CHANGED)

    def preview(*, is_rehearsed: bool = True) -> Any:
        entry = read_entry(io.BytesIO(content), "表.xlsx", Limits())
        now = type(evaluation).objects.get(pk=evaluation.pk)
        return compare(now, entry, actor=actor, is_rehearsed=is_rehearsed)

    found = preview()
    assert not found.problems, found.problems[0]
    ways = {"openpyxl": lambda: _openpyxl(content), "read, validate, preview": preview}
    _print(f"entry workbook, {rows:,} rows, {len(found.changes)} changed", ways)
    _confirm(evaluation, preview(is_rehearsed=False).writes, actor)


def _lists() -> Lists:
    """Return the lists that a unit can fill up, with the column that is changed in each."""
    from departments.models import Duty, Office, Project
    from indicators.models import YearlyTask

    return {
        "duties": (Duty, "title"),
        "offices": (Office, "name"),
        "tasks": (YearlyTask, "title"),
        "projects": (Project, "name"),
    }


def _fill(evaluation: Any, size: int) -> None:
    """Fill the lists, and enter as many indicators with a list of items each as make so many rows."""
    from indicators.models import Indicator

    for kind, name in _lists().values():
        places = range(1, size // LIST_SHARE + 1)
        kind.objects.bulk_create(
            kind(evaluation=evaluation, position=place, **{name: f"第{place}项"}) for place in places
        )
    branch = evaluation.indicators.get(name="数量指标")
    said = {"rule": "checklist", "points": 1, "is_leaf": True, "parent": branch, "evaluation": evaluation}
    said["parameters"] = {"items": [{"name": f"要点{number}", "done": True} for number in range(1, ITEMS + 1)]}
    count = (size - size // LIST_SHARE * len(_lists())) // (ITEMS + 1)
    Indicator.objects.bulk_create(Indicator(name=f"指标{place}", position=place, **said) for place in range(count))


def _changed(evaluation: Any, every: int) -> tuple[bytes, int]:
    """Return the workbook with one row of so many changed, and how many rows it has."""
    from reports.workbooks.writing import write_entry
    from tests.reports.workbooks.book import Book

    began = perf_counter()
    book = Book(write_entry(evaluation))
    print(f"{'entry workbook, written and opened':46}{perf_counter() - began:>10.2f}")
    names = {block: name for block, (_, name) in _lists().items()} | {"indicators": "narrative", "items": "name"}
    rows = {block: [row for row in book.rows(block) if not row[2].startswith("+")] for block in names}
    for block, name in names.items():
        for sheet, row, _, columns in rows[block][::every]:
            cell = sheet.cell(row, columns[name])
            cell.value = f"{cell.value or ''}（改）"
    return book.content, sum(map(len, rows.values()))


def _confirm(evaluation: Any, writes: list[Any], actor: Any) -> None:
    """Store the changes as the screens do, and then the same columns by raw SQL."""
    from django.db import connection

    from indicators.services import save_and_rescore

    began = perf_counter()
    save_and_rescore(evaluation, writes, actor=actor)
    confirmed = perf_counter() - began
    raw = 0.0
    for kind, name in [*_lists().values(), (type(writes[-1].row), "narrative")]:
        pairs = [(getattr(write.row, name), write.row.pk) for write in writes if isinstance(write.row, kind)]
        with connection.cursor() as cursor:
            began = perf_counter()
            cursor.executemany(f"UPDATE {kind._meta.db_table} SET {name} = %s WHERE id = %s", pairs)
            raw += perf_counter() - began
    print(f"{f'confirming {len(writes)} rows, raw executemany':46}{raw:>10.3f}{1:>8.2f}")
    print(f"{f'confirming {len(writes)} rows, with versions and log':46}{confirmed:>10.3f}{confirmed / raw:>8.2f}")


def _print(title: str, ways: dict[str, Callable[[], Any]]) -> None:
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, way in ways.items():
            began = perf_counter()
            way()
            seconds[name].append(perf_counter() - began)
    first = median(seconds["openpyxl"])
    for name, way in ways.items():
        taken = median(seconds[name])
        print(f"{f'{title}, {name}':46}{taken:>10.2f}{taken / first:>8.2f}{_peak(way):>10.1f}")


def _peak(way: Callable[[], Any]) -> float:
    tracemalloc.start()
    way()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024 / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="perfeval-bench-") as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "perfeval.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        main()
