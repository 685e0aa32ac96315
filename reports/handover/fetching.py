"""Reading what a portal shows, in a limited time and size."""

import http.client
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

from django.conf import settings

LARGEST = 200 * 1024 * 1024
LONGEST = 120
"""Seconds that one answer may take, however steadily it comes."""
CHUNK = 64 * 1024
GONE = {404, 410}
SAFE = "%:/?#[]@!$&'()*+,;="


class Unreadable(Exception):
    """Nothing could be read at an address; the text says why."""


def fetch(address: str) -> bytes | None:
    """Return what stands at an address, None where the server says that nothing does.

    Raises:
        Unreadable: it does not answer, or not with what was asked for.
    """
    if not address.startswith(("http://", "https://")):
        raise Unreadable(f"{address} 不是网址。")
    end = monotonic() + LONGEST
    try:
        with urlopen(quote(address, safe=SAFE), timeout=settings.HANDOVER_TIMEOUT) as answer:  # noqa: S310 - asked above
            content = bytearray()
            while chunk := answer.read(CHUNK):
                content += chunk
                if monotonic() > end or len(content) > LARGEST:
                    raise Unreadable(f"{address} 的内容过大或传输过慢，已中止读取。")
    except HTTPError as error:
        if error.code in GONE:
            return None
        raise Unreadable(f"{address} 读不出（HTTP {error.code}）。") from error
    except (URLError, OSError, http.client.HTTPException) as error:
        raise Unreadable(f"{address} 读不出，请检查网址和网络。") from error
    return bytes(content)
