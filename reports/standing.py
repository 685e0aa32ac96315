"""Every finding with where it leads and what has been answered: one list for the page, its filters and its counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from departments.models import Evaluation
from indicators.parts import part_of, parts_of

from .checks import CHECKS, Category, Finding, Severity
from .models import Waiver
from .places import Addresses

STATES = {
    "open": "待处理",
    "waiting": "待审批",
    "answered": "已答复",
    "noted": "供参考",
}


@dataclass(frozen=True)
class Standing:
    """One finding, where it leads, and the latest answer to it."""

    finding: Finding
    part: str
    address: str
    waiver: Waiver | None
    is_expired: bool

    @property
    def category(self) -> str:
        """What kind of fault it is."""
        check = CHECKS.get(self.finding.check_id)
        return check.category if check else Category.SYSTEM

    @property
    def state(self) -> str:
        """How far it is."""
        if self.finding.is_answered:
            return "answered"
        if self.finding.is_open:
            return "waiting" if self.waiver and self.waiver.kind == Waiver.Kind.EXEMPTION and self._waits else "open"
        return "noted"

    @property
    def state_name(self) -> str:
        """How far it is, in words."""
        return STATES[self.state]

    @property
    def _waits(self) -> bool:
        return self.waiver is not None and self.waiver.decision == Waiver.Decision.OPEN


def standings_of(
    evaluation: Evaluation, findings: Iterable[Finding], waivers: Mapping[str, Waiver], day: date
) -> list[Standing]:
    """Return all findings, what blocks first, then in the order of the entry screens."""
    addresses = Addresses(evaluation)
    order = [part.key for part in parts_of(evaluation)]
    found = [_standing(addresses, finding, waivers.get(finding.fingerprint), day) for finding in findings]
    return sorted(found, key=lambda one: (list(Severity).index(one.finding.severity), _rank(order, one.finding)))


def chosen(standings: Iterable[Standing], wanted: Mapping[str, Any]) -> list[Standing]:
    """Return those that fit the filters; an empty filter fits all."""
    return [
        one
        for one in standings
        if wanted.get("severity") in ("", None, one.finding.severity)
        and wanted.get("part") in ("", None, one.finding.place.part)
        and wanted.get("category") in ("", None, one.category)
        and wanted.get("state") in ("", None, one.state)
        and (wanted.get("words") or "") in f"{one.finding.check_id} {one.finding.message}"
    ]


def exact(address: str, finding: Finding) -> str:
    """Return the address with the stretch of the text, which the page marks where it can."""
    span = finding.place.span
    if not span or not address:
        return address
    page, _, anchor = address.partition("#")
    return f"{page}?{urlencode({'mark': f'{span[0]}-{span[1]}'})}#{anchor}"


def _standing(addresses: Addresses, finding: Finding, waiver: Waiver | None, day: date) -> Standing:
    is_expired = waiver is not None and waiver.valid_until is not None and waiver.valid_until < day
    address = exact(addresses.of(finding.place), finding)
    return Standing(finding, part_of(finding.place.part).title, address, waiver, is_expired)


def _rank(order: list[str], finding: Finding) -> int:
    return order.index(finding.place.part) if finding.place.part in order else len(order)
