"""The portal's pages as text: made from rows alone, so that the same rows give the same bytes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from departments.models import Department, Evaluation, SiteConfiguration

from ..editions.header import column_tags
from ..editions.manifest import pretty
from ..models import Edition

STYLES = {"portal": "portal.css"}
STATUS_FORMAT = 1


def root_page(years: Iterable[int], site: SiteConfiguration) -> bytes:
    """Return the first page: the years."""
    return _page("portal/root.html", site, depth=0, title=site.column_name, years=years)


def year_page(year: int, rows: Sequence[Edition], site: SiteConfiguration) -> bytes:
    """Return the list of one year's reports."""
    return _page("portal/year.html", site, depth=1, title=f"{year}年度{site.column_name}", year=year, editions=rows)


def department_page(department: Department, rows: Sequence[Edition], site: SiteConfiguration) -> bytes:
    """Return one unit's reports over the years."""
    return _page("portal/department.html", site, depth=2, title=department.name, department=department, editions=rows)


def landing_page(evaluation: Evaluation, rows: Sequence[Edition], site: SiteConfiguration) -> bytes:
    """Return the stable page of one report: the edition in force, and all others."""
    current = current_of(rows)
    return _page(
        "portal/landing.html",
        site,
        depth=2,
        title=rows[0].title,
        evaluation=evaluation,
        current=current,
        withdrawn=None if current else next((row for row in rows if row.withdrawn_at), None),
        editions=rows,
    )


def notice_page(edition: Edition, site: SiteConfiguration) -> bytes:
    """Return what stands at the address of a withdrawn edition."""
    return _page("portal/notice.html", site, depth=3, title=edition.title, edition=edition)


def status_file(evaluation: Evaluation, rows: Sequence[Edition]) -> bytes:
    """Return the same as the landing page for programs (status.json)."""
    current = current_of(rows)
    return pretty(
        {
            "format": STATUS_FORMAT,
            "publisher": evaluation.department.name,
            "department": evaluation.department.code,
            "year": evaluation.cycle.year,
            "index_number": evaluation.index_number.text,
            "current": current.number if current else None,
            "editions": [_status(row) for row in rows],
        }
    )


def current_of(rows: Iterable[Edition]) -> Edition | None:
    """Return the edition in force, if there is one."""
    return next((row for row in rows if row.status == Edition.Status.CURRENT), None)


def _status(row: Edition) -> dict[str, Any]:
    return {
        "edition": row.number,
        "status": row.status,
        "folder": f"{row.number}/",
        "published": _moment(row.published_at),
        "change_note": row.change_note,
        "manifest_sha256": row.manifest_sha256,
        "withdrawn": _moment(row.withdrawn_at),
        "withdrawal_reason": row.withdrawal_reason,
    }


def _moment(value: Any) -> str | None:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def _page(template: str, site: SiteConfiguration, *, depth: int, title: str, **context: Any) -> bytes:
    root = "../" * depth
    styles = {name: root + address for name, address in STYLES.items()}
    shared = {"site": site, "tags": column_tags(site), "root": root, "styles": styles, "title": title}
    return render_to_string(template, shared | context).encode()
