"""The metadata of a package as XML: the same names as in JSON, a list as repeated <item>. Pure."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET


def as_xml(said: Mapping[str, Any]) -> bytes:
    """Return plain values as XML; what JSON calls null is an empty element.

    >>> as_xml({"title": "报告", "files": [{"size": 3}]}).decode().splitlines()[1:3]
    ['<report>', '  <title>报告</title>']
    """
    root = _element("report", said)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _element(name: str, value: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, Mapping):
        element.extend(_element(key, one) for key, one in value.items())
    elif isinstance(value, list):
        element.extend(_element("item", one) for one in value)
    elif value is not None:
        element.text = str(value)
    return element
