"""Which kind of table a file is, by its content; what is none, or could do harm, is refused by name."""

from collections.abc import Collection
from pathlib import PurePath
from typing import IO

from perfeval.lib.sizes import megabytes

from ..office_files import OLD_OFFICE, ZIP, Bursting, Encrypted, names_inside
from .limits import Limits
from .problems import Unreadable, refuse

XLSX, CSV = "xlsx", "csv"
SAMPLE = 4096
SAVE_AS = "请在Excel或WPS中另存为“Excel工作簿（*.xlsx）”后上传。"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
OLD_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
TEXT_NAMES = (".csv", ".txt", ".tsv")
OTHER_FILES = (
    ("xl/workbook.bin", "是二进制工作簿（xlsb）。" + SAVE_AS),
    ("word/document.xml", "是Word文档，不是工作簿。请上传Excel工作簿（xlsx）。"),
    ("ppt/presentation.xml", "是演示文稿，不是工作簿。请上传Excel工作簿（xlsx）。"),
    ("content.xml", "是OpenDocument表格（ods）。" + SAVE_AS),
)
PACKED = "是压缩文件，不是Excel工作簿。请解压后上传其中的xlsx文件。"
WEB_PAGE = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")
MACROS = ("vbaproject.bin", "xl/macrosheets/", "xl/dialogsheets/")
LINKS = "xl/externallinks/"


def recognise(file: IO[bytes], name: str, limits: Limits) -> str:
    """Return XLSX or CSV; the file stands at its beginning afterwards.

    Raises:
        Unreadable: it is neither, too large, damaged, or could do harm.
    """
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(SAMPLE)
    file.seek(0)
    if size > limits.file_bytes:
        raise refuse(f"“{name}”有{megabytes(size)}，超过上限{megabytes(limits.file_bytes)}，请删除图片或拆分后上传。")
    if not head.strip():
        raise refuse(f"“{name}”是空文件，可能在上传或保存时中断，请核对后重新上传。")
    if head.startswith(OLD_OFFICE):
        raise _old_office(file, name)
    if head.startswith(ZIP):
        _look_inside(file, name, limits)
        return XLSX
    return _text_kind(head, name)


def _old_office(file: IO[bytes], name: str) -> Unreadable:
    content = file.read()
    file.seek(0)
    if PROTECTED in content:
        return refuse(f"“{name}”设有打开密码，无法读取。请在Excel或WPS中取消密码后上传。")
    if any(stream in content for stream in OLD_STREAMS):
        return refuse(f"“{name}”是旧版Excel文件（xls）。{SAVE_AS}")
    return refuse(f"“{name}”是旧版Office文件，不是Excel工作簿。{SAVE_AS}")


def _look_inside(file: IO[bytes], name: str, limits: Limits) -> None:
    try:
        inside = names_inside(file, limits.unpacked_bytes)
    except Bursting:
        largest = megabytes(limits.unpacked_bytes)
        raise refuse(f"“{name}”解开后超过{largest}，不像正常的工作簿。请把需要的内容复制到新工作簿后上传。") from None
    except Encrypted:
        raise refuse(f"“{name}”设有压缩密码，无法读取。请取消密码后上传。") from None
    if not inside:
        raise refuse(f"“{name}”不完整或已损坏，可能上传中断。请确认能用Excel打开，再重新上传。")
    _refuse_harm({member.lower() for member in inside}, name)


def _refuse_harm(inside: Collection[str], name: str) -> None:
    """Refuse macros, links to other files, and what is another kind of document."""
    if any(macro in member for member in inside for macro in MACROS):
        raise refuse(f"“{name}”含有宏，不能上传。请另存为“Excel工作簿（*.xlsx）”，不要选启用宏的类型。")
    if any(member.startswith(LINKS) for member in inside):
        raise refuse(
            f"“{name}”含有指向其他工作簿的链接，数据可能不在本文件中。"
            "请在“数据—编辑链接”中断开链接，或把引用的单元格复制为数值，保存后上传。"
        )
    if "xl/workbook.xml" not in inside:
        raise refuse(f"“{name}”{next((words for member, words in OTHER_FILES if member in inside), PACKED)}")


def _text_kind(head: bytes, name: str) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(WEB_PAGE):
        raise refuse(f"“{name}”的内容是网页，只是改了扩展名。请用Excel打开后另存为“Excel工作簿（*.xlsx）”再上传。")
    is_utf_16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if PurePath(name).suffix.lower() in TEXT_NAMES and (is_utf_16 or b"\0" not in head):
        return CSV
    raise refuse(f"“{name}”不是Excel工作簿。请上传Excel工作簿（xlsx），或扩展名为csv的表格。")
