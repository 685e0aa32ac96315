r"""The characters of a text as they are printed.

>>> printable("2022\u20112023年\u200b ⼯作")
'2022-2023年 工作'
"""

import unicodedata

DASHES = dict.fromkeys("\u2010\u2011\u2012", "-")
SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t", " ")
LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
COPIED_RADICALS = range(0x2E80, 0x2FE0)
REPLACED = str.maketrans(DASHES | SPACES)


def printable(text: str) -> str:
    """Return `text` with look-alikes, odd spaces and invisible characters made plain.

    What copying from a PDF or a web page leaves behind (康熙部首, U+2011, zero-width characters)
    is missing in the official fonts; each would come out of another font. Line ends stay.
    """
    for found, wanted in LINE_ENDS.items():
        text = text.replace(found, wanted)
    text = unicodedata.normalize("NFC", text.translate(REPLACED))
    return "".join(map(_plain, text)).strip()


def one_line(text: str) -> str:
    """Return `text` printable and without line ends."""
    return " ".join(printable(text).split())


def _plain(character: str) -> str:
    if ord(character) in COPIED_RADICALS:
        return unicodedata.normalize("NFKC", character)
    if character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return ""
    return character
