"""部门预算管理: what the checklists say, with the proof."""

from collections.abc import Iterator
from itertools import groupby

from departments.wording import UNKNOWN
from reports.document.blocks import Block, Paragraph
from reports.snapshot import ManagementFacts

from .chapter import Chapter, composer
from .profile import UNWRITTEN


@composer("management")
def management(chapter: Chapter) -> Iterator[Block]:
    """Compose one paragraph for each checklist."""
    if not chapter.snapshot.management:
        yield UNWRITTEN
    for name, items in groupby(chapter.snapshot.management, key=lambda item: item.topic_name):
        yield Paragraph(f"{name}。{'；'.join(map(_answer, items))}。")


def _answer(item: ManagementFacts) -> str:
    proof = item.proof.strip().rstrip("。；;")
    behind = f"：{proof}" if proof else ""
    if item.is_met is None:
        return f"{item.text}：{UNKNOWN}"
    return f"{item.text}{behind}" if item.is_met else f"尚未做到“{item.text}”{behind}"
