"""A sheet of either kind of file, to be read once from the top down."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from .cells import Row


class Sheet(Protocol):
    """A sheet.

    Attributes:
        name: as it stands on the tab.
        is_hidden: whether people do not see it.
    """

    name: str
    is_hidden: bool

    @property
    def merged(self) -> Sequence[tuple[int, int, int, int]]:
        """The areas whose cells are merged, as first and last row, first and last column; known after `rows`."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold something.

        Raises:
            Unreadable: the file is damaged, or more than the limits allow.
        """
