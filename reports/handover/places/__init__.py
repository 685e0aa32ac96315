"""The ways to a target. Each opens as a `Place`; heavy libraries are imported where they are used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ...models import Target
from .folder import open_folder
from .place import HandoverFailed, Place

__all__ = ["HandoverFailed", "Place", "place_of"]

WAYS: dict[str, Callable[[Target], object]] = {Target.Transport.FOLDER: open_folder}


@contextmanager
def place_of(target: Target) -> Iterator[Place]:
    """Open the way to a target.

    Raises:
        HandoverFailed: there is none at present; the text says why.
    """
    with WAYS[target.transport](target) as place:  # type: ignore[attr-defined]
        yield place
