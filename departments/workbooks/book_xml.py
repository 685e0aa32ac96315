"""What a package says about itself: its sheets, where they lie, and how its numbers are shown."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from .formats import Shown, shown_as

MAIN_FOLDER = "xl"


class SheetEntry(NamedTuple):
    """One sheet of the list: its name, the key of its address, whether it is hidden."""

    name: str
    relation: str
    is_hidden: bool


class _Silent:
    """A part without text of its own."""

    def end(self, name: str) -> None:
        """Nothing depends on where an element ends."""

    def text(self, text: str) -> None:
        """There is no text."""


class BookList(_Silent):
    """Takes in the list of sheets and the calendar."""

    def __init__(self) -> None:
        self.sheets: list[SheetEntry] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(SheetEntry(attributes["name"], relation, is_hidden))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in ("1", "true")


class Relations(_Silent):
    """Takes in where the parts lie, by their keys."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(MAIN_FOLDER, target)
            self.targets[attributes["Id"]] = posixpath.normpath(inside)


class Looks(_Silent):
    """Takes in how each style shows numbers."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.looks: list[Shown] = []
        self.is_inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if name == "numFmt":
            self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.is_inside = True
        elif name == "xf" and self.is_inside:
            number = int(attributes.get("numFmtId", "0"))
            self.looks.append(shown_as(number, self.codes.get(number, "")))

    def end(self, name: str) -> None:
        """End an element."""
        if name == "cellXfs":
            self.is_inside = False
