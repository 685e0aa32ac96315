"""The scheme that a snapshot carries, read once. Pure."""

from functools import lru_cache

from indicators.schemes import Scheme, load

from .snapshot import Snapshot


def scheme_of(snapshot: Snapshot) -> Scheme:
    """Return the scheme by which the snapshot was scored and is set out.

    Raises:
        SchemeError: its content is not a scheme.
    """
    return _read(snapshot.scheme.content)


@lru_cache(maxsize=16)
def _read(content: str) -> Scheme:
    return load(content)
