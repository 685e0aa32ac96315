"""Findings by the part of the entry they belong to, and where each of them leads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from indicators.parts import PARTS, Part, part_of

from .checks import Finding, Place


@dataclass(frozen=True)
class PartFindings:
    """What the checks say about one part."""

    part: Part
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing in it blocks."""
        return not any(finding.blocks for finding in self.findings)


def by_part(findings: Iterable[Finding]) -> list[PartFindings]:
    """Return every part with its findings, in the order of entry."""
    known = tuple(findings)
    return [PartFindings(part, tuple(finding for finding in known if finding.place.part == part.key)) for part in PARTS]


def address_of(place: Place, evaluation_pk: int) -> str:
    """Return the address of the row or the part that a finding speaks of."""
    if place.part == "indicators" and place.row.isdecimal():
        return reverse("indicators:indicator_edit", args=[evaluation_pk, int(place.row)])
    return reverse(part_of(place.part).url_name, args=[evaluation_pk])
