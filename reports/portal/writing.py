"""Putting the portal's files into the public root: read and written under one lock, so that the newest rows win."""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings

from departments.models import Evaluation, SiteConfiguration

from ..editions.environment import claim_root
from ..editions.folders import remove_file, replace_file, staging_root
from .figures_of_years import has_figures, write_figures_of
from .memory import Memory
from .parts import File, Part, surroundings
from .selection import everything, touched_by


def write_pages_of(evaluation: Evaluation) -> int:
    """Replace the files that one publication or withdrawal touches; return how many have changed.

    The figures of the whole year follow with the next sweep, as putting them together costs more the more reports there
    are; but the first report of a year brings them, and those of a report that is withdrawn go at once.
    """
    claim_root()
    year = evaluation.cycle.year
    with _one_writer():
        changed = sum(_write(part.make()) for part in touched_by(evaluation))
        if not has_figures(year) or not evaluation.editions.current().exists():
            changed += write_figures_of(year)
    return changed


def write_all_pages() -> int:
    """Replace every file that differs from what the database says; return how many did.

    What was written by an earlier call from the same rows and stands as it was left is not made again.
    """
    claim_root()
    with _one_writer():
        site = SiteConfiguration.current()
        memory = Memory(surroundings(site))
        changed = sum(_write_new(part, memory) for part in everything(site))
        memory.store()
        return changed


@contextmanager
def _one_writer() -> Iterator[None]:
    with (staging_root() / "pages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write_new(part: Part, memory: Memory) -> int:
    if memory.holds(part):
        return 0
    files = list(part.make())
    changed = _write(files)
    memory.keep(part, [address for address, _ in files])
    return changed


def _write(files: Iterable[File]) -> int:
    return sum(_put(address, content) for address, content in files)


def _put(address: str, content: bytes | None) -> bool:
    path = settings.PUBLIC_ROOT / address
    return remove_file(path) if content is None else replace_file(path, content)
