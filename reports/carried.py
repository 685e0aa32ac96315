"""How much of a report was carried over word for word. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from departments.provenance import letters
from perfeval.lib.decimals import HUNDRED, round_half_up

from .checks.texts import public_texts
from .snapshot import Snapshot


@dataclass(frozen=True)
class ShareUnchanged:
    """The texts of an evaluation in characters: all of them, those carried over unchanged, those confirmed of them."""

    total: int
    unchanged: int
    confirmed: int

    @property
    def percent(self) -> Decimal | None:
        """The share of unchanged text in percent, rounded half up to 0.1, None where nothing is written."""
        if not self.total:
            return None
        return round_half_up(HUNDRED * self.unchanged / self.total, 1)

    @property
    def unconfirmed(self) -> int:
        """The characters of which nobody has said that they still hold."""
        return self.unchanged - self.confirmed


def share_unchanged(snapshot: Snapshot) -> ShareUnchanged:
    """Return the share of carried-over text that stands unchanged among everything that is written."""
    written = [text.content for text in public_texts(snapshot)]
    carried = [(letters(facts.text), facts.is_confirmed) for facts in snapshot.carried]
    return ShareUnchanged(
        total=sum(map(letters, written)),
        unchanged=sum(count for count, _ in carried),
        confirmed=sum(count for count, is_confirmed in carried if is_confirmed),
    )
