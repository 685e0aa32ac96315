"""The keyed hash chain (封存链) over the audit log. Pure: values in, digests out.

Each link is HMAC-SHA256 over the link before it, its position, the moment of sealing and everything the entry says, so
that without the key no entry can be altered, removed, moved or slipped in unnoticed.

>>> first = genesis(b"key")
>>> link(b"key", first, 1, "2023-05-30", {"action": "x"}) == link(b"key", first, 1, "2023-05-30", {"action": "y"})
False
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

BEGINNING = b"perfeval audit log 1"


def genesis(key: bytes) -> str:
    """Return the link before the first entry: it proves the key."""
    return hmac.new(key, BEGINNING, sha256).hexdigest()


def link(key: bytes, previous: str, position: int, sealed_at: datetime | str, content: Mapping[str, Any]) -> str:
    """Return the link of the entry at `position` (from 1), which says `content`."""
    said = [previous, position, sealed_at, content]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), sha256).hexdigest()


def _plain(value: object) -> str:
    """Return a moment the same way on every engine and in every time zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the log.")
