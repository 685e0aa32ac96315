"""From what a finder marks in texts to faults at their places; which texts tell of results."""

from collections.abc import Callable, Iterable, Iterator

from reports.proofreading import Mark
from reports.snapshot import OriginalFacts, Snapshot

from .findings import Fault
from .texts import Text, line_text, public_texts

Finder = Callable[[str], Iterator[Mark]]
RESULT_FIELDS = {"reached", "result", "narrative", "actual_text", "goal_reached"}


def marked(texts: Iterable[Text], finder: Finder, *, is_raw: bool = False) -> Iterator[Fault]:
    """Yield a fault for every stretch that `finder` marks in the texts, in half-width spelling or raw as written."""
    for text in texts:
        for mark in finder(text.content if is_raw else text.half):
            yield fault_at(text, mark)


def fault_at(text: Text, mark: Mark) -> Fault:
    """Return what is to be said of a marked stretch, with what it may become at a click."""
    start, end = mark.span
    values = {"expected": mark.expected, "actual": text.content[start:end], "replacement": mark.replacement}
    return text.fault(mark.message, mark.span, **values)


def result_texts(snapshot: Snapshot) -> Iterator[Text]:
    """Yield the texts that tell what was reached in the year."""
    if snapshot.original:
        return (line_text(snapshot.original, number) for number in _result_lines(snapshot.original))
    return (text for text in public_texts(snapshot) if text.field in RESULT_FIELDS)


def _result_lines(original: OriginalFacts) -> Iterator[int]:
    blocks = [*original.indicators, *((original.execution,) if original.execution else ())]
    yield from sorted({number for block in blocks for number in range(block.line, block.last_line + 1)})
