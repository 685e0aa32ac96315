"""Asking clamd whether a file carries a virus (its INSTREAM protocol, over TCP or a Unix socket).

Without CLAMD_URL nothing is scanned. With it nothing is taken unscanned: a scanner that cannot answer is an error.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 1 << 16
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310


class NotScanned(Exception):
    """There is no answer that could be trusted."""


def is_configured() -> bool:
    """Whether files are scanned at all."""
    return bool(settings.CLAMD_URL)


def is_alive() -> bool:
    """Whether the scanner answers."""
    try:
        with _connected() as clamd:
            clamd.sendall(b"zPING\0")
            return _answer(clamd) == "PONG"
    except OSError:
        return False


def find_virus(file: IO[bytes]) -> str:
    """Return the signature that was found in the file, empty when it is clean or there is no scanner.

    Raises:
        NotScanned: the scanner cannot be reached or did not finish.
    """
    if not is_configured():
        return ""
    try:
        with _connected() as clamd:
            answer = _stream(clamd, file)
    except OSError as error:
        raise NotScanned(str(error)) from error
    finally:
        file.seek(0)
    if answer == "stream: OK":
        return ""
    if not answer.endswith(" FOUND"):
        raise NotScanned(answer)
    return answer.removeprefix("stream: ").removesuffix(" FOUND")


def _stream(clamd: socket.socket, file: IO[bytes]) -> str:
    """Send the file in chunks, each with its length before it, and return what clamd says of it."""
    file.seek(0)
    clamd.sendall(b"zINSTREAM\0")
    while chunk := file.read(CHUNK):
        clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
    clamd.sendall(struct.pack("!L", 0))
    return _answer(clamd)


def _answer(clamd: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < LONGEST_ANSWER:
        part = clamd.recv(LONGEST_ANSWER)
        if not part:
            break
        received += part
    return received.rstrip(b"\0").decode(errors="replace")


@contextmanager
def _connected() -> Iterator[socket.socket]:
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        with socket.socket(socket.AF_UNIX) as clamd:
            clamd.settimeout(settings.CLAMD_TIMEOUT)
            clamd.connect(address.path)
            yield clamd
    else:
        place = (address.hostname or "", address.port or DEFAULT_PORT)
        with socket.create_connection(place, settings.CLAMD_TIMEOUT) as clamd:
            yield clamd
