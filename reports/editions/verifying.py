"""Proving editions: every file of every folder against its manifest, every manifest against the database."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ..models import Edition
from .addresses import MANIFEST, PAGE
from .manifest import sha256

FOLDERS = f"[0-9]*/*/[0-9]*/{MANIFEST}"
SCANS = f"[0-9]*/*/scans/*/{MANIFEST}"


@dataclass(frozen=True)
class Flaw:
    """Something that is not as it was published: where, which file, and what is wrong with it."""

    folder: str
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.folder}/{self.file}：{self.message}"


def flaws_of_folder(folder: Path, address: str) -> Iterator[Flaw]:
    """Yield what differs between a folder and its own manifest."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        expected = {entry["name"]: (entry["sha256"], entry["size"]) for entry in listed}
    except FileNotFoundError:
        yield Flaw(address, MANIFEST, "文件缺失，无法核对本版次。")
        return
    except (ValueError, KeyError, TypeError):
        yield Flaw(address, MANIFEST, "文件清单已损坏，无法核对本版次。")
        return
    present = {path.name for path in folder.iterdir()} - {MANIFEST}
    for name in sorted(expected.keys() | present):
        yield from _flaws_of_file(folder / name, address, expected.get(name))


def _flaws_of_file(path: Path, address: str, expected: tuple[str, int] | None) -> Iterator[Flaw]:
    if expected is None:
        yield Flaw(address, path.name, "清单中没有此文件，是后来放入的。")
    elif not path.is_file():
        yield Flaw(address, path.name, "文件缺失。")
    elif ((found := path.read_bytes()) and len(found) != expected[1]) or sha256(found) != expected[0]:
        yield Flaw(address, path.name, f"内容已被改动（应为 SHA-256 {expected[0]}，实为 {sha256(found)}）。")


def flaws_of_edition(edition: Edition) -> Iterator[Flaw]:
    """Yield what is wrong with an edition on disk: public, or in the archive when it is withdrawn."""
    is_withdrawn = edition.status == Edition.Status.WITHDRAWN
    folder = (settings.ARCHIVE_ROOT if is_withdrawn else settings.PUBLIC_ROOT) / edition.folder
    manifest = folder / MANIFEST
    if manifest.is_file() and sha256(manifest.read_bytes()) != edition.manifest_sha256:
        yield Flaw(edition.folder, MANIFEST, "与数据库中登记的清单不一致，清单已被改动。")
    yield from flaws_of_folder(folder, edition.folder)
    if is_withdrawn and not (settings.PUBLIC_ROOT / edition.folder / PAGE).is_file():
        yield Flaw(edition.folder, PAGE, "已撤回，但原地址没有撤回说明。")


def unknown_folders(known: Collection[str]) -> Iterator[Flaw]:
    """Yield the public folders that are not among those that rows know."""
    for address in folders_below(settings.PUBLIC_ROOT):
        if address not in known:
            yield Flaw(address, MANIFEST, "网站目录中有数据库没有登记的版次。")


def folders_below(root: Path) -> list[str]:
    """Return the addresses of all editions below a folder, and of the scans beside them."""
    found = [*root.glob(FOLDERS), *root.glob(SCANS)]
    return [str(path.parent.relative_to(root)) for path in sorted(found)]
