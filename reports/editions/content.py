"""The files of an edition: the page, PDF, Word, tables, data, their looks and the list that proves them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from departments.environment import environment
from indicators.spreadsheets import write_workbook

from ..marking import mark
from ..public_view import public_view
from ..rendering.archival import Embedded
from ..rendering.html import body_html
from ..rendering.pdf import Rendered
from ..rendering.word import render_docx
from ..tables import tables_of
from .addresses import MANIFEST, PAGE
from .code import shown
from .folders import source
from .header import edition_tags, header_block, imprint
from .manifest import manifest_of, pretty, sha256
from .plan import Plan

PDF, WORD, TABLES, DATA = "report.pdf", "report.docx", "tables.xlsx", "data.json"
TITLES = {PDF: "PDF 版", WORD: "Word 版", TABLES: "自评表（Excel）", DATA: "数据（JSON）"}
STYLE_SHEETS = {"document.css": "document/document.css", "portal.css": "portal/portal.css"}
OF_TRAINING = {"training.css": "document/training.css"}


@dataclass(frozen=True)
class Attachment:
    """A file that the page links to."""

    name: str
    title: str
    size: int
    sha256: str

    @classmethod
    def of(cls, name: str, title: str, content: bytes) -> "Attachment":
        """Describe a file by its content."""
        return cls(name, title, len(content), sha256(content))


def source_files(plan: Plan) -> dict[str, bytes]:
    """Return what stands beside the PDF and is made without it; no person is named in any of it."""
    signed_by_nobody = replace(plan.snapshot, filled_by="", head="", phone="")
    return {
        WORD: render_docx(plan.document, imprint(plan), mark(is_draft=False)),
        TABLES: write_workbook(tables_of(signed_by_nobody, mark(is_draft=False))),
        DATA: pretty(public_view(plan.snapshot)),
    }


def embedded_files(sources: Mapping[str, bytes]) -> list[Embedded]:
    """Return what the PDF carries inside: the figures that it was made from."""
    return [
        Embedded(DATA, TITLES[DATA], sources[DATA]),
        Embedded(TABLES, TITLES[TABLES], sources[TABLES], relationship="Supplement"),
    ]


def edition_files(plan: Plan, sources: Mapping[str, bytes], rendered: Rendered) -> dict[str, bytes]:
    """Return every file of an edition by name, the manifest last."""
    downloads = {PDF: rendered.pdf, **sources}
    attachments = [Attachment.of(name, TITLES[name], content) for name, content in downloads.items()]
    files = downloads | style_sheets()
    files[PAGE] = page(plan, style_names(), attachments=attachments).encode()
    files[MANIFEST] = pretty(manifest_of(plan, files, public_view(plan.snapshot), rendered.fonts))
    return files


def page(plan: Plan, styles: Mapping[str, str], **extra: Any) -> str:
    """Return the page of a report; `styles` maps each style sheet to its address."""
    context = {
        "plan": plan,
        "site": plan.site,
        "tags": edition_tags(plan),
        "header": header_block(plan),
        "body": body_html(plan.document),
        "styles": styles,
        "root": "../../../",
        "code": shown(plan.code),
        "environment": environment(),
    }
    return render_to_string("portal/edition.html", context | extra)


def style_sheets() -> dict[str, bytes]:
    """Return the style sheets that every edition carries with it."""
    return {name: source(address) for name, address in _sheets().items()}


def style_names() -> dict[str, str]:
    """Return the addresses of the style sheets beside the page."""
    return {Path(name).stem: name for name in _sheets()}


def _sheets() -> dict[str, str]:
    return STYLE_SHEETS | (OF_TRAINING if environment().is_training else {})
