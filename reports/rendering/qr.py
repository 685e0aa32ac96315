"""An address as a QR code: a vector picture, the same bytes for the same address."""

from base64 import b64encode
from io import BytesIO

QUIET_ZONE = 4
"""Modules of white around the code, as ISO/IEC 18004 wants."""


def svg(text: str) -> str:
    """Return the picture; a seventh of it may be soiled (level M)."""
    import segno

    written = BytesIO()
    segno.make(text, error="m", micro=False).save(
        written, kind="svg", border=QUIET_ZONE, xmldecl=False, svgclass=None, lineclass=None, nl=False, omitsize=True
    )
    return written.getvalue().decode()


def picture_of(text: str) -> str:
    """Return the picture as a `data:` address, so that the page needs no other file."""
    return f"data:image/svg+xml;base64,{b64encode(svg(text).encode()).decode()}"
