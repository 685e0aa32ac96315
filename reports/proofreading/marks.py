"""A stretch of a text that wants correcting."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """Where it begins and ends, what is to be said of it, and what it may become (None where a person has to think).

    The message goes on after the name of the place and is closed by what to do.
    """

    start: int
    end: int
    message: str
    expected: str = ""
    replacement: str | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The stretch."""
        return self.start, self.end
