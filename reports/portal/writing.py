"""Putting the portal's pages into the public root: read and written under one lock, so that the newest rows win."""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from django.conf import settings

from departments.models import Department, Evaluation, SiteConfiguration

from ..editions.addresses import PAGE, STATUS, landing_folder
from ..editions.environment import claim_root
from ..editions.folders import replace_file, source, staging_root
from ..models import Edition
from . import pages
from .rows import by_evaluation, editions


def write_pages_of(evaluation: Evaluation) -> int:
    """Replace the pages that one publication or withdrawal touches; return how many have changed."""
    department, year = evaluation.department, evaluation.cycle.year
    claim_root()
    with _one_writer():
        site = SiteConfiguration.current()
        newest = editions().newest()
        years = newest.order_by("-evaluation__cycle__year").values_list("evaluation__cycle__year", flat=True).distinct()
        changed = _write_frame(years, site)
        changed += _write_year(year, list(newest.filter(evaluation__cycle=evaluation.cycle_id)), site)
        changed += _write_department(department, list(newest.filter(evaluation__department=department)), site)
        for own, rows in by_evaluation(editions().filter(evaluation=evaluation)):
            changed += _write_landing(own, rows, site)
    return changed


def write_all_pages() -> int:
    """Replace every page that differs from what the database says; return how many did."""
    claim_root()
    with _one_writer():
        site = SiteConfiguration.current()
        everything = by_evaluation(editions())
        newest = [rows[0] for _, rows in everything]
        years = dict.fromkeys(row.evaluation.cycle.year for row in newest)
        changed = _write_frame(years, site)
        for year in years:
            changed += _write_year(year, [row for row in newest if row.evaluation.cycle.year == year], site)
        for department, rows in _by_department(everything):
            changed += _write_department(department, rows, site)
        for evaluation, rows in everything:
            changed += _write_landing(evaluation, rows, site)
    return changed


@contextmanager
def _one_writer() -> Iterator[None]:
    with (staging_root() / "pages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _by_department(everything: list[tuple[Evaluation, list[Edition]]]) -> Iterator[tuple[Department, list[Edition]]]:
    ordered = sorted(everything, key=lambda pair: pair[0].department.code)
    for _, group in groupby(ordered, key=lambda pair: pair[0].department_id):
        pairs = list(group)
        yield pairs[0][0].department, [rows[0] for _, rows in pairs]


def _write_frame(years: Iterable[int], site: SiteConfiguration) -> int:
    return _replace("portal.css", source("portal/portal.css")) + _replace(PAGE, pages.root_page(years, site))


def _write_year(year: int, rows: list[Edition], site: SiteConfiguration) -> int:
    return _replace(f"{year}/{PAGE}", pages.year_page(year, rows, site))


def _write_department(department: Department, rows: list[Edition], site: SiteConfiguration) -> int:
    return _replace(f"departments/{department.code}/{PAGE}", pages.department_page(department, rows, site))


def _write_landing(evaluation: Evaluation, rows: list[Edition], site: SiteConfiguration) -> int:
    folder = landing_folder(evaluation)
    changed = _replace(f"{folder}/{STATUS}", pages.status_file(evaluation, rows))
    return changed + _replace(f"{folder}/{PAGE}", pages.landing_page(evaluation, rows, site))


def _replace(address: str, content: bytes) -> int:
    return replace_file(settings.PUBLIC_ROOT / address, content)
