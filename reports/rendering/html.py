"""The document as HTML: one article, which the public page and the PDF both hold."""

from collections.abc import Sequence
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from reports.document.blocks import Document
from reports.document.titles import title_lines
from reports.rendering.parts import annex_parts, body_parts, contents
from reports.rendering.qr import picture_of
from reports.rendering.typesetting import typeset

STYLE_SHEET = "document/document.css"


def body_html(document: Document) -> str:
    """Return the article; whoever shows it links `document/document.css`."""
    return render_to_string(
        "document/article.html",
        {
            "document": document,
            "title_lines": title_lines(document.title),
            "contents": contents(document) if document.has_contents else (),
            "parts": body_parts(document),
            "annexes": annex_parts(document),
        },
    )


def page_html(
    document: Document,
    imprint: Sequence[tuple[str, str]] = (),
    margins: Sequence[str] = (),
    *,
    verification: str = "",
) -> str:
    """Return a whole page that needs nothing else: what the PDF is printed from.

    `imprint` are labels and values of the publication (公开信息), which close the last page: a printed copy still says
    what it is. `margins` are style sheets that print something into the margin of every page. `verification` is the
    address where a copy can be compared with what was published; it is printed as a QR code.
    """
    return render_to_string(
        "document/page.html",
        {
            "document": document,
            "title": "".join(title_lines(document.title)),
            "body": typeset(body_html(document)),
            "code": picture_of(verification) if verification else "",
            "imprint": [(label, value) for label, value in imprint if value],
            "style": "\n".join(map(style_sheet, (STYLE_SHEET, *margins))),
        },
    )


def style_sheet(name: str = STYLE_SHEET) -> str:
    """Return the text of a style sheet, that of every document unless another is named."""
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")
