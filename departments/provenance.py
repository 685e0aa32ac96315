"""Paragraphs, and how the same paragraph is known again in another year. Pure."""

import hashlib


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that are not empty, as the report sets them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def letters(text: str) -> int:
    """Return how many characters a text has, blanks not counted."""
    return len("".join(text.split()))


def digest(paragraph: str) -> str:
    """Return what two paragraphs share that differ in blanks at most (SHA-256)."""
    return hashlib.sha256("".join(paragraph.split()).encode()).hexdigest()
