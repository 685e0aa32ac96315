"""上年整改情况: what became of the measures of the year before."""

from collections.abc import Iterator

from reports.document.blocks import Block, Paragraph, paragraphs
from reports.snapshot import RectificationFacts

from .chapter import Chapter, composer
from .wording import chinese_date

TITLE = "上年整改情况"
NOTHING = Paragraph("上一年度自评没有需要整改的事项。")
STATES = {"open": "尚未开始", "doing": "正在整改", "done": "已完成", "dropped": "不再实施"}


@composer("rectification")
def rectification(chapter: Chapter) -> Iterator[Block]:
    """Compose every measure of the year before with what became of it."""
    if not chapter.snapshot.rectifications:
        yield NOTHING
    for number, row in enumerate(chapter.snapshot.rectifications, start=1):
        yield from paragraphs(f"{number}.针对“{row.problem}”，上年提出：{row.measure.rstrip('。')}。{_answer(row)}")


def below_problems(chapter: Chapter) -> Iterator[Block]:
    """Compose it as a part of the problems, where there is something to tell and the outline has no chapter for it."""
    has_chapter = any(node.source == "rectification" for node in chapter.scheme.sections())
    if chapter.snapshot.rectifications and not has_chapter:
        yield chapter.heading(TITLE)
        yield from rectification(chapter)


def _answer(row: RectificationFacts) -> str:
    state = STATES.get(row.state, row.state)
    day = f"（{chinese_date(row.done_on)}）" if row.done_on else ""
    proof = f"证明材料：{row.proof.rstrip('。')}。" if row.proof else ""
    progress = f"：{row.progress.rstrip('。')}" if row.progress else ""
    return f"整改情况：{state}{day}{progress}。{proof}"
