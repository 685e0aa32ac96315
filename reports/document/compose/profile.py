"""部门概况: duties, offices, staff, goal, tasks."""

from collections.abc import Iterable, Iterator

from reports.document.blocks import Block, Paragraph, paragraphs
from reports.snapshot import ApprovalFacts, Snapshot

from .absences import absence
from .chapter import Chapter, composer
from .saying import count, said, staffing_sentences
from .wording import chinese_date

UNWRITTEN = Paragraph("本节内容尚未填写。")


def listed(chapter: Chapter, entries: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """Yield each entry as a heading with its text, where it has one."""
    for title, text in entries:
        yield chapter.heading(title)
        yield from paragraphs(text)


@composer("duties")
def duties(chapter: Chapter) -> Iterator[Block]:
    """Compose the main duties."""
    entries = chapter.snapshot.duties
    if not entries:
        yield UNWRITTEN
        return
    yield Paragraph(said("duties", chapter, count("职责项数", len(entries), "项")))
    yield from listed(chapter, ((entry.title, entry.text) for entry in entries))


@composer("offices")
def offices(chapter: Chapter) -> Iterator[Block]:
    """Compose the internal offices."""
    entries = chapter.snapshot.offices
    if not entries:
        yield absence(chapter.snapshot, "offices") or UNWRITTEN
        return
    yield Paragraph(said("offices", chapter, count("机构个数", len(entries), "个")))
    yield from listed(chapter, ((entry.name, entry.text) for entry in entries))


@composer("staffing")
def staffing(chapter: Chapter) -> Iterator[Block]:
    """Compose posts and people."""
    yield from map(Paragraph, staffing_sentences(chapter))


@composer("goal")
def goal(chapter: Chapter) -> Iterator[Block]:
    """Compose the overall goal, expected and reached, and by what it was approved."""
    written = chapter.snapshot.goal
    yield from map(Paragraph, _approvals(chapter.snapshot))
    if not (written.expected.strip() or written.reached.strip()):
        yield UNWRITTEN
    if written.expected.strip():
        yield from paragraphs(f"预期目标：{written.expected}")
    if written.reached.strip():
        yield from paragraphs(f"实际完成情况：{written.reached}")


def _approvals(snapshot: Snapshot) -> Iterator[str]:
    """Yield by what the goals were approved: of the whole, and of projects that have an approval of their own."""
    if snapshot.approval:
        yield f"绩效目标的批复文件：{_cited(snapshot.approval)}。"
    for project in snapshot.projects:
        if project.approval and project.approval != snapshot.approval:
            yield f"项目“{project.name}”绩效目标的批复文件：{_cited(project.approval)}。"


def _cited(approval: ApprovalFacts) -> str:
    return f"{approval.document}，批复日期{chinese_date(approval.approved_on)}"


@composer("tasks")
def tasks(chapter: Chapter) -> Iterator[Block]:
    """Compose the tasks of the year with their results."""
    if not chapter.snapshot.tasks:
        yield absence(chapter.snapshot, "tasks") or UNWRITTEN
    yield from listed(chapter, ((task.title, task.result) for task in chapter.snapshot.tasks))
