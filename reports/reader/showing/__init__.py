"""What proofreading has found, as JSON for programs, as text for a terminal and as a page with marks in the margin."""

from .as_html import page
from .as_json import report
from .as_text import listing

__all__ = ["listing", "page", "report"]
