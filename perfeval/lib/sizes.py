"""Sizes of files as people read them."""

from math import ceil


def megabytes(size: int) -> str:
    """Return a size as people read it, rounded up, so that what is over a limit never reads like it.

    >>> megabytes(20 * 1024 * 1024), megabytes(1572864), megabytes(20 * 1024 * 1024 + 1)
    ('20MB', '1.5MB', '20.1MB')
    """
    return f"{ceil(size * 10 / 1024 / 1024) / 10:.1f}".removesuffix(".0") + "MB"
