"""The ways to a target. Each opens as a `Place`; heavy libraries are imported where they are used."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from ...models import Target
from .folder import open_folder
from .place import HandoverFailed, Place
from .s3 import open_s3
from .sftp import open_sftp

__all__ = ["HandoverFailed", "Place", "place_of"]

WAYS: dict[str, Callable[[Target], AbstractContextManager[Place]]] = {
    Target.Transport.FOLDER: open_folder,
    Target.Transport.SFTP: open_sftp,
    Target.Transport.S3: open_s3,
}


@contextmanager
def place_of(target: Target) -> Iterator[Place]:
    """Open the way to a target.

    Raises:
        HandoverFailed: there is none at present; the text says why.
    """
    with WAYS[target.transport](target) as place:
        yield place
