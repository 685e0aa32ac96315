"""What the checks of an old report have in common: they read what is printed, and say in which line."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from reports.snapshot import OriginalFacts, Snapshot

from .findings import Fault, Span
from .registry import check
from .sample_report import sample
from .texts import line_text

printed = partial(check, part="original", of_originals=True, good=lambda snapshot: sample())


def at_line(original: OriginalFacts, line: int, message: str, span: Span | None = None, **values: Any) -> Fault:
    """Return a fault in a line of the original, counted from 1; the message begins with the line."""
    return line_text(original, line).fault(message, span, **({"content": original.line(line)} | values))


def original_of(snapshot: Snapshot) -> Iterator[OriginalFacts]:
    """Yield the old report that the snapshot was read from; nothing for an evaluation."""
    if snapshot.original:
        yield snapshot.original
