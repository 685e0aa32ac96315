"""What is read back to somebody who types: the bound figures with their values, what is wrong, what could be bound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfeval.lib.bound import bound_in, stray_in, written
from perfeval.lib.characters import half

from .catalogue import Catalogue
from .filling import fill
from .numbers import numbers_in
from .offers import offers_for
from .problems import Trouble, problems_in
from .typed import Typed, typed_names, typed_rates, typed_total

MOST_OFFERS = 6
MOST_NAMES = 6
BEGUN = re.compile(r"[{｛]{2}\s*(?P<part>[^{}｛｝|｜\r\n，。；]{1,20})?$")


@dataclass(frozen=True)
class Chip:
    """A bound figure with its value."""

    name: str
    value: str
    is_missing: bool = False


@dataclass(frozen=True)
class Change:
    """A stretch that may become something else at a click; `start` and `end` count as browsers do (UTF-16)."""

    words: str
    becomes: str
    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Readback:
    """All that is said of one text."""

    chips: tuple[Chip, ...] = ()
    problems: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def read_back(text: str, catalogue: Catalogue, own: str = "") -> Readback:
    """Return what is said of a text; `own` is the name of the indicator that it is about."""
    problems = list(problems_in(text, catalogue))
    changes = {(change.start, change.becomes): change for change in _changes(text, catalogue, own)}
    begun = _begun(text)
    said = [problem for problem in problems if problem.trouble is not Trouble.MISSING and problem.span[0] != begun]
    return Readback(
        tuple(_chips(text, catalogue)),
        tuple(problem.message for problem in said),
        tuple(sorted(changes.values(), key=lambda change: change.start)[:MOST_OFFERS]),
    )


def _chips(text: str, catalogue: Catalogue) -> Iterator[Chip]:
    for bound in bound_in(text):
        figure = catalogue.find(bound.name)
        said = fill(text[bound.start : bound.end], catalogue)
        if figure and said.places:
            yield Chip(figure.name, said.text, not figure.is_known)


def _changes(text: str, catalogue: Catalogue, own: str) -> Iterator[Change]:
    yield from _completions(text, catalogue)
    for problem in problems_in(text, catalogue):
        fitting = problem.replacement or (
            written(problem.expected) if problem.trouble is Trouble.UNKNOWN and problem.expected else ""
        )
        if fitting:
            yield _change(text, problem.span, fitting, problem.expected)
    for find in (typed_total, typed_rates, typed_names):
        yield from (_of_typed(text, typed) for typed in find(text, catalogue) if typed.replacement)
    for number in numbers_in(text):
        for offer in offers_for(number, text, catalogue, own):
            yield _change(text, number.span, offer.binding, offer.figure.name)


def _completions(text: str, catalogue: Catalogue) -> Iterator[Change]:
    """Yield the names that begin or hold what was typed behind {{ at the end of a text or line."""
    start = _begun(text)
    if start is None:
        return
    end = len(text.rstrip("\n")) if "\n" not in text[start:] else text.index("\n", start)
    part = half(text[start:end]).lstrip("{ ").strip()
    fitting = [figure for figure in catalogue.figures if part in half(figure.name) and figure.is_known]
    for figure in sorted(fitting, key=lambda figure: not half(figure.name).startswith(part))[:MOST_NAMES]:
        yield _change(text, (start, end), written(figure.name), figure.name)


def _begun(text: str) -> int | None:
    """Return where a bound figure was begun that ends its line, None where none was."""
    for start, _ in stray_in(text):
        line = text[start:].split("\n", 1)[0]
        if BEGUN.fullmatch(line):
            return start
    return None


def _of_typed(text: str, typed: Typed) -> Change:
    return _change(text, typed.span, typed.replacement or "", typed.figure.name)


def _change(text: str, span: tuple[int, int], becomes: str, name: str) -> Change:
    start, end = span
    return Change(text[start:end], becomes, name, _units(text[:start]), _units(text[:end]))


def _units(text: str) -> int:
    """Return how long a text is to a browser."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
