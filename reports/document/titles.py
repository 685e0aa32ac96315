"""Where a long title breaks: by meaning, never inside a word (GB/T 9704-2012, 7.3.1)."""

import re
import unicodedata

CHARACTERS_A_LINE = 20
YEAR = re.compile(r"\d{4}年")


def title_lines(title: str) -> tuple[str, ...]:
    """Return the lines of a title of 2号 type.

    Breaks that were typed are kept. A title too long for one line breaks between the unit's name
    and the year if both parts fit; any other is left to the page.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    year = YEAR.search(title)
    if _width(title) <= CHARACTERS_A_LINE or not year:
        return (title,)
    parts = title[: year.start()], title[year.start() :]
    fits = all(0 < _width(part) <= CHARACTERS_A_LINE for part in parts)
    return parts if fits else (title,)


def _width(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)
