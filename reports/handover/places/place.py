"""What every way to a target can do. Addresses are relative and use slashes."""

from typing import Protocol


class HandoverFailed(Exception):
    """A target did not take what it was to get; the text says why and what to do, and never holds a secret."""


class Place(Protocol):
    """An open way to a target. Every method raises HandoverFailed and takes a limited time."""

    def read(self, address: str) -> bytes | None:
        """Return the content of a file, None where there is none."""

    def is_empty(self) -> bool:
        """Whether nothing lies at the target yet."""

    def holds(self, address: str, content: bytes) -> bool:
        """Whether a file with this very content is there."""

    def put(self, address: str, content: bytes) -> None:
        """Put a file in place, whole or not at all."""

    def tidy(self, folder: str) -> None:
        """Remove from a folder what a hand-over that was cut off has left on its way."""

    def remove(self, address: str) -> None:
        """Remove a file, if it is there."""
