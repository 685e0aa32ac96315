"""What a web page says of itself: its tags, its text, its links. Pure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_UNSEEN = {"script", "style"}
_INDEX_NUMBER = re.compile(r"索引号[:：]?\s*([0-9A-Za-z][0-9A-Za-z/_.\-]{3,99})")


@dataclass
class WebPage:
    """A page as it was read."""

    tags: dict[str, str] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that can be read on it, without any space."""
        return re.sub(r"\s+", "", "".join(self.pieces))

    @property
    def index_number(self) -> str:
        """The number (索引号) that stands on it, empty when there is none.

        >>> read_page("<dt>索引号</dt><dd>k1-0601-2023-0007</dd>".encode()).index_number
        'k1-0601-2023-0007'
        """
        found = _INDEX_NUMBER.search(" ".join(self.pieces))
        return found[1] if found else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page, self.unseen = WebPage(), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and "name" in given:
            self.page.tags.setdefault(given["name"], given.get("content", ""))
        elif tag == "a" and "href" in given:
            self.page.links.append(given["href"])
        self.unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.page.pieces.append(data)


def read_page(content: bytes) -> WebPage:
    """Read a page, in UTF-8 or else in the older Chinese encoding."""
    reader = _Reader()
    try:
        reader.feed(content.decode("utf-8"))
    except UnicodeDecodeError:
        reader.feed(content.decode("gb18030", errors="replace"))
    return reader.page
