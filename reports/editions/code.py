"""The short code (核验码) on the last page of a printed copy: it says which edition the copy was made from. Pure.

It follows from the place of the edition and from what was published, so it is known before any file is made, and a
copy of other figures has another one. Whether a file is the published one is proved by its SHA-256 alone.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from .canonical import canonical

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that could be read as a digit."""
LENGTH = 8


def short_code(folder: str, public: Mapping[str, Any]) -> str:
    """Return the code of the edition in `folder` that publishes the public view `public`."""
    digest = hashlib.sha256(f"{folder}\0".encode() + canonical(public)).digest()
    number = int.from_bytes(digest[:5], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def shown(code: str) -> str:
    """Return the code as it is printed, in two halves.

    >>> shown("K7P3QX9M")
    'K7P3-QX9M'
    """
    return f"{code[:4]}-{code[4:]}" if code else ""


def anchor(number: int) -> str:
    """Return the place of an edition on the landing page of its report."""
    return f"edition-{number}"
