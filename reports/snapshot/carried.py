"""Text that was not written for this evaluation, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CarriedFacts:
    """One paragraph carried over (沿用文字) that stands unchanged where it was put; never published.

    Attributes:
        key: its number, by which it is confirmed.
        subject: the indicator or project in which it stands, empty elsewhere.
        part, field, row, project: where it stands, as the places of findings say it.
        origin: what it was carried over from (last_year, old_report, library).
        source: the same as people read it.
        since: the year from which on the words have been the same, None when nobody knows.
        is_confirmed: whether somebody has said that it still holds (仍适用).
    """

    key: int
    part: str
    field: str
    label: str
    text: str
    origin: str
    source: str
    subject: str = ""
    row: str = ""
    project: str = ""
    since: int | None = None
    is_confirmed: bool = False
