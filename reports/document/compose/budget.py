"""部门预算及执行情况: what came in, what was planned and spent, and what it scores."""

from collections.abc import Iterator

from departments.wording import ratio_text
from reports.document.blocks import Block, Paragraph, paragraphs
from reports.snapshot import IndicatorFacts

from .absences import absence
from .budget_tables import adjustment_table, expenditure_table, project_table, three_public_table
from .chapter import Chapter, composer
from .indicators import score_sentence
from .wording import execution_rate, loss_sentence, money, number, project_score

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
    figures, year = chapter.snapshot.budget, chapter.snapshot.year
    income, total = figures.line("income"), figures.total
    yield Paragraph(f"{year}年度收入年初预算数{money(income.initial)}，全年收入{money(income.executed)}。")
    yield Paragraph(
        f"{year}年度支出年初预算数{money(total.initial)}，全年预算数{money(total.adjusted)}，"
        f"全年执行数{money(total.executed)}，预算执行率{execution_rate(total.adjusted, total.executed)}。"
    )
    yield expenditure_table(figures)
    yield from paragraphs(figures.note)


def _adjustments(chapter: Chapter) -> Iterator[Block]:
    figures = chapter.snapshot.budget
    if not figures.adjustments:
        yield absence(chapter.snapshot, "adjustments", NO_ADJUSTMENTS) or Paragraph(NO_ADJUSTMENTS)
        return
    rate = chapter.snapshot.ratio("预算调整率")
    behind = f"，预算调整率{ratio_text(rate)}" if rate else ""
    yield Paragraph(
        f"全年预算调整{len(figures.adjustments)}项，计入预算调整率的金额合计{money(figures.counted_adjustments)}{behind}。"
    )
    yield adjustment_table(figures)


def _three_public(chapter: Chapter) -> Iterator[Block]:
    figures = chapter.snapshot.budget
    operating, public = figures.line("operating"), figures.three_public
    yield Paragraph(
        f"公用经费预算数{money(operating.adjusted)}，执行数{money(operating.executed)}，"
        f"控制率{execution_rate(operating.adjusted, operating.executed)}。"
    )
    yield Paragraph(
        f"“三公”经费预算数{money(public.adjusted)}，执行数{money(public.executed)}，"
        f"控制率{execution_rate(public.adjusted, public.executed)}；上年执行数{money(public.previous)}。"
    )
    yield three_public_table(figures)


def _balances(chapter: Chapter) -> Iterator[Block]:
    figures = chapter.snapshot.budget
    purchases = figures.line("procurement")
    yield Paragraph(f"年末结转结余{money(figures.carryover)}，上年末结转结余{money(figures.carryover_previous)}。")
    yield Paragraph(
        f"政府采购预算数{money(purchases.adjusted)}，实际采购金额{money(purchases.executed)}，"
        f"执行率{execution_rate(purchases.adjusted, purchases.executed)}。"
    )
    yield Paragraph(f"固定资产总额{money(figures.assets_total)}，其中在用{money(figures.assets_in_use)}。")


def _projects(chapter: Chapter) -> Iterator[Block]:
    figures = chapter.snapshot.budget
    key = sum(project.is_key for project in figures.projects)
    yield Paragraph(
        f"全年安排项目{len(figures.projects)}个，其中重点支出项目{key}个，重点支出预算{money(figures.key_projects)}。"
    )
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
    return f"{block.name}分值{number(block.points)}分。{loss_sentence(block)}{score_sentence(block, chapter.scheme)}"
