"""Read and check old reports from files, without a database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.checks import Context
from reports.reader.lines import TooLong
from reports.reader.proofread import Proof, proofread
from reports.reader.showing import listing, page, report
from reports.reader.sources import LARGEST, READERS, Unreadable, text_of

CLEAN, BLOCKED, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    """`manage.py proofread FILE…`: exit code 0 clean, 1 a blocking finding, 2 a file that could not be read."""

    help = (
        "校对已有的自评报告（.txt、.html、.docx，也可以是文件夹）；不需要数据库。"
        "退出码：0 没有阻断项，1 有阻断项，2 有文件不能读取。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files and folders, the format, and where to write."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="报告文件或文件夹")
        parser.add_argument("--format", choices=tuple(WRITERS), default="text", help="输出格式，默认 text")
        parser.add_argument("--output", type=Path, metavar="FOLDER", help="每份报告的结果写入该文件夹，不输出到屏幕")

    def handle(self, *args: Any, **options: Any) -> None:
        """Proofread every file; one that cannot be read hides no other."""
        code = CLEAN
        for path in _found(options["files"]):
            try:
                proof = proofread(_text(path), Context(timezone.localdate()))
            except (Unreadable, TooLong) as error:
                self.stderr.write(str(error))
                if options["format"] == "json":
                    self._put(path, _failure(str(error)), options)
                code = UNREADABLE
            else:
                self._put(path, WRITERS[options["format"]](path.name, proof), options)
                code = max(code, BLOCKED if proof.blocks else CLEAN)
        if code != CLEAN:
            sys.exit(code)

    def _put(self, path: Path, content: str, options: dict[str, Any]) -> None:
        folder: Path | None = options["output"]
        if folder is None:
            self.stdout.write(content)
            return
        folder.mkdir(parents=True, exist_ok=True)
        suffix = {"text": "txt"}.get(options["format"], options["format"])
        (folder / f"{path.name}.{suffix}").write_text(content, encoding="utf-8")


def _found(names: list[str]) -> Iterator[Path]:
    """Yield the files; of a folder those of a kind that can be read, in the order of their names."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from sorted(entry for entry in path.iterdir() if entry.suffix.lower() in READERS)
        else:
            yield path


def _text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        Unreadable: it is not there, too large, broken, or of another kind.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"“{path}”打不开，请核对路径和权限。") from error
    return text_of(path.name, content)


def _json(name: str, proof: Proof) -> str:
    return json.dumps(report(proof), ensure_ascii=False)


def _failure(message: str) -> str:
    return json.dumps({"read": None, "findings": [], "error": message}, ensure_ascii=False)


WRITERS = {"text": listing, "json": _json, "html": page}
