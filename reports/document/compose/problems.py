"""存在问题及改进措施: each problem with the indicators that show it, each measure with its problem."""

from collections.abc import Iterator

from reports.document.blocks import Block, Paragraph, paragraphs
from reports.snapshot import MeasureFacts, ProblemFacts

from .absences import absence
from .chapter import Chapter, composer
from .rectification import below_problems
from .wording import chinese_date

NO_PROBLEMS = "本年度自评没有需要列明的突出问题。"
NO_MEASURES = Paragraph("下一年度继续按现有制度做好预算绩效管理。")


@composer("problems")
def problems(chapter: Chapter) -> Iterator[Block]:
    """Compose the problems with their causes."""
    if not chapter.snapshot.problems:
        yield absence(chapter.snapshot, "problems", NO_PROBLEMS) or Paragraph(NO_PROBLEMS)
    for problem in chapter.snapshot.problems:
        yield chapter.heading(problem.title)
        yield from paragraphs(problem.text)
        if problem.indicators:
            yield Paragraph(f"相关指标：{'；'.join(_path(path) for path in problem.indicators)}。")
    yield from below_problems(chapter)


@composer("measures")
def measures(chapter: Chapter) -> Iterator[Block]:
    """Compose the measures, problem by problem."""
    answered = [problem for problem in chapter.snapshot.problems if problem.measures]
    if not answered:
        yield NO_MEASURES
    for problem in answered:
        yield chapter.heading(_aim(problem))
        for measure in problem.measures:
            yield from paragraphs(f"{measure.text}{_responsibility(measure)}")


def _aim(problem: ProblemFacts) -> str:
    return f"针对“{problem.title}”的改进措施"


def _path(path: tuple[str, ...]) -> str:
    return "—".join(path)


def _responsibility(measure: MeasureFacts) -> str:
    """Return who does it until when, as far as it is known."""
    parts = []
    if measure.office:
        parts.append(f"责任机构：{measure.office}")
    if measure.due_on:
        parts.append(f"完成时限：{chinese_date(measure.due_on)}")
    return f"（{'；'.join(parts)}）" if parts else ""
