"""Recognising a proof by its content: magic bytes and the names inside a zip, never by its name alone.

Every refusal has a message of its own: what is wrong with which file, and what to do.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from departments.office_files import OLD_OFFICE, ZIP, Bursting, Encrypted, names_inside
from perfeval.lib.sizes import megabytes


@dataclass(frozen=True)
class Kind:
    """A type of file that may be uploaded."""

    title: str
    content_type: str
    suffixes: tuple[str, ...]


PDF = Kind("PDF文件", "application/pdf", (".pdf",))
PNG = Kind("PNG图片", "image/png", (".png",))
JPEG = Kind("JPG图片", "image/jpeg", (".jpg", ".jpeg"))
WORD = Kind("Word文档（docx）", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
EXCEL = Kind("Excel表格（xlsx）", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
TEXT = Kind("纯文本或CSV", "text/plain; charset=utf-8", (".csv", ".txt"))

ACCEPTED = "可上传 PDF、JPG 或 PNG 图片、Word（docx）、Excel（xlsx）、CSV 或纯文本文件。"
MAGIC = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
MEMBERS = (("word/document.xml", WORD), ("xl/workbook.xml", EXCEL))
MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)", re.IGNORECASE)
SAMPLE = 1 << 16


class Unacceptable(Exception):
    """The file cannot be taken; the text says why and what to do."""


def recognise(file: IO[bytes], name: str, *, largest_unpacked: int) -> Kind:
    """Return what the file is.

    Raises:
        Unacceptable: unknown, or something else than its name says.
    """
    kind = _kind_of(file, name, largest_unpacked)
    suffix = PurePath(name).suffix.lower()
    if kind is None:
        raise Unacceptable(f"“{name}”不是可以接受的文件类型。{ACCEPTED}")
    if suffix not in kind.suffixes:
        raise Unacceptable(f"“{name}”的内容是{kind.title}，与扩展名“{suffix or '（无）'}”不符，请上传未改名的原文件。")
    return kind


def _kind_of(file: IO[bytes], name: str, largest_unpacked: int) -> Kind | None:
    file.seek(0)
    head = file.read(SAMPLE)
    file.seek(0)
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(OLD_OFFICE):
        raise Unacceptable(f"“{name}”是旧版Office（或WPS）文件，或设有密码。请去掉密码，另存为docx、xlsx或PDF后上传。")
    if head.startswith(ZIP):
        return _office_kind(file, name, largest_unpacked)
    return TEXT if _is_text(head) else None


def _office_kind(file: IO[bytes], name: str, largest: int) -> Kind | None:
    """Return what the names inside say; nothing is unpacked, and macros are refused."""
    try:
        names = names_inside(file, largest)
    except Bursting:
        raise Unacceptable(f"“{name}”解开后超过{megabytes(largest)}，不像正常的文档，请另存为PDF后上传。") from None
    except Encrypted:
        raise Unacceptable(f"“{name}”设有密码，请去掉密码后上传。") from None
    if any(inside.lower().endswith("vbaproject.bin") for inside in names):
        raise Unacceptable(f"“{name}”含有宏，请另存为不含宏的docx、xlsx或PDF后上传。")
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for member, kind in MEMBERS if member in names), None)


def _is_text(head: bytes) -> bool:
    """Whether it is readable text in UTF-8 or GB 18030, and no markup that a browser could run."""
    if b"\0" in head or MARKUP.search(head):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    for end in range(len(head), max(len(head) - 4, 0), -1):
        try:
            head[:end].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
