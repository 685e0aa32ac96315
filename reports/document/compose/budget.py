"""部门预算及执行情况: what came in, what was planned and spent, and what it scores."""

from collections.abc import Iterator

from reports.document.blocks import Block, Paragraph, paragraphs
from reports.figures import sentence
from reports.snapshot import IndicatorFacts

from .absences import absence
from .budget_tables import adjustment_table, expenditure_table, project_table, three_public_table
from .chapter import Chapter, composer
from .indicators import score_sentence
from .saying import count, loss_sentence, said
from .wording import number, project_score, typeset

NO_ADJUSTMENTS = "全年没有预算调整事项。"


@composer("budget")
def budget(chapter: Chapter) -> Iterator[Block]:
    """Compose everything about the year's money, the score last."""
    yield chapter.heading("收支总体情况")
    yield from _expenditure(chapter)
    yield chapter.heading("预算调整情况")
    yield from _adjustments(chapter)
    yield chapter.heading("公用经费和“三公”经费情况")
    yield from _three_public(chapter)
    yield chapter.heading("结转结余、政府采购和资产情况")
    yield from _balances(chapter)
    if chapter.snapshot.budget.projects:
        yield chapter.heading("项目支出情况")
        yield from _projects(chapter)
    elif stated := absence(chapter.snapshot, "projects"):
        yield chapter.heading("项目支出情况")
        yield stated
    yield from _score(chapter)


def _expenditure(chapter: Chapter) -> Iterator[Block]:
    figures = chapter.snapshot.budget
    yield _said("income", chapter)
    yield _said("expenditure", chapter)
    yield expenditure_table(figures)
    yield from paragraphs(figures.note)


def _adjustments(chapter: Chapter) -> Iterator[Block]:
    figures = chapter.snapshot.budget
    if not figures.adjustments:
        yield absence(chapter.snapshot, "adjustments", NO_ADJUSTMENTS) or Paragraph(NO_ADJUSTMENTS)
        return
    yield Paragraph(said("adjustments", chapter, count("调整项数", len(figures.adjustments), "项")))
    yield adjustment_table(figures)


def _three_public(chapter: Chapter) -> Iterator[Block]:
    figures = chapter.snapshot.budget
    yield _said("operating", chapter)
    yield _said("three_public", chapter)
    yield three_public_table(figures)


def _balances(chapter: Chapter) -> Iterator[Block]:
    yield _said("carryover", chapter)
    yield _said("procurement", chapter)
    yield _said("assets", chapter)


def _said(key: str, chapter: Chapter) -> Paragraph:
    """Return a sentence about the year's money in the words of the scheme."""
    return Paragraph(typeset(sentence(key, chapter.snapshot, chapter.scheme)))


def _projects(chapter: Chapter) -> Iterator[Block]:
    figures = chapter.snapshot.budget
    key = sum(project.is_key for project in figures.projects)
    yield Paragraph(said("projects", chapter, count("重点项目个数", key, "个")))
    yield project_table(figures)
    evaluated = chapter.snapshot.projects
    if evaluated:
        scores = "；".join(f"“{project.name}”{project_score(project)}" for project in evaluated)
        yield Paragraph(f"对{len(evaluated)}个项目分别开展了项目支出绩效自评，自评表见附件。其中：{scores}。")


def _score(chapter: Chapter) -> Iterator[Block]:
    """Yield the score of the block that the chapter belongs to, if it is scored by itself."""
    block = next((root for root in chapter.snapshot.indicators if root.name == chapter.node.level), None)
    if block is not None and block.is_leaf:
        yield chapter.heading("预算执行得分")
        yield Paragraph(_scored(block, chapter))


def _scored(block: IndicatorFacts, chapter: Chapter) -> str:
    return f"{block.name}分值{number(block.points)}分。{loss_sentence(block, chapter)}{score_sentence(block, chapter)}"
