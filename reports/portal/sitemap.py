"""The sitemap (sitemaps.org): one file per year, so that a publication touches one of them."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from django.utils import timezone

from departments.models import SiteConfiguration

from ..editions.addresses import PAGE, landing_folder
from ..models import Edition
from .xml import document

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
SITEMAP = "sitemap.xml"


def year_sitemap(year: int) -> str:
    """Return the address of a year's sitemap."""
    return f"sitemap-{year}.xml"


def sitemap_index(years: Iterable[int], site: SiteConfiguration) -> bytes:
    """Return the list of sitemaps; such files need whole addresses, so the portal's own must be known."""
    root = Element("sitemapindex", xmlns=SITEMAPS)
    for year in years:
        SubElement(SubElement(root, "sitemap"), "loc").text = site.address + year_sitemap(year)
    return document(root)


def sitemap_of(year: int, rows: Iterable[Edition], site: SiteConfiguration) -> bytes:
    """Return the pages of a year: its list, and of each report the landing page and the edition in force."""
    root = Element("urlset", xmlns=SITEMAPS)
    _add(root, f"{site.address}{year}/{PAGE}")
    for row in rows:
        changed = timezone.localtime(row.withdrawn_at or row.published_at).isoformat(timespec="seconds")
        _add(root, f"{site.address}{landing_folder(row.evaluation)}/{PAGE}", changed)
        if row.status == Edition.Status.CURRENT:
            _add(root, f"{site.address}{row.folder}/{PAGE}", changed)
    return document(root)


def _add(root: Element, address: str, changed: str = "") -> None:
    entry = SubElement(root, "url")
    SubElement(entry, "loc").text = address
    if changed:
        SubElement(entry, "lastmod").text = changed
