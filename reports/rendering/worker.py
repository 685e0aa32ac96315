"""The child process that makes one PDF and ends.

It opens no network address and no file of ours, and says everything through one pipe.
"""

import gc
import logging
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from reports.rendering.archival import Embedded, declare
from reports.rendering.font_versions import font_versions

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.urls import URLFetcher

MESSAGE, MISSING, FONTS, PDF, FAILURE = "message", "missing", "fonts", "pdf", "failure"
NO_GLYPH = ".notdef glyph"
OPTIONS = {"pdf_variant": "pdf/a-3a", "presentational_hints": True}


def work(html: str, embedded: Sequence[Embedded], sender: Connection) -> None:
    """Send messages while rendering, then the PDF or the reason why there is none."""
    gc.disable()  # the process ends before its garbage matters; collecting it costs a tenth of the time
    logging.getLogger("weasyprint").addHandler(_Messages(sender))
    try:
        answer: tuple[str, bytes | str] = PDF, _render(html, embedded, sender)
    except Exception as error:  # noqa: BLE001 - whatever it is, the user must read it
        answer = FAILURE, f"{type(error).__name__}: {error}"
    sender.send(answer)
    sender.close()


def _render(html: str, embedded: Sequence[Embedded], sender: Connection) -> bytes:
    document, pdf = printed(html, embedded)
    for family, characters in _unnamed_families(document, html).items():
        sender.send((MESSAGE, f"有字符用了样式表未列出的字体“{family}”，请安装报告所用的字体并重新启动服务。"))
        sender.send((MISSING, characters))
    sender.send((FONTS, font_versions(document)))
    return pdf


def printed(html: str, embedded: Sequence[Embedded] = ()) -> tuple["Document", bytes]:
    """Return the laid-out page and its PDF with the embedded files, set as Chinese official documents are."""
    from weasyprint import HTML

    from reports.rendering import justification, spans, table_lines

    for measure in (justification, spans, table_lines):
        measure.install()
    document = HTML(string=html, url_fetcher=_closed_fetcher()).render(**OPTIONS)
    attachments = [file.attachment() for file in embedded]
    return document, document.write_pdf(finisher=_finish, attachments=attachments, **OPTIONS)


def _finish(document: "Document", pdf: Any) -> None:
    from reports.rendering.fonts import compact_fonts

    compact_fonts(document, pdf)
    declare(pdf)


def _unnamed_families(document: "Document", html: str) -> dict[str, str]:
    """Return the families that the style sheet does not name, with the characters that came out of each."""
    fonts = sorted(document.fonts.values(), key=lambda font: font.family)
    return {font.family: "".join(font.to_unicode.values()) for font in fonts if font.family not in html}


def _closed_fetcher() -> "URLFetcher":
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class ClosedFetcher(URLFetcher):
        """Opens what the page itself holds and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if not url.lower().startswith("data:"):
                raise PermissionError(f"报告不得引用外部地址或文件，已拒绝打开 {url}")
            return super().fetch(url, headers)

    return ClosedFetcher(allowed_protocols={"data"})


class _Messages(logging.Handler):
    """Sends warnings and errors of the renderer to the parent at once; characters without a glyph by themselves."""

    def __init__(self, sender: Connection) -> None:
        super().__init__(logging.WARNING)
        self.sender = sender

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(NO_GLYPH) and isinstance(record.args, tuple):
            self.sender.send((MISSING, record.args[0]))
        else:
            self.sender.send((MESSAGE, record.getMessage()))
