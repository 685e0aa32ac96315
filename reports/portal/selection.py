"""Which files the portal consists of: those that one publication touches, and all of them.

Each is an address below the public root with its content, or with None where nothing must stand any more. They come in
an order in which each can be put in place at once: what is linked before what links to it, reports before the figures
of their year.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from departments.models import Department, Evaluation, SiteConfiguration

from ..data_schema import FILE as SCHEMA
from ..data_schema import schema_file
from ..editions.addresses import PAGE, STATUS, landing_folder
from ..editions.folders import source
from ..models import Edition
from . import pages
from .feed import FEED, feed
from .figures_of_years import CSV, JSON
from .open_data import columns_file, report_csv, report_json
from .published import data_of
from .rows import by_evaluation, codes_of, current_of, editions, news, publishing_departments, shelves
from .searching import index_script
from .sitemap import SITEMAP, sitemap_index, sitemap_of, year_sitemap

File = tuple[str, bytes | None]

ASSETS = ("portal.css", "search.js", "sha256.js", "verify.js")


def touched_by(evaluation: Evaluation) -> Iterator[File]:
    """Yield what one publication or withdrawal touches: as many files, however many reports there are."""
    site, department, cycle = SiteConfiguration.current(), evaluation.department, evaluation.cycle
    newest = editions().newest()
    yield from _assets()
    for own, rows in by_evaluation(editions().filter(evaluation=evaluation)):
        yield from _landing(own, rows, site)
    yield from _department(department, list(newest.filter(evaluation__department=department)), site)
    of_year = list(newest.filter(evaluation__cycle=evaluation.cycle_id))
    yield from _year(cycle.year, of_year, codes_of(cycle.year), (department.kind,), site)
    yield from _frame(site)


def everything() -> Iterator[File]:
    """Yield every file of the portal."""
    site = SiteConfiguration.current()
    reports = by_evaluation(editions())
    newest = [rows[0] for _, rows in reports]
    codes = {evaluation.pk: [row.code for row in rows] for evaluation, rows in reports}
    yield from _assets()
    for evaluation, rows in reports:
        yield from _landing(evaluation, rows, site)
    for department, rows in _by_department(newest):
        yield from _department(department, rows, site)
    for year, of_year in groupby(newest, key=lambda row: row.evaluation.cycle.year):
        listed = list(of_year)
        yield from _year(year, listed, codes, sorted({row.evaluation.department.kind for row in listed}), site)
    yield from _frame(site)


def _assets() -> Iterator[File]:
    for name in ASSETS:
        yield name, source(f"portal/{name}")
    yield f"data/{SCHEMA}", schema_file()
    yield "data/columns.json", columns_file()


def _landing(evaluation: Evaluation, rows: list[Edition], site: SiteConfiguration) -> Iterator[File]:
    folder, current = landing_folder(evaluation), current_of(rows)
    data = data_of(current) if current else None
    yield f"{folder}/{CSV}", report_csv(data, current.number) if current and data else None
    yield f"{folder}/{JSON}", report_json(data, current.number) if current and data else None
    yield f"{folder}/{STATUS}", pages.status_file(evaluation, rows)
    yield f"{folder}/{PAGE}", pages.landing_page(evaluation, rows, site)


def _department(department: Department, rows: list[Edition], site: SiteConfiguration) -> Iterator[File]:
    data = {row.pk: data_of(row) for row in rows}
    yield f"departments/{department.code}/{PAGE}", pages.department_page(department, rows, data, site)


def _year(
    year: int,
    rows: list[Edition],
    codes: Mapping[int, Sequence[str]],
    kinds: Iterable[str],
    site: SiteConfiguration,
) -> Iterator[File]:
    yield f"{year}/{PAGE}", pages.year_page(year, rows, site)
    for kind in kinds:
        own = [row for row in rows if row.evaluation.department.kind == kind]
        yield f"types/{kind}/{year}.html", pages.type_page(year, kind, own, site)
    yield f"search/{year}.js", index_script(year, rows, codes)
    yield year_sitemap(year), sitemap_of(year, rows, site) if site.address else None


def _frame(site: SiteConfiguration) -> Iterator[File]:
    shelved, latest = shelves(), news()
    years = list(dict.fromkeys(year for year, _ in shelved))
    yield f"departments/{PAGE}", pages.departments_page(publishing_departments(), site)
    yield f"types/{PAGE}", pages.types_page(shelved, site)
    yield f"data/{PAGE}", pages.data_page(years, site)
    yield "search.html", pages.search_page(years, site)
    yield FEED, feed(latest, site)
    yield SITEMAP, sitemap_index(years, site) if site.address else None
    yield PAGE, pages.root_page(years, latest, site)


def _by_department(newest: list[Edition]) -> Iterator[tuple[Department, list[Edition]]]:
    ordered = sorted(newest, key=lambda row: row.evaluation.department.code)
    for _, group in groupby(ordered, key=lambda row: row.evaluation.department_id):
        rows = list(group)
        yield rows[0].evaluation.department, rows
