"""Putting the portal's files into the public root: read and written under one lock, so that the newest rows win."""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings

from departments.models import Evaluation

from ..editions.environment import claim_root
from ..editions.folders import remove_file, replace_file, staging_root
from .figures_of_years import has_figures, write_all_figures, write_figures_of
from .selection import File, everything, touched_by


def write_pages_of(evaluation: Evaluation) -> int:
    """Replace the files that one publication or withdrawal touches; return how many have changed.

    The figures of the whole year follow with the next sweep, as putting them together costs more the more reports there
    are; but the first report of a year brings them, and those of a report that is withdrawn go at once.
    """
    claim_root()
    year = evaluation.cycle.year
    with _one_writer():
        changed = _write(touched_by(evaluation))
        if not has_figures(year) or not evaluation.editions.current().exists():
            changed += write_figures_of(year)
    return changed


def write_all_pages() -> int:
    """Replace every file that differs from what the database says; return how many did."""
    claim_root()
    with _one_writer():
        return _write(everything()) + write_all_figures()


@contextmanager
def _one_writer() -> Iterator[None]:
    with (staging_root() / "pages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(files: Iterable[File]) -> int:
    return sum(_put(address, content) for address, content in files)


def _put(address: str, content: bytes | None) -> bool:
    path = settings.PUBLIC_ROOT / address
    return remove_file(path) if content is None else replace_file(path, content)
