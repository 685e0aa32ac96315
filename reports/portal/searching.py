"""The search without a server: one script per year, which hands its rows to search.js, also from a folder (file://)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from ..editions.addresses import landing_folder
from ..editions.code import shown
from ..models import Edition
from .numbers import number_of

FIELDS = ("unit", "names", "kind", "title", "index", "date", "state", "score", "grade", "address", "codes")


def index_script(year: int, rows: Iterable[Edition], codes: Mapping[int, Sequence[str]]) -> bytes:
    """Return the script of one year; `codes` are the 核验码 of all editions of each evaluation."""
    lines = ",\n".join(_json(_row(row, codes.get(row.evaluation_id, ()))) for row in rows)
    return f"perfeval.add({year}, {_json(FIELDS)}, [\n{lines}\n]);\n".encode()


def _row(row: Edition, codes: Sequence[str]) -> list[Any]:
    department = row.evaluation.department
    is_current = row.status == Edition.Status.CURRENT
    return [
        department.name,
        " ".join((department.short_name, department.code)),
        department.kind,
        row.title,
        number_of(row),
        f"{timezone.localtime(row.published_at):%Y-%m-%d}",
        row.get_status_display(),
        str(row.score) if is_current else "",
        row.grade if is_current else "",
        landing_folder(row.evaluation),
        " ".join(shown(code) for code in codes if code),
    ]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
