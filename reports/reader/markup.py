"""The text of a web page, a block in each line; cells of a table row are parted by " | ", merged ones repeat."""

import re
from html.parser import HTMLParser

BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "li", "ul", "ol", "dl", "dt", "dd", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tfoot", "caption", "br", "hr", "blockquote"),
}
SILENT = {"script", "style", "noscript", "template", "head", "svg", "nav", "select", "button"}
BLANKS = re.compile(r"[ \t\r\f\v]+")
MOST_ROWS_MERGED = 200
LONGEST_CELL = 300


def html_text(markup: str) -> str:
    """Return the readable text of a page."""
    page = _Page()
    page.feed(markup)
    page.close()
    return page.text()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.silent = 0
        self.row: list[str] | None = None
        self.cell: str | None = None
        self.spans: dict[int, tuple[int, str]] = {}
        self.rows_of_cell = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "body":
            self.silent = 0
        elif tag == "tr":
            self._end_row()
            self._end_line()
            self.row = []
        elif tag in ("td", "th") and self.row is not None:
            self._end_cell()
            self._repeat_merged()
            self.cell = ""
            self.rows_of_cell = _rows(dict(attrs).get("rowspan"))
        elif tag == "table":
            self.spans = {}
        elif tag in BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        text = BLANKS.sub(" ", data.replace("\n", " "))
        if self.cell is not None:
            self.cell += text
        elif self.row is None:
            self.line += text

    def text(self) -> str:
        """Return all lines that hold something."""
        self._end_row()
        self._end_line()
        return "\n".join(self.lines)

    def _break(self) -> None:
        if self.cell is None:
            self._end_line()
        else:
            self.cell += "\n"

    def _end_line(self) -> None:
        if self.line.strip():
            self.lines.append(self.line.strip())
        self.line = ""

    def _end_cell(self) -> None:
        if self.cell is None or self.row is None:
            return
        text = self.cell.strip().replace("|", "／")
        if len(text) > LONGEST_CELL and "\n" in text:
            self.lines.extend(filter(None, map(str.strip, text.split("\n"))))
            text = ""
        text = " ".join(text.split("\n")).strip()
        if self.rows_of_cell > 1:
            self.spans[len(self.row)] = (self.rows_of_cell - 1, text)
        self.row.append(text)
        self.cell, self.rows_of_cell = None, 1

    def _repeat_merged(self) -> None:
        """Put in the cells that reach down from rows above."""
        while self.row is not None and len(self.row) in self.spans:
            at = len(self.row)
            left, text = self.spans.pop(at)
            if left > 1:
                self.spans[at] = (left - 1, text)
            self.row.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        self._repeat_merged()
        if self.row and any(self.row):
            self.lines.append(" | ".join(self.row))
        self.row = None


def _rows(value: str | None) -> int:
    return min(int(value), MOST_ROWS_MERGED) if value and value.isascii() and value.isdecimal() else 1
