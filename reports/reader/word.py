"""The text of a Word file (.docx), a paragraph in each line, its automatic numbers written out.

Read by our own lines: only the parts with text are unpacked, each up to a limit, by a parser that refuses entities.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .word_numbers import Numbers

DOCUMENT = "word/document.xml"
NUMBERING = "word/numbering.xml"
LARGEST_PART = 30 * 1024 * 1024
MOST_MEMBERS = 5000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ENCRYPTED = b"\xd0\xcf\x11\xe0"


def docx_text(content: bytes) -> str:
    """Return the text of a Word file.

    Raises:
        ValueError: it is no Word file, broken, encrypted or too large; the message is for people.
    """
    if content.startswith(ENCRYPTED):
        raise ValueError("文件已加密或者是旧版 Word 文件，请取消密码并另存为 .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = _part(archive, DOCUMENT)
            numbering = _part(archive, NUMBERING) if NUMBERING in archive.namelist() else None
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ValueError("不是完好的 Word 文件，请用 Word 或 WPS 打开后另存为 .docx") from error
    except (ParseError, DefusedXmlException, UnicodeError) as error:
        raise ValueError("文件内容已损坏，请用 Word 或 WPS 打开后另存为 .docx") from error
    try:
        return "\n".join(_lines(body, Numbers(numbering)))
    except RecursionError as error:
        raise ValueError("表格嵌套过深") from error


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    """Return one part, parsed.

    Raises:
        ValueError: it is larger than any report's text.
    """
    if len(archive.namelist()) > MOST_MEMBERS:
        raise ValueError("文件内容过多")
    with archive.open(name) as part:
        text = part.read(LARGEST_PART + 1)
    if len(text) > LARGEST_PART:
        raise ValueError("文字部分过大，不像是一份报告")
    return fromstring(text, forbid_dtd=True)


def _lines(element: Element, numbers: Numbers) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}p":
            yield from (line.rstrip() for line in f"{numbers.of(child)}{_text(child)}".split("\n"))
        elif child.tag == f"{W}tbl":
            yield from _rows(child, numbers)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}body"):
            yield from _lines(child, numbers)


def _rows(table: Element, numbers: Numbers) -> Iterator[str]:
    above: dict[int, str] = {}
    for row in table.iter(f"{W}tr"):
        cells: list[str] = []
        for cell in row.findall(f"{W}tc"):
            text = " ".join(filter(None, _lines(cell, numbers))).replace("|", "／").replace("\n", " ")
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val") != "restart":
                text = above.get(len(cells), "")
            above[len(cells)] = text
            cells.append(text)
        if any(cells):
            yield " | ".join(cells)


def _text(paragraph: Element) -> str:
    """Return what a paragraph says, without what has been struck out, notes, and copies for older programs."""
    parts: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag in (f"{W}del", f"{W}instrText", FALLBACK):
            continue
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag in (f"{W}tab", f"{W}ptab"):
            parts.append(" ")
        elif element.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        stack.extend(reversed(element))
    return "".join(parts)
