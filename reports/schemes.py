"""The schemes that a snapshot carries, read once. Pure."""

from functools import lru_cache

from indicators.schemes import Scheme, load

from .snapshot import Snapshot


def scheme_of(snapshot: Snapshot) -> Scheme:
    """Return the scheme by which the snapshot was scored and is set out.

    Raises:
        SchemeError: its content is not a scheme.
    """
    return _read(snapshot.scheme.content)


def project_scheme_of(snapshot: Snapshot) -> Scheme | None:
    """Return the scheme by which the snapshot's projects were scored, None where the round has none for them.

    Raises:
        SchemeError: its content is not a scheme.
    """
    return _read(snapshot.project_scheme.content) if snapshot.project_scheme else None


@lru_cache(maxsize=16)
def _read(content: str) -> Scheme:
    return load(content)
