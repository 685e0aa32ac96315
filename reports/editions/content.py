"""The files of an edition: the page, the PDF, the data, their looks and the list that proves them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from ..public_view import public_view
from ..rendering.html import body_html
from .addresses import MANIFEST, PAGE
from .folders import source
from .header import edition_tags, header_block
from .manifest import manifest_of, pretty, sha256
from .plan import Plan

PDF, DATA = "report.pdf", "data.json"
STYLE_SHEETS = {"document.css": "document/document.css", "portal.css": "portal/portal.css"}


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


def edition_files(plan: Plan, pdf: bytes) -> dict[str, bytes]:
    """Return every file of an edition by name, the manifest last."""
    public = public_view(plan.snapshot)
    files = {PDF: pdf, DATA: pretty(public)} | style_sheets()
    attachments = [Attachment.of(PDF, "PDF 版", pdf), Attachment.of(DATA, "数据（JSON）", files[DATA])]
    files[PAGE] = page(plan, style_names(), attachments=attachments).encode()
    files[MANIFEST] = pretty(manifest_of(plan, files, public))
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
    }
    return render_to_string("portal/edition.html", context | extra)


def style_sheets() -> dict[str, bytes]:
    """Return the style sheets that every edition carries with it."""
    return {name: source(address) for name, address in STYLE_SHEETS.items()}


def style_names() -> dict[str, str]:
    """Return the addresses of the style sheets beside the page."""
    return {Path(name).stem: name for name in STYLE_SHEETS}
