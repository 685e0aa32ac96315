"""The parts of an xlsx package, unpacked piece by piece and read without ever obeying what they declare."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from time import monotonic
from typing import IO, Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from perfeval.lib.sizes import megabytes

from .limits import Limits
from .problems import Unreadable, refuse

PIECE = 1 << 16
BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

Start = Callable[[str, dict[str, str]], None]


class Package:
    """An open package; what it unpacks is counted, and so is the time."""

    def __init__(self, file: IO[bytes], name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.until = monotonic() + limits.seconds
        self.unpacked = 0
        try:
            self.archive = ZipFile(file)
        except BROKEN:
            raise self.damaged() from None
        self.names = {member.lower(): member for member in self.archive.namelist()}

    def damaged(self, part: str = "") -> Unreadable:
        """Return the refusal of a file whose content is not what it should be."""
        inside = f"（{part}）" if part else ""
        return refuse(f"“{self.name}”的内容已损坏{inside}，无法读取。请用Excel打开并另存后，重新上传。")

    def has(self, part: str) -> bool:
        """Return whether there is such a part."""
        return part.lower() in self.names

    def pieces(self, part: str) -> Iterator[bytes]:
        """Yield the content of a part."""
        try:
            with self.archive.open(self.names[part.lower()]) as opened:
                while piece := opened.read(PIECE):
                    self._count(len(piece))
                    yield piece
        except (*BROKEN, KeyError):
            raise self.damaged(part) from None

    def _count(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > self.limits.unpacked_bytes:
            largest = megabytes(self.limits.unpacked_bytes)
            raise refuse(f"“{self.name}”解开后超过{largest}，不像正常的工作簿，没有读取。")
        if monotonic() > self.until:
            raise refuse(f"“{self.name}”读取超过{self.limits.seconds:g}秒，已停止。请删除多余的内容或拆分后上传。")

    def parse(self, part: str, handler: Any) -> Iterator[None]:
        """Read a part as XML into `handler` (`start`, `end`, `text`); yields after every piece."""
        parser = _parser(handler, lambda: self.damaged(part))
        try:
            for piece in self.pieces(part):
                parser.Parse(piece, False)  # noqa: FBT003 (expat's own signature)
                yield
            parser.Parse(b"", True)  # noqa: FBT003
        except (expat.ExpatError, LookupError, ValueError, ArithmeticError):
            raise self.damaged(part) from None
        yield

    def read(self, part: str, handler: Any) -> Any:
        """Read a part whole and return its handler."""
        for _ in self.parse(part, handler):
            pass
        return handler


def _parser(handler: Any, damaged: Callable[[], Unreadable]) -> Any:
    """Return a parser whose handler gets names without prefixes."""

    def refuse_declarations(*_: Any) -> None:
        raise damaged()

    def start(name: str, attributes: dict[str, str]) -> None:
        handler.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        handler.end(name.rpartition(":")[2])

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_declarations
    parser.EntityDeclHandler = refuse_declarations
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handler.text
    return parser
