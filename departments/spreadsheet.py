"""The log as a file for a spreadsheet program."""

import csv
from collections.abc import Iterable, Iterator

from django.utils import timezone

from .log import action_name, changes_of
from .models import AuditEntry

HEADINGS = ("时间", "操作人", "用户名", "操作", "对象", "部门（单位）", "变更", "说明")

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet program takes it for a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """Yield the lines of a CSV file that Excel opens as UTF-8."""
    writer = csv.writer(_Line())
    yield _BYTE_ORDER_MARK
    yield writer.writerow(HEADINGS)
    for entry in entries:
        yield writer.writerow([harmless(cell) for cell in _cells(entry)])


def _cells(entry: AuditEntry) -> Iterator[str]:
    yield f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"
    yield entry.actor.full_name if entry.actor else ""
    yield entry.actor.username if entry.actor else ""
    yield action_name(entry.action)
    yield entry.object_label
    yield entry.department.name if entry.department else ""
    yield "；".join(f"{change.label}：{change.old} → {change.new}" for change in changes_of(entry))
    yield entry.comment
