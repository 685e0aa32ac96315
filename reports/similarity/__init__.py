"""Which paragraphs read nearly the same, inside one report and among thousands. Pure; plain values only."""

from .index import Index, Paragraph
from .pairs import near_pairs
from .shingles import shared_percent, shingles

__all__ = ["Index", "Paragraph", "near_pairs", "shared_percent", "shingles"]
