"""Numbers in texts that are bound to nothing and have a source of their own, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FreeFigureFacts:
    """One free figure (自由数字) as it is written, with its unit, and where it comes from; it stays inside."""

    words: str
    source: str
