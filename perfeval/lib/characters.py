"""The characters that a text field takes."""

import unicodedata

LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\u0085\u2028\u2029", "\n"))
KEPT = "\t\r\n"
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
