"""Where a long title breaks: by meaning, never inside a word (GB/T 9704-2012, 7.3.1)."""

import re
import unicodedata

CHARACTERS_A_LINE = 20
YEAR = re.compile(r"\d{4}年")
REMARK = re.compile(r"(?<!^)（.*）$")


def title_lines(title: str) -> tuple[str, ...]:
    """Return the lines of a title of 2号 type.

    Breaks that were typed are kept. A title too long for one line breaks between the unit's name
    and the year if both parts fit, or before the words in brackets that end it; any other is left to the page.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    if _width(title) <= CHARACTERS_A_LINE:
        return (title,)
    year, remark = YEAR.search(title), REMARK.search(title)
    if year:
        parts = title[: year.start()], title[year.start() :]
        if all(0 < _width(part) <= CHARACTERS_A_LINE for part in parts):
            return parts
    return (title[: remark.start()], remark[0]) if remark else (title,)


def _width(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)
