"""How the settings of a rule stand on the page: in groups, and in rows of tables."""

from __future__ import annotations

from typing import Any

from departments.forms.rows import EntryForm

from ..scoring import RULES
from .rule_settings import AWARDED, MOST_ROWS, UNMEASURED
from .rules import BLOCKS, RULE_GROUPS, Block

OWN_SCORED = tuple(name for name, rule in RULES.items() if not (rule.is_judged or rule.is_fixed))
"""The rules whose score is computed, so that a person may say another where the scheme lets them."""


class RuleLayout(EntryForm):
    """A form with the settings of rules; of a settled rule it shows only its own."""

    def shows(self, *rules: str) -> bool:
        """Return whether what these rules need is to be shown; the script hides what another choice needs."""
        return not self.settled or self.instance.rule in rules

    @property
    def shows_bands(self) -> bool:
        """Whether the band table is to be shown."""
        return self.shows("bands")

    @property
    def shows_items(self) -> bool:
        """Whether the checklist is to be shown."""
        return self.shows("checklist")

    @property
    def shows_actual(self) -> bool:
        """Whether the actual value is typed as a number of its own."""
        return self.shows(*self.measured_rules.split())

    @property
    def shows_own(self) -> bool:
        """Whether a person may say a score of their own."""
        return self.shows(*OWN_SCORED)

    def blocks(self) -> list[tuple[Block, list[Any]]]:
        """Return the settings in groups, each with the rules that need it."""
        return [(block, [self[name] for name in block.names]) for block in BLOCKS if self.shows(*block.rules)]

    @property
    def measured_rules(self) -> str:
        """The rules whose actual value is typed as a number of its own."""
        return " ".join(name for _, names in RULE_GROUPS for name in names if name not in (*AWARDED, *UNMEASURED))

    @property
    def own_scored_rules(self) -> str:
        """The rules beside whose computed score a person may say another."""
        return " ".join(OWN_SCORED)

    def band_rows(self) -> list[tuple[Any, Any]]:
        """Return the rows of the band table."""
        rows = [i for i in range(MOST_ROWS) if f"rule_band_{i}_bound" in self.fields]
        return [(self[f"rule_band_{i}_bound"], self[f"rule_band_{i}_amount"]) for i in rows]

    def item_rows(self) -> list[list[Any]]:
        """Return the rows of the checklist."""
        rows = [i for i in range(MOST_ROWS) if f"rule_item_{i}_name" in self.fields]
        return [[self[f"rule_item_{i}_{name}"] for name in ("name", "points", "done")] for i in rows]
