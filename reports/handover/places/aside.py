"""Where a file is written before it is put in place. Pure."""

import hashlib


def aside_of(address: str, content: bytes) -> str:
    """Return the address of a file on its way: hidden, beside its place, the same at every attempt.

    >>> aside_of("2023/101/1/report.pdf", b"")
    '2023/101/1/.report.pdf.e3b0c44298fc.part'
    """
    folder, slash, name = address.rpartition("/")
    return f"{folder}{slash}.{name}.{hashlib.sha256(content).hexdigest()[:12]}.part"


def is_aside(name: str) -> bool:
    """Whether a file is one on its way, left by a hand-over that was cut off."""
    return name.startswith(".") and name.endswith(".part")
