"""Writing a dossier: the pieces one after the other, then the index page and the list of hashes."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string

from departments import clock
from departments.models import Evaluation
from departments.services import log_head

from .pieces import Piece, pieces_of

INDEX, HASHES = "index.html", "SHA256SUMS"
MISSING = "（文件缺失，请从备份恢复）"


@dataclass(frozen=True)
class Packed:
    """A piece that lies in the dossier; without a hash its file is missing."""

    path: str
    title: str
    size: int = 0
    sha256: str = ""

    @property
    def folder(self) -> str:
        """Under which heading the index names it."""
        return self.path.split("/")[0]


def write_dossier(
    evaluation: Evaluation, target: Path, *, report: Callable[[], bytes], tell: Callable[[int, str], None]
) -> int:
    """Write the dossier of an evaluation to `target` and return how many files it holds."""
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        packed = []
        for piece in pieces_of(evaluation, report):
            packed.append(_pack(file, piece))
            if not packed[-1].sha256:
                tell(50, f"{piece.path}{MISSING}")
        packed.append(_pack(file, Piece(INDEX, "目录", lambda: [_index(evaluation, packed)])))
        _pack(file, Piece(HASHES, "校验值", lambda: _hashes(packed)))
    return len(packed) + 1


def _pack(file: ZipFile, piece: Piece) -> Packed:
    """Put one piece into the file; of one that cannot be read the index says so."""
    digest, size = hashlib.sha256(), 0
    try:
        chunks = iter(piece.chunks())
        first = next(chunks, b"")
    except FileNotFoundError:
        return Packed(piece.path, f"{piece.title}{MISSING}")
    with file.open(piece.path, "w", force_zip64=True) as entry:
        for chunk in _joined(first, chunks):
            entry.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Packed(piece.path, piece.title, size, digest.hexdigest())


def _joined(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _hashes(packed: Iterable[Packed]) -> Iterator[bytes]:
    """Yield the list in the form that `sha256sum --check` reads."""
    return (f"{piece.sha256}  {piece.path}\n".encode() for piece in packed if piece.sha256)


def _index(evaluation: Evaluation, packed: list[Packed]) -> bytes:
    folders = [(name, list(pieces)) for name, pieces in groupby(packed, key=lambda piece: piece.folder)]
    context = {"evaluation": evaluation, "folders": folders, "now": clock.now(), "head": log_head()}
    return render_to_string("dossier/index.html", context).encode()
