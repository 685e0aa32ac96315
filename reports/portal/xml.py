"""XML that every reader takes. Pure."""

import re
from xml.etree.ElementTree import Element, indent, tostring

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(root: Element) -> bytes:
    """Return a document with its declaration."""
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def clean(text: str) -> str:
    """Return the text without the characters that XML 1.0 has no place for."""
    return FORBIDDEN.sub("", text)
