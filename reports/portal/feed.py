"""The Atom feed (RFC 4287) of what was published, corrected and withdrawn."""

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement

from django.utils import timezone

from departments.models import SiteConfiguration

from ..editions.addresses import PAGE
from ..models import Edition
from .xml import clean, document

ATOM = "http://www.w3.org/2005/Atom"
EPOCH = "1970-01-01T00:00:00+00:00"
FEED = "feed.xml"


def feed(rows: Iterable[Edition], site: SiteConfiguration) -> bytes:
    """Return the feed of `rows`, the latest first; addresses are relative to the feed, or to the portal's address."""
    rows = list(rows)
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    if site.address:
        root.set("xml:base", site.address)
    _add(root, "title", f"{site.site_name} {site.column_name}")
    _add(root, "id", _identity(site, ""))
    _add(root, "updated", _moment(_changed(rows[0])) if rows else EPOCH)
    SubElement(root, "link", {"rel": "self", "href": FEED})
    SubElement(root, "link", {"href": PAGE})
    for row in rows:
        _add_entry(root, row, site)
    return document(root)


def _add_entry(root: Element, row: Edition, site: SiteConfiguration) -> None:
    entry = SubElement(root, "entry")
    _add(entry, "title", f"{row.title}（{'已撤回' if row.withdrawn_at else f'第{row.number}版'}）")
    _add(entry, "id", _identity(site, row.folder))
    _add(entry, "published", _moment(row.published_at))
    _add(entry, "updated", _moment(_changed(row)))
    _add(SubElement(entry, "author"), "name", row.evaluation.department.name)
    SubElement(entry, "link", {"href": f"{row.folder}/{PAGE}"})
    _add(entry, "summary", _summary(row))


def _summary(row: Edition) -> str:
    if row.withdrawn_at:
        moment = timezone.localtime(row.withdrawn_at)
        return f"第{row.number}版已于 {moment:%Y-%m-%d %H:%M} 撤回。理由：{row.withdrawal_reason}"
    note = f"更正说明：{row.change_note}" if row.change_note else ""
    return f"自评得分 {row.score} 分，等级“{row.grade}”。{note}"


def _identity(site: SiteConfiguration, folder: str) -> str:
    return uuid5(NAMESPACE_URL, f"{site.address or site.site_domain}/{folder}").urn


def _changed(row: Edition) -> datetime:
    return row.withdrawn_at or row.published_at


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean(text)
