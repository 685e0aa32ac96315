"""Which files the portal consists of: those that one publication touches, and all of them, part by part.

Each is an address below the public root with its content, or with None where nothing must stand any more. They come in
an order in which each can be put in place at once: what is linked before what links to it, reports before the figures
of their year.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from departments.models import Department, Evaluation, SiteConfiguration

from ..data_schema import FILE as SCHEMA
from ..data_schema import schema_file
from ..editions.addresses import PAGE, STATUS, landing_folder
from ..editions.folders import source
from ..models import Edition
from ..models.edition import EditionQuerySet
from . import pages
from .feed import FEED, feed
from .figures_of_years import CSV, JSON, figure_files
from .open_data import columns_file, report_csv, report_json
from .parts import File, Part, Told, fields
from .published import data_of
from .rows import by_evaluation, codes_of, current_of, editions, news, publishing_departments, shelves
from .searching import index_script
from .sitemap import SITEMAP, sitemap_index, sitemap_of, year_sitemap

ASSETS = ("portal.css", "search.js", "sha256.js", "verify.js")

Kinds = Department.Kind


def touched_by(evaluation: Evaluation, within: Department | None = None) -> Iterator[Part]:
    """Yield what one publication or withdrawal touches: as many files, however many reports there are.

    A place that gets only the reports `within` a unit lists only those.
    """
    site, department, cycle = SiteConfiguration.current(), evaluation.department, evaluation.cycle
    newest, told = editions(within).newest(), Told()
    yield _assets()
    for own, rows in by_evaluation(_with_scans().filter(evaluation=evaluation)):
        yield _landing(own, rows, site, told)
    yield _department(department, list(newest.filter(evaluation__department=department)), site, told)
    of_year = list(newest.filter(evaluation__cycle=evaluation.cycle_id))
    yield _year(cycle.year, of_year, codes_of(cycle.year), (department.kind,), site, told)
    yield _frame(site, told, within)


def everything(site: SiteConfiguration) -> Iterator[Part]:
    """Yield every part of the portal."""
    reports = by_evaluation(_with_scans())
    newest, told = [rows[0] for _, rows in reports], Told()
    codes = {evaluation.pk: [row.code for row in rows] for evaluation, rows in reports}
    yield _assets()
    for evaluation, rows in reports:
        yield _landing(evaluation, rows, site, told)
    for department, rows in _by_department(newest):
        yield _department(department, rows, site, told)
    for year, of_year in groupby(newest, key=lambda row: row.evaluation.cycle.year):
        listed = list(of_year)
        own_codes = {row.evaluation_id: codes[row.evaluation_id] for row in listed}
        yield _year(year, listed, own_codes, Kinds.values, site, told)
        yield _figures(year, [row for row in listed if row.status == Edition.Status.CURRENT], told)
    yield _frame(site, told)


def _with_scans() -> EditionQuerySet:
    return editions().prefetch_related("scans__replaced_by")


def _assets() -> Part:
    """Return what no row changes."""
    return Part("assets", None, _asset_files)


def _asset_files() -> Iterator[File]:
    for name in ASSETS:
        yield name, source(f"portal/{name}")
    yield f"data/{SCHEMA}", schema_file()
    yield "data/columns.json", columns_file()


def _landing(evaluation: Evaluation, rows: list[Edition], site: SiteConfiguration, told: Told) -> Part:
    made_from = [told.of(rows), [fields(scan) for row in rows for scan in row.scans.all()]]
    return Part(landing_folder(evaluation), made_from, partial(_landing_files, evaluation, rows, site))


def _landing_files(evaluation: Evaluation, rows: list[Edition], site: SiteConfiguration) -> Iterator[File]:
    folder, current = landing_folder(evaluation), current_of(rows)
    data = data_of(current) if current else None
    yield f"{folder}/{CSV}", report_csv(data, current.number) if current and data else None
    yield f"{folder}/{JSON}", report_json(data, current.number) if current and data else None
    yield f"{folder}/{STATUS}", pages.status_file(evaluation, rows)
    yield f"{folder}/{PAGE}", pages.landing_page(evaluation, rows, site)


def _department(department: Department, rows: list[Edition], site: SiteConfiguration, told: Told) -> Part:
    made_from = [fields(department), told.of(rows)]
    return Part(f"departments/{department.code}", made_from, partial(_department_files, department, rows, site))


def _department_files(department: Department, rows: list[Edition], site: SiteConfiguration) -> Iterator[File]:
    data = {row.pk: data_of(row) for row in rows}
    yield f"departments/{department.code}/{PAGE}", pages.department_page(department, rows, data, site)


def _year(
    year: int,
    rows: list[Edition],
    codes: Mapping[int, Sequence[str]],
    kinds: Iterable[str],
    site: SiteConfiguration,
    told: Told,
) -> Part:
    return Part(str(year), [told.of(rows), codes], partial(_year_files, year, rows, codes, kinds, site))


def _year_files(
    year: int,
    rows: list[Edition],
    codes: Mapping[int, Sequence[str]],
    kinds: Iterable[str],
    site: SiteConfiguration,
) -> Iterator[File]:
    yield f"{year}/{PAGE}", pages.year_page(year, rows, site)
    for kind in kinds:
        own = [row for row in rows if row.evaluation.department.kind == kind]
        yield f"types/{kind}/{year}.html", pages.type_page(year, kind, own, site) if own else None
    yield f"search/{year}.js", index_script(year, rows, codes)
    yield year_sitemap(year), sitemap_of(year, rows, site) if site.address else None


def _figures(year: int, current: list[Edition], told: Told) -> Part:
    """Return the open data of a year; the reports that they are put together from come before."""
    return Part(f"data/{year}", told.of(current), partial(figure_files, year, current))


def _frame(site: SiteConfiguration, told: Told, within: Department | None = None) -> Part:
    shelved, latest, departments = shelves(within), news(within), publishing_departments(within)
    made_from = [shelved, told.of(latest), [fields(one) for one in departments]]
    return Part("frame", made_from, partial(_frame_files, shelved, latest, departments, site))


def _frame_files(
    shelved: list[tuple[int, str]], latest: list[Edition], departments: Sequence[Department], site: SiteConfiguration
) -> Iterator[File]:
    years = list(dict.fromkeys(year for year, _ in shelved))
    yield f"departments/{PAGE}", pages.departments_page(departments, site)
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
