"""From a snapshot to the official tables: the whole department's, then one for each project. Pure."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from indicators.scoring import RULES, Node
from indicators.spreadsheets import Display, FundFacts, Table, TableFacts
from perfeval.lib.decimals import ZERO

from .document.compose.form_texts import form_texts
from .document.compose.subject import Subject, subjects
from .document.compose.wording import NATURES, actual_text, chinese_date
from .figures import filled
from .snapshot import IndicatorFacts, Snapshot

TEN_THOUSAND = Decimal(10_000)


def tables_of(snapshot: Snapshot, mark: str = "") -> list[Table]:
    """Return the tables; `mark` is printed in the margin, such as 草稿."""
    return [
        Table(_facts(subject, f"项目{position}" if position else "", mark), subject.scheme)
        for position, subject in enumerate(subjects(filled(snapshot)))
    ]


def _facts(subject: Subject, stem: str, mark: str) -> TableFacts:
    snapshot, form = subject.snapshot, subject.scheme.form
    return TableFacts(
        year=snapshot.year,
        tree=_root(snapshot.indicators),
        header={field: subject.head(field) for field in form.header},
        funds=tuple(_funds(subject)),
        fund_reasons=subject.reasons(),
        goal=subject.goal,
        displays={str(leaf.pk): _display(leaf) for leaf in snapshot.leaves()},
        texts=form_texts(subject),
        footer={field: _signature(field, snapshot) for field in form.footer},
        publisher=snapshot.department.name,
        stem=stem,
        mark=mark,
    )


def _root(indicators: Iterable[IndicatorFacts]) -> Node:
    """Return the tree as it was scored."""
    children = tuple(map(_node, indicators))
    return Node("总分", sum((child.points for child in children), ZERO), children)


def _node(indicator: IndicatorFacts) -> Node:
    return Node(
        indicator.name,
        indicator.points,
        tuple(map(_node, indicator.children)),
        indicator.measurement if indicator.is_leaf else None,
        str(indicator.pk),
        indicator.is_applicable,
        indicator.inapplicable_reason,
    )


def _funds(subject: Subject) -> Iterator[FundFacts]:
    for row in subject.scheme.form.fund_rows:
        line = subject.line(row)
        yield FundFacts(row.key, _wan(line.initial), _wan(line.adjusted), _wan(line.executed))


def _wan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount / TEN_THOUSAND


def _display(leaf: IndicatorFacts) -> Display:
    rule = RULES.get(leaf.rule)
    return Display(
        nature=NATURES.get(leaf.nature, ""),
        sign=leaf.sign,
        target_text=leaf.target_text,
        approved_target=leaf.approved_target,
        is_adjusted=bool(leaf.adjustment_document),
        actual_text=actual_text(leaf) if rule and rule.is_judged else leaf.actual_text,
        standard=leaf.standard,
        deviation="\n".join(filter(None, (leaf.reason.strip(), leaf.measure.strip()))),
    )


def _signature(field: str, snapshot: Snapshot) -> str:
    """Return who signs; what the system does not hold is left to be filled in."""
    values = {
        "填报人": snapshot.filled_by,
        "填表人": snapshot.filled_by,
        "单位负责人": snapshot.head,
        "电话": snapshot.phone,
        "日期": chinese_date(snapshot.completed_on) if snapshot.completed_on else "",
    }
    return next((value for word, value in values.items() if word in field), "")
