"""绩效指标完成情况: every indicator with what was planned, reached, said and scored."""

from collections.abc import Iterator, Sequence

from reports.document.blocks import Block, Paragraph, paragraphs
from reports.figures import sentence
from reports.figures.results import points
from reports.snapshot import IndicatorFacts

from .chapter import Chapter, composer
from .profile import UNWRITTEN
from .saying import achievement_sentence, idle_sentence, loss_sentence, survey_sentence
from .wording import number, typeset, with_points

NOTES = (("standard", "评分标准"), ("source", "数据来源"), ("method", "取数方法"))
DEVIATIONS = (("reason", "偏差原因分析"), ("measure", "改进措施"))


@composer("indicators")
def indicators(chapter: Chapter) -> Iterator[Block]:
    """Compose one indicator of level one with all below it."""
    root = next((node for node in chapter.snapshot.indicators if node.name == chapter.node.level), None)
    if root is None:
        yield UNWRITTEN
        return
    leaves = [node for node in root.walk() if node.is_leaf]
    yield Paragraph(f"{root.name}共设{len(leaves)}项，{_assessed(leaves)}得{number(root.score)}分。")
    yield from _children(root, chapter, depth=1)


def _assessed(leaves: Sequence[IndicatorFacts]) -> str:
    """Return how many of the indicators are not assessed this year, nothing when all are."""
    idle = sum(not leaf.is_applicable for leaf in leaves)
    return f"其中{idle}项本年度不考核，" if idle else ""


def _children(node: IndicatorFacts, chapter: Chapter, depth: int) -> Iterator[Block]:
    if not node.children:
        yield Paragraph("本级没有设置三级指标。")
    for child in node.children:
        yield chapter.heading(with_points(child.name, child.points), depth)
        yield from _leaf(child, chapter) if child.is_leaf else _children(child, chapter, depth + 1)


def _leaf(leaf: IndicatorFacts, chapter: Chapter) -> Iterator[Block]:
    if not leaf.is_applicable:
        yield Paragraph(idle_sentence(leaf, chapter))
        return
    yield Paragraph(achievement_sentence(leaf, chapter))
    yield from paragraphs(leaf.narrative)
    if leaf.survey:
        yield Paragraph(survey_sentence(leaf.survey, chapter))
    notes = _written(leaf, NOTES)
    if notes:
        yield Paragraph(notes)
    for field, name in DEVIATIONS:
        if getattr(leaf, field).strip():
            yield from paragraphs(f"{name}：{getattr(leaf, field)}")
    yield Paragraph(f"{loss_sentence(leaf, chapter)}{score_sentence(leaf, chapter)}")


def _written(leaf: IndicatorFacts, fields: tuple[tuple[str, str], ...]) -> str:
    """Return what is written in the fields as one paragraph."""
    given = ((name, getattr(leaf, field).strip().rstrip("。")) for field, name in fields)
    return "".join(f"{name}：{text}。" for name, text in given if text)


def score_sentence(leaf: IndicatorFacts, chapter: Chapter) -> str:
    """Return the sentence that gives the score, in the words of the scheme."""
    if leaf.score is None:
        return "本项暂无得分。"
    own = (points("本项得分", leaf.score), points("本项分值", leaf.points))
    return typeset(sentence("score", chapter.snapshot, chapter.scheme, own))
