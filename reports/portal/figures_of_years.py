"""The open data of whole years, put together from the files of their reports.

A small list says which editions they hold; they are made anew only when that is no longer what is in force.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from departments.models import Department

from ..editions.addresses import landing_folder
from ..editions.folders import replace_file
from ..editions.manifest import pretty
from ..models import Edition
from .numbers import number_of
from .open_data import joined_csv, joined_json
from .rows import editions

FORMAT = 1
CSV, JSON, CONTENTS = "figures.csv", "figures.json", "index.json"


def write_figures_of(year: int) -> int:
    """Bring the open data of one year up to date; return how many files have changed."""
    rows = list(editions().filter(evaluation__cycle__year=year).current())
    listed = pretty(_contents(year, rows))
    folder = _folder(year)
    if has_figures(year) and (folder / CONTENTS).read_bytes() == listed:
        return 0
    return sum(replace_file(settings.PUBLIC_ROOT / address, content) for address, content in figure_files(year, rows))


def figure_files(year: int, rows: list[Edition]) -> Iterator[tuple[str, bytes]]:
    """Yield the open data of one year, put together from the figures of the reports in force."""
    yield f"data/{year}/{CSV}", joined_csv(_parts(rows, CSV))
    yield f"data/{year}/{JSON}", joined_json(_parts(rows, JSON))
    yield f"data/{year}/{CONTENTS}", pretty(_contents(year, rows))


def files_of_year(year: int) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of one year's open data, as far as they are there."""
    for name in (CSV, JSON, CONTENTS):
        if (path := _folder(year) / name).is_file():
            yield f"data/{year}/{name}", path.read_bytes()


def figures_within(department: Department, year: int) -> Iterator[tuple[str, bytes]]:
    """Yield the open data of one year for a place that gets the reports of a unit and those below it alone."""
    return figure_files(year, list(editions(department).filter(evaluation__cycle__year=year).current()))


def has_figures(year: int) -> bool:
    """Whether the open data of a year are there."""
    return all((_folder(year) / name).is_file() for name in (CSV, JSON, CONTENTS))


def _folder(year: int) -> Path:
    return settings.PUBLIC_ROOT / "data" / str(year)


def _contents(year: int, rows: list[Edition]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "year": year,
        "files": [CSV, JSON],
        "columns": "../columns.json",
        "reports": [
            {
                "department": row.evaluation.department.code,
                "name": row.evaluation.department.name,
                "edition": row.number,
                "index_number": number_of(row),
                "data": f"../../{row.folder}/data.json",
                "manifest_sha256": row.manifest_sha256,
            }
            for row in rows
        ],
    }


def _parts(rows: list[Edition], name: str) -> list[bytes]:
    paths = [settings.PUBLIC_ROOT / landing_folder(row.evaluation) / name for row in rows]
    return [path.read_bytes() for path in paths if path.is_file()]
