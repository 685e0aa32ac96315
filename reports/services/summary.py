"""Printing a summary."""

from datetime import date

from django.conf import settings

from ..rendering.html import page_html
from ..rendering.pdf import render_pdf
from ..summary import Summary, compose_summary


def print_summary(summary: Summary, *, name: str, year: int, today: date) -> bytes:
    """Return the PDF of a summary.

    It is made while the person waits: a few pages of tables that belong to no evaluation, in seconds, within the
    time limit of every print.

    Raises:
        RenderingError: there is no PDF.
    """
    document = compose_summary(summary, name=name, year=year, today=today)
    return render_pdf(page_html(document), timeout=settings.RENDER_TIMEOUT).pdf
