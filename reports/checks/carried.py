"""C01-carried: nothing is sent off that was only copied."""

from collections.abc import Iterator
from itertools import groupby

from reports.snapshot import CarriedFacts, Snapshot

from .completeness import required
from .edits import Edit, changing
from .findings import Context, Fault


def carrying(*, is_confirmed: bool) -> Edit:
    """Return an edit after which the goal stands as it stood last year."""
    text = CarriedFacts(
        key=1,
        part="goals",
        field="expected",
        label="预期目标",
        text="兜牢民生底线，改善社区环境。",
        origin="last_year",
        source="2021年度自评",
        is_confirmed=is_confirmed,
    )
    return changing(carried=(text,))


@required(
    "C01-carried",
    part="goals",
    explanation="从上年自评、旧报告或指标库带来的文字不一定符合本年度的情况，照抄是自评报告最常见的问题。",
    remedy="逐段核对：需要改的修改；不需要改的，点“仍适用”。",
    bad=carrying(is_confirmed=False),
    good=carrying(is_confirmed=True),
)
def carried_texts_are_confirmed(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """沿用的文字已经修改，或者已确认仍适用。"""
    waiting = [facts for facts in snapshot.carried if not facts.is_confirmed]
    for place, group in groupby(waiting, key=_place):
        found = list(group)
        message = f"“{found[0].label}”有{len(found)}段文字沿用自“{found[0].source}”，请核对后修改，或点“仍适用”。"
        part, field, row, project = place
        yield Fault(message, field, row, found[0].subject or found[0].label, part=part, project=project)


def _place(facts: CarriedFacts) -> tuple[str, str, str, str]:
    return facts.part, facts.field, facts.row, facts.project
