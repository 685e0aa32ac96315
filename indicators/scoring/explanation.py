"""得分依据: how a score came about, the same on screen, in the report, in Excel and in the log."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, Self

OPERATORS = "÷×−+"


class Input(NamedTuple):
    """One figure that entered the sum, as printed."""

    name: str
    value: str
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.value}{self.unit}"


@dataclass(frozen=True)
class Explanation:
    """Everything needed to recompute one score by hand.

    Attributes:
        formula: the sum with its numbers, before rounding; empty when nothing was computed.
        note: the cap, band or case that applied; what the rule lacked, where a person said the score without it.
        rounding: how the sum was rounded, empty when it was not.
        result: the score as printed, or why there is none.
        computed: the score before a person changed it, empty when nobody did.
        own_reason: why it was changed.
        needed_for_full: what would have earned all points, empty when they were earned.
    """

    rule: str
    title: str
    basis: str
    inputs: tuple[Input, ...] = ()
    formula: str = ""
    note: str = ""
    rounding: str = ""
    result: str = ""
    needed_for_full: str = ""
    warnings: tuple[str, ...] = ()
    computed: str = ""
    own_reason: str = ""

    @property
    def sentence(self) -> str:
        """Return the whole in one Chinese line."""
        if not self.own_reason:
            return self._computed(self.result)
        before = self._computed(self.computed) if self.computed else self.note.rstrip("。")
        return f"{before}{'；' if before else ''}自定得分{self.result}分，理由：{self.own_reason}"

    def _computed(self, result: str) -> str:
        """Return the line for what the rule has worked out."""
        if not self.formula:
            return result
        if not any(operator in self.formula for operator in OPERATORS):
            return f"{self.note}，得{result}分" if self.note else f"得{result}分"
        remark = f"（{self.note}）" if self.note else ""
        return f"{self.formula} = {result}分{remark}"

    def as_json(self) -> dict[str, Any]:
        """Return plain values for storage, with the sentence for whoever only reads."""
        values = asdict(self)
        values["inputs"] = [given._asdict() for given in self.inputs]
        values["warnings"] = list(self.warnings)
        return values | {"sentence": self.sentence}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Return what `as_json` has written."""
        fields = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        fields["inputs"] = tuple(Input(**given) for given in fields.get("inputs", ()))
        fields["warnings"] = tuple(fields.get("warnings", ()))
        return cls(**fields)
