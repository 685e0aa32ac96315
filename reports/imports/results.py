"""What an import has done, as a file for the person who imported: for new accounts with their initial passwords."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfeval.lib.listing import Column, Listing

from ..models import BulkImport
from .plan import Action


@dataclass(frozen=True)
class Result:
    """One thing that was stored."""

    row: int
    title: str
    what: str
    told: str
    password: str = ""


COLUMNS = (
    Column("行", "row", 8),
    Column("对象", "title", 44),
    Column("结果", "what", 10),
    Column("内容", "told", 70),
)
PASSWORD = (Column("初始密码（首次登录须修改）", "password", 24),)


def results_of(stored: Iterator[tuple[Action, str]], passwords: Mapping[str, str]) -> Iterator[Result]:
    """Yield what was stored; the name that comes with a new account is exchanged for its password."""
    for action, name in stored:
        told = "；".join(f"{change.label}：{change.old} → {change.new}" for change in action.changes)
        yield Result(action.row, action.title, action.what, told, passwords.get(name, ""))


def listing_of(found: BulkImport) -> Listing:
    """Return the columns of the result."""
    columns = COLUMNS + (PASSWORD if found.kind == BulkImport.Kind.PEOPLE else ())
    return Listing(f"{found.get_kind_display()}导入结果", "bulkimport", columns)
