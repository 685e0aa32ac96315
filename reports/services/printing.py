"""Printing a report, and saying in Chinese what the renderer has remarked."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape

from django.conf import settings

from ..editions.header import header_block, imprint
from ..editions.plan import Plan
from ..marking import margins
from ..rendering.archival import Embedded
from ..rendering.errors import RenderingError
from ..rendering.html import page_html
from ..rendering.pdf import Rendered, render_pdf
from ..rendering.typesetting import BREAK

Report = Callable[[int, str], None]

MOST_NAMED = 10
AROUND = 8
MARKUP = re.compile(rf"<style.*?</style>|<[^>]*>|{BREAK}", re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]")

logger = logging.getLogger(__name__)


class GlyphsMissing(RenderingError):
    """Characters of the report are in none of the intended fonts; a copy would show boxes or a foreign script."""


def print_report(plan: Plan, *, report: Report, is_final: bool, embedded: Sequence[Embedded] = ()) -> Rendered:
    """Return the PDF of a report with the embedded files; `report` is told what the renderer remarked.

    Raises:
        GlyphsMissing: it `is_final`, and a character is in none of the intended fonts; a draft is only remarked on.
        RenderingError: there is no PDF.
    """
    html = _page(plan, is_final=is_final)
    rendered = render_pdf(html, timeout=settings.RENDER_TIMEOUT, embedded=embedded)
    missing = missing_text(rendered.missing, html)
    if missing and is_final:
        raise GlyphsMissing(missing, rendered.messages)
    for remark in remarks((missing, *rendered.messages)):
        report(60, remark)
    return rendered


def _page(plan: Plan, *, is_final: bool) -> str:
    """Return what is printed; a draft has no edition yet that somebody could look for."""
    margin = margins(is_draft=not is_final)
    if not is_final:
        return page_html(plan.document, header_block(plan), margin)
    return page_html(plan.document, imprint(plan), margin, verification=plan.verification_address)


def remarks(messages: Iterable[str]) -> Iterator[str]:
    """Yield what the renderer remarked; what is not in Chinese is for the log of the system."""
    for message in filter(None, messages):
        if CHINESE.search(message):
            yield f"排版提示：{message}"
        else:
            logger.warning("The renderer remarked: %s", message)


def missing_text(characters: str, html: str) -> str:
    """Return what to do about characters without a font, naming each and where it stands; empty when there is none."""
    if not characters:
        return ""
    text = " ".join(unescape(MARKUP.sub("", html)).split())
    named = "；".join(_where(character, text) for character in characters[:MOST_NAMED])
    rest = f"等 {len(characters)} 个字符" if len(characters) > MOST_NAMED else ""
    return f"报告所用的字体没有以下字符，不能公开，请退回填报单位改用其他字形，或请管理员安装字体：{named}{rest}。"


def _where(character: str, text: str) -> str:
    at = text.find(character)
    place = f"，见“{text[max(at - AROUND, 0) : at + AROUND + 1]}”" if at >= 0 else ""
    return f"{character}（U+{ord(character):04X}{place}）"
