"""The portal's pages as text: made from rows and published files alone: the same editions give the same bytes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from departments.models import Department, Evaluation, SiteConfiguration

from ..data_schema import FILE as SCHEMA
from ..editions.code import anchor, shown
from ..editions.header import Pairs, article_tags, column_tags
from ..editions.manifest import pretty
from ..editions.scans import scan_folder, scan_name
from ..models import Edition, Scan
from .numbers import number_of, number_of_report
from .open_data import COLUMNS
from .published import files_of
from .rows import current_of
from .trend import trend
from .years import COMPLETION, EXECUTED, PLANNED, SCORE, Data, over_years, side_by_side

STYLES = {"portal": "portal.css"}
STATUS_FORMAT = 1
LATEST = 10

Kinds = Department.Kind


def root_page(years: Iterable[int], latest: Sequence[Edition], site: SiteConfiguration) -> bytes:
    """Return the first page: search, years, and what was published last."""
    return _page("portal/root.html", site, title=site.column_name, years=years, latest=latest[:LATEST])


def search_page(years: Iterable[int], site: SiteConfiguration) -> bytes:
    """Return the page that searches all reports without a server."""
    return _page("portal/search.html", site, title="查找报告", years=years, kinds=Kinds.choices)


def year_page(year: int, rows: Sequence[Edition], site: SiteConfiguration) -> bytes:
    """Return the list of one year's reports."""
    title = f"{year}年度{site.column_name}"
    kinds = [(kind, label) for kind, label in Kinds.choices if kind in {row.evaluation.department.kind for row in rows}]
    return _page("portal/year.html", site, depth=1, title=title, year=year, editions=rows, kinds=kinds)


def types_page(shelves: Sequence[tuple[int, str]], site: SiteConfiguration) -> bytes:
    """Return the kinds of units, each with its years."""
    kinds = [(kind, label, [year for year, own in shelves if own == kind]) for kind, label in Kinds.choices]
    return _page("portal/types.html", site, depth=1, title="按单位类型查看", kinds=[one for one in kinds if one[2]])


def type_page(year: int, kind: str, rows: Sequence[Edition], site: SiteConfiguration) -> bytes:
    """Return the reports of one kind of units in one year."""
    label = Kinds(kind).label
    title = f"{year}年度{label}自评报告"
    return _page("portal/type.html", site, depth=2, title=title, year=year, kind=label, editions=rows)


def departments_page(departments: Sequence[Department], site: SiteConfiguration) -> bytes:
    """Return the units that have published, by kind."""
    groups = [(label, [one for one in departments if one.kind == kind]) for kind, label in Kinds.choices]
    return _page("portal/departments.html", site, depth=1, title="按单位查看", groups=[one for one in groups if one[1]])


def department_page(
    department: Department, rows: Sequence[Edition], data: Mapping[int, Data | None], site: SiteConfiguration
) -> bytes:
    """Return one unit's reports, and their main figures side by side; `data` is what each edition (pk) says."""
    reports = sorted(rows, key=lambda row: row.evaluation.cycle.year)
    years = [row.evaluation.cycle.year for row in reports]
    figures = [data.get(row.pk) for row in reports]
    return _page(
        "portal/department.html",
        site,
        depth=2,
        title=department.name,
        department=department,
        editions=rows,
        years=years,
        compared=side_by_side(figures),
        trends=[
            mark_safe(picture)  # noqa: S308 - made by `trend`, which escapes what it is given
            for picture in (
                trend("得分和预算完成率", years, [over_years(one, figures) for one in (SCORE, COMPLETION)]),
                trend("预算和执行", years, [over_years(one, figures) for one in (PLANNED, EXECUTED)]),
            )
            if picture
        ],
    )


def landing_page(evaluation: Evaluation, rows: Sequence[Edition], site: SiteConfiguration) -> bytes:
    """Return the stable page of one report: the edition in force, all others, and whether a file is one of theirs."""
    current = current_of(rows)
    return _page(
        "portal/landing.html",
        site,
        depth=2,
        title=rows[0].title,
        article=_article(current or rows[0]),
        evaluation=evaluation,
        index_number=number_of_report(rows),
        is_assigned=bool((current or rows[0]).assigned_number),  # type: ignore[attr-defined]
        current=current,
        withdrawn=None if current else next((row for row in rows if row.withdrawn_at), None),
        editions=[(row, anchor(row.number), shown(row.code), files_of(row), _scans(row)) for row in rows],
    )


def notice_page(edition: Edition, site: SiteConfiguration) -> bytes:
    """Return what stands at the address of a withdrawn edition."""
    article = _article(edition)
    return _page("portal/notice.html", site, depth=3, title=edition.title, article=article, edition=edition)


def data_page(years: Iterable[int], site: SiteConfiguration) -> bytes:
    """Return the list of the open data, with what each column says."""
    return _page("portal/data.html", site, depth=1, title="开放数据", years=years, columns=COLUMNS, schema=SCHEMA)


def status_file(evaluation: Evaluation, rows: Sequence[Edition]) -> bytes:
    """Return the same as the landing page for programs (status.json)."""
    current = current_of(rows)
    return pretty(
        {
            "format": STATUS_FORMAT,
            "publisher": evaluation.department.name,
            "department": evaluation.department.code,
            "year": evaluation.cycle.year,
            "index_number": number_of_report(rows),
            "current": current.number if current else None,
            "editions": [_status(row) for row in rows],
        }
    )


def _status(row: Edition) -> dict[str, Any]:
    return {
        "edition": row.number,
        "code": row.code,
        "index_number": number_of(row),
        "status": row.status,
        "folder": f"{row.number}/",
        "published": _moment(row.published_at),
        "change_note": row.change_note,
        "manifest_sha256": row.manifest_sha256,
        "withdrawn": _moment(row.withdrawn_at),
        "withdrawal_reason": row.withdrawal_reason,
        "scans": [
            {
                "number": scan.number,
                "file": address,
                "sha256": scan.sha256,
                "size": scan.size,
                "added": _moment(scan.uploaded_at),
                "replaced_by": scan.replaced_by.number if scan.replaced_by else None,
                "reason": scan.reason,
            }
            for address, scan in _scans(row)
        ],
    }


def _scans(row: Edition) -> list[tuple[str, Scan]]:
    """Return the stamped scans beside an edition with their addresses, as seen from the landing page."""
    landing = row.folder.rpartition("/")[0]
    return [(f"{scan_folder(scan).removeprefix(f'{landing}/')}/{scan_name(scan)}", scan) for scan in row.scans.all()]


def _moment(value: Any) -> str | None:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def _article(row: Edition) -> Pairs:
    return article_tags(row.title, row.published_at, row.evaluation.department.name)


def _page(
    template: str, site: SiteConfiguration, *, title: str, depth: int = 0, article: Pairs | None = None, **context: Any
) -> bytes:
    root = "../" * depth
    styles = {name: root + address for name, address in STYLES.items()}
    shared = {
        "site": site,
        "tags": [*column_tags(site), *(article or [])],
        "root": root,
        "styles": styles,
        "title": title,
    }
    return render_to_string(template, shared | context).encode()
