"""The characters that a text field takes, and the one spelling in which patterns are looked for."""

import unicodedata
from functools import lru_cache

LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\u0085\u2028\u2029", "\n"))
KEPT = "\t\r\n"
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003), " ")
INVISIBLE = {"Cc", "Cs", "Cn"}


def typed(text: str) -> str:
    r"""Return `text` without what cannot be typed, shown or stored: control characters, noncharacters, lone surrogates.

    >>> typed("甲\x00\a乙\v丙\ufffe")
    '甲乙\n丙'
    """
    return "".join(
        character
        for character in text.translate(LINE_ENDS)
        if character in KEPT or unicodedata.category(character) not in INVISIBLE
    )


@lru_cache(maxsize=512)
def half(text: str) -> str:
    """Return `text` with full-width forms and blanks in half width, of the same length.

    >>> half("（１０分），得分：9．5％")
    '(10分),得分:9.5%'
    """
    return text.translate(_HALF)
