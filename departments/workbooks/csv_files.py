"""A CSV file as a sheet: UTF-8, UTF-16 and GBK (GB 18030) are told apart; garbled text is refused, not guessed at."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from time import monotonic
from typing import IO

from .cells import Cell, CellKind, Row
from .limits import Limits
from .problems import Unreadable, refuse, shortened

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
GARBLED = ("\ufffd", "锟斤拷", "ï»¿", "烫烫烫")
DELIMITERS = ",\t;，"
SAVE_AGAIN = "请用Excel打开原文件，核对文字后另存为“CSV UTF-8”或xlsx，再上传。"


class CsvSheet:
    """The one sheet of a CSV file; every cell is a text."""

    is_hidden = False
    merged: Sequence[tuple[int, int, int, int]] = ()

    def __init__(self, file: IO[bytes], name: str, limits: Limits) -> None:
        self.limits = limits
        self.name = PurePath(name).stem
        self.content = decoded(file.read(), name)

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold something."""
        until, filled = monotonic() + self.limits.seconds, 0
        for number, values in enumerate(self._lines(), start=1):
            texts = [(column, text.strip()) for column, text in enumerate(values, start=1)]
            cells = [Cell(number, column, CellKind.TEXT, text) for column, text in texts if text]
            filled += len(cells)
            if not cells:
                continue
            if number > self.limits.rows:
                raise self._refuse(f"第{number}行还有内容，超过上限{self.limits.rows}行，请拆分后上传。")
            if cells[-1].column > self.limits.columns or filled > self.limits.cells:
                raise self._refuse(f"第{number}行起内容过多（上限{self.limits.columns}列），请核对分隔符或拆分后上传。")
            if monotonic() > until:
                raise self._refuse("读取时间过长，已停止，请拆分后上传。")
            yield Row(number, cells)

    def _lines(self) -> Iterator[list[str]]:
        reader = csv.reader(io.StringIO(self.content, newline=""), delimiter=delimiter_of(self.content))
        try:
            yield from reader
        except csv.Error:
            raise self._refuse(f"第{reader.line_num}行无法识别，请核对引号是否成对、内容是否过长。") from None

    def _refuse(self, message: str) -> Unreadable:
        return refuse(message, self.name)


def decoded(content: bytes, name: str) -> str:
    """Return the text.

    Raises:
        Unreadable: it is garbled, or in no known encoding.
    """
    encodings = [encoding for mark, encoding in MARKS if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        _refuse_garbled(text, name)
        return text
    raise refuse(f"“{name}”的文字编码无法识别。{SAVE_AGAIN}")


def _refuse_garbled(text: str, name: str) -> None:
    line = next((line for line in text.splitlines() if any(mark in line for mark in GARBLED)), "")
    if line:
        raise refuse(f"“{name}”中有乱码“{shortened(line)}”。{SAVE_AGAIN}")
    meant = misread(text)
    if meant:
        first, wanted = text.strip().splitlines()[0], meant.strip().splitlines()[0]
        raise refuse(f"“{name}”是乱码：“{shortened(first)}”应为“{shortened(wanted)}”。{SAVE_AGAIN}")


def misread(text: str) -> str:
    """Return what was meant by UTF-8 text that was once opened as GBK and saved, empty for any other.

    >>> misread("名称".encode().decode("gb18030"))
    '名称'
    >>> misread("街道办事处")
    ''
    """
    if text.isascii():
        return ""
    try:
        return text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return ""


def delimiter_of(text: str) -> str:
    """Return what parts the first line that holds any of the usual delimiters."""
    for line in text.splitlines()[:5]:
        counts = {delimiter: line.count(delimiter) for delimiter in DELIMITERS}
        best = max(counts, key=lambda delimiter: counts[delimiter])
        if counts[best]:
            return best
    return ","
