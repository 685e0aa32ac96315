"""Looking into a zip without unpacking it: which Office document it is, and whether it would burst."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import BadZipFile, ZipFile

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
END_LENGTH = 22
LONGEST_COMMENT = 1 << 16
LONGEST_DIRECTORY = 1 << 20
"""How long the list of contents may be, in bytes: it is read whole."""


class Bursting(Exception):
    """Unpacked, it would be far larger than any Office document."""


class Encrypted(Exception):
    """What is inside can be read with a password only."""


def names_inside(file: IO[bytes], largest: int) -> set[str]:
    """Return the names of what a zip holds, none when it is no sound zip; `largest` is in bytes, all unpacked.

    Raises:
        Bursting: it names too much or too large contents.
        Encrypted: it needs a password.
    """
    try:
        with _opened(file) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, struct.error):
        return set()
    if sum(member.file_size for member in members) > largest:
        raise Bursting
    if any(member.flag_bits & 1 for member in members):
        raise Encrypted
    return {member.filename for member in members}


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[ZipFile]:
    try:
        if _directory_length(file) > LONGEST_DIRECTORY:
            raise Bursting
        with ZipFile(file) as archive:
            yield archive
    finally:
        file.seek(0)


def _directory_length(file: IO[bytes]) -> int:
    """Return how many bytes the list of contents takes; no Office document needs the 64-bit form."""
    size = file.seek(0, 2)
    file.seek(max(size - LONGEST_COMMENT - END_LENGTH, 0))
    tail = file.read()
    start = tail.rfind(END)
    if start < 0:
        raise BadZipFile
    if END_64 in tail[:start]:
        raise Bursting
    return int(struct.unpack_from("<L", tail, start + 12)[0])
