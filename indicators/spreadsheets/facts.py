"""What goes into an official table: plain values, nothing computed. Amounts are 万元."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.schemes import Scheme
from indicators.scoring import Deduction, Node


@dataclass(frozen=True)
class FundFacts:
    """One row of the funds block; `key` is that of the scheme's row."""

    key: str
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None


@dataclass(frozen=True)
class Display:
    """What the form prints of an indicator besides its figures.

    Attributes:
        target_text: the target in words, instead of the number.
        approved_target: the target before it was adjusted, for forms with a column for each.
        actual_text: the result in words, instead of the number.
        deviation: 偏差原因分析及改进措施.
        is_core: 是否核心指标, None when nobody has said.
    """

    nature: str = ""
    sign: str = ""
    target_text: str = ""
    approved_target: Decimal | None = None
    is_adjusted: bool = False
    actual_text: str = ""
    standard: str = ""
    deviation: str = ""
    is_core: bool | None = None


@dataclass(frozen=True)
class TableFacts:
    """One official table.

    Attributes:
        tree: the indicators with their measurements; every node has a key of its own.
        header: what stands in the fields of the head, by their titles in the scheme.
        fund_reasons: why the money went another way than planned, with titles.
        goal: texts by the keys of the scheme's goal columns.
        displays: by the key of the indicator.
        texts: by the keys of the scheme's text blocks.
        footer: who signs, by the titles in the scheme.
        stem: what the names of its sheets begin with, when a workbook has several tables.
        mark: printed in the margin, such as 草稿.
    """

    year: int
    tree: Node
    header: Mapping[str, str] = field(default_factory=dict)
    funds: tuple[FundFacts, ...] = ()
    fund_reasons: tuple[tuple[str, str], ...] = ()
    goal: Mapping[str, str] = field(default_factory=dict)
    displays: Mapping[str, Display] = field(default_factory=dict)
    deductions: tuple[Deduction, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    footer: Mapping[str, str] = field(default_factory=dict)
    publisher: str = ""
    stem: str = ""
    mark: str = ""

    def display(self, key: str) -> Display:
        """Return what is printed of one indicator."""
        return self.displays.get(key, Display())


@dataclass(frozen=True)
class Table:
    """A table with the scheme that lays it out and scores it."""

    facts: TableFacts
    scheme: Scheme
