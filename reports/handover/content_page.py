"""Comparing the page that a content system has made of a package with the report: by what is read, and by its files."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.utils import timezone

from ..editions.content import TITLES
from ..editions.manifest import sha256
from ..editions.scans import SUFFIXES as SCAN_SUFFIXES
from ..models import Edition
from ..portal.published import files_of
from .fetching import Unreadable, fetch
from .scans import differing_links
from .webpage import WebPage

SUFFIXES = (*(name.rpartition(".")[2] for name in TITLES), *SCAN_SUFFIXES.values())
MOST_LINKS = 30
_LABEL = re.compile("(?:发布机构|发布单位|信息来源)[:：]")


def differences_of_page(edition: Edition, page: WebPage, address: str) -> Iterator[str]:
    """Yield in what a page differs from the edition: title, publisher, date, and each file that it must offer."""
    day = timezone.localtime(edition.published_at)
    dates = (f"{day:%Y-%m-%d}", f"{day:%Y年%m月%d日}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y/%m/%d}")
    if "".join(edition.title.split()) not in page.text:
        yield f"网页上没有标题“{edition.title}”。"
    yield from _of_publisher(edition.evaluation.department.name, page)
    if not any(date in page.text for date in dates):
        yield f"网页上没有公开日期 {dates[0]}。"
    found = set(_hashes(page, address))
    for entry in files_of(edition):
        if entry["name"] in TITLES and entry["sha256"] not in found:
            yield f"网页上没有内容一致的附件 {entry['name']}（SHA-256 {entry['sha256']}）。"
    yield from differing_links(edition, found)


def _of_publisher(publisher: str, page: WebPage) -> Iterator[str]:
    """Yield who else the page names as publisher: the name alone proves nothing, as the title holds it."""
    source = page.tags.get("ContentSource", publisher)
    named = [page.text[found.end() :] for found in _LABEL.finditer(page.text)]
    others = [text[: len(publisher)] for text in named if not text.startswith(publisher)]
    others += [source] if source != publisher else []
    for other in dict.fromkeys(others):
        yield f"网页的发布机构为“{other}”，应为“{publisher}”。"
    if not (named or "ContentSource" in page.tags or f"发布机构{publisher}" in page.text):
        yield f"网页上没有发布机构“{publisher}”。"


def _hashes(page: WebPage, address: str) -> Iterator[str]:
    """Yield the hash of each file that the page links to."""
    links = dict.fromkeys(urljoin(address, link) for link in page.links)
    files = [link for link in links if urlsplit(link).path.lower().endswith(SUFFIXES)]
    for link in files[:MOST_LINKS]:
        try:
            content = fetch(link)
        except Unreadable:
            continue
        if content is not None:
            yield sha256(content)
