"""Texts inside a package: put together from their pieces, with the characters that XML cannot hold put back."""

import re

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    r"""Return a text as it was typed; line ends are one character.

    >>> unescaped("甲_x000D_\n乙")
    '甲\n乙'
    """
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


class TextParts:
    """The pieces of one text, never more than it may be long; further ones are dropped, which `is_cut` tells."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.pieces: list[str] | None = None
        self.length = 0
        self.is_muted = False

    def begin(self) -> None:
        """Begin a text."""
        self.pieces, self.length = [], 0

    def add(self, text: str) -> None:
        """Add a piece; between two texts there is nothing to add to."""
        if self.pieces is not None and not self.is_muted and self.length <= self.longest:
            self.pieces.append(text[: self.longest + 1 - self.length])
            self.length += len(text)

    def taken(self) -> str:
        """Return the text and forget it."""
        text = "".join(self.pieces or ())
        self.pieces = None
        return text


class SharedTexts:
    """Takes in the list of texts that the sheets refer to by number."""

    def __init__(self, longest: int) -> None:
        self.texts: list[str] = []
        self.parts = TextParts(longest)
        self.current: list[str] = []

    def start(self, name: str, _: dict[str, str]) -> None:
        """Begin an element."""
        if name == "si":
            self.current = []
        elif name == "t":
            self.parts.begin()
        elif name == "rPh":
            self.parts.is_muted = True

    def end(self, name: str) -> None:
        """End an element."""
        if name == "t":
            self.current.append(self.parts.taken())
        elif name == "rPh":
            self.parts.is_muted = False
        elif name == "si":
            self.texts.append(unescaped("".join(self.current)))

    def text(self, text: str) -> None:
        """Take text inside an element."""
        self.parts.add(text)
