"""From the bytes of a file to its text: .txt (UTF-8, GBK), .html and .docx; whatever else is refused in words."""

import re
from collections.abc import Callable
from pathlib import PurePath

from .markup import html_text
from .word import docx_text

LARGEST = 20 * 1024 * 1024
BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
CHARSET = re.compile(rb"charset=[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
CHINESE_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "utf8": "utf-8"}
OTHERS = {
    ".doc": "是旧版 Word 文件，请用 Word 或 WPS 另存为 .docx 后重新提供",
    ".wps": "是 WPS 文件，请另存为 .docx 后重新提供",
    ".pdf": "是 PDF 文件，请改用 Word 原稿，或者复制其中的文字后粘贴",
}


class Unreadable(ValueError):
    """The file cannot be read as a report; the message is for people."""


def text_of(name: str, content: bytes) -> str:
    """Return the text of a file by its name's ending.

    Raises:
        Unreadable: it is of another kind, broken, empty or too large.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in READERS:
        reason = OTHERS.get(suffix, "不是可以读取的文件，请提供 .txt、.html 或 .docx 文件")
        raise Unreadable(f"“{name}”{reason}。")
    if len(content) > LARGEST:
        raise Unreadable(f"“{name}”超过{LARGEST // 1024 // 1024}MB，请压缩其中的图片或者只提供报告正文。")
    try:
        text = READERS[suffix](content)
    except ValueError as error:
        raise Unreadable(f"“{name}”不能读取：{error}。") from error
    if not text.strip():
        raise Unreadable(f"“{name}”中没有文字；扫描件请先识别成文字。")
    return text


def decoded(content: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16 or GBK.

    Raises:
        ValueError: they are in none of them.
    """
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding)
    if b"\0" in content:
        raise ValueError("内容不是文字")
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("编码不是 UTF-8 或 GBK，请另存为 UTF-8 后重新提供")


def _html(content: bytes) -> str:
    found = CHARSET.search(content[:4096])
    charset = CHINESE_CHARSETS.get(found[1].decode().lower()) if found else None
    try:
        return html_text(content.decode(charset) if charset else decoded(content))
    except UnicodeDecodeError:
        return html_text(decoded(content))


READERS: dict[str, Callable[[bytes], str]] = {
    ".txt": decoded,
    ".html": _html,
    ".htm": _html,
    ".docx": docx_text,
}
