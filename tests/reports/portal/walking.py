"""Walking through the portal as a crawler does: every page, every link, every tag that has to be there."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

SITE_TAGS = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN_TAGS = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE_TAGS = {"ArticleTitle", "PubDate", "ContentSource"}


def pages_to_look_at(root: Path) -> dict[str, str]:
    """Return one page of each kind."""
    addresses = {
        "root": "index.html",
        "year": "2022/index.html",
        "departments": "departments/index.html",
        "department": "departments/0003/index.html",
        "types": "types/index.html",
        "type": "types/street/2022.html",
        "search": "search.html?q=青石",
        "data": "data/index.html",
        "landing": "2022/101/index.html",
        "withdrawn": "2021/101/index.html",
        "notice": "2021/101/1/index.html",
    }
    return {name: f"{root.as_uri()}/{address}" for name, address in addresses.items()}


class _Page(HTMLParser):
    """Collects what a page links to, its tags, and its places."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: dict[str, str] = {}
        self.places: set[str] = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.links += [given[name] for name in ("href", "src", "action") if given.get(name)]
        if tag == "meta" and given.get("name"):
            self.tags[given["name"]] = given.get("content") or ""
        if given.get("id"):
            self.places.add(given["id"])


@dataclass
class Walk:
    """One walk over every link: addresses that answered, and what is wrong. `fetch` raises OSError for a broken one."""

    fetch: Callable[[str], bytes]
    seen: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    places: dict[str, set[str]] = field(default_factory=dict)
    wanted: list[tuple[str, str, str]] = field(default_factory=list)

    def over(self, start: str) -> "Walk":
        """Follow every link from `start`."""
        self.waiting = [(start, "")]
        while self.waiting:
            self._visit(*self.waiting.pop())
        for origin, target, place in self.wanted:
            if place not in self.places.get(target, {place}):
                self.troubles.append(f"{origin}: {target} has no place {place}")
        return self

    def _visit(self, address: str, origin: str) -> None:
        if address in self.seen:
            return
        self.seen.add(address)
        try:
            content = self.fetch(address)
        except OSError as error:
            self.troubles.append(f"{origin}: {address} is broken ({error})")
            return
        if address.endswith(".html"):
            self._read(address, content.decode("utf-8"))

    def _read(self, address: str, text: str) -> None:
        page = _Page()
        page.feed(text)
        self.places[address] = page.places
        self.troubles += _missing_tags(address, page.tags)
        for link in page.links:
            self._follow(address, link)

    def _follow(self, address: str, link: str) -> None:
        if link.startswith("data:"):
            return
        if urlsplit(link).scheme or link.startswith("/"):
            self.troubles.append(f"{address}: {link} is not relative")
            return
        target, place = urldefrag(urljoin(address, link))
        self.waiting.append((target, address))
        if place:
            self.wanted.append((address, target, place))


def _missing_tags(address: str, tags: dict[str, str]):
    is_article = re.search(r"/\d{4}/[^/]+/(\d+/)?index\.html$", address)
    needed = SITE_TAGS | COLUMN_TAGS | (ARTICLE_TAGS if is_article else set())
    for name in sorted(needed):
        if not tags.get(name):
            yield f"{address} has no {name}"


def from_disk(address: str) -> bytes:
    """Return what stands at a file:// address."""
    return Path(unquote(urlsplit(address).path)).read_bytes()
