"""The chapters that people write: the preamble opens with the cited authorities, the use of results with the total."""

from collections.abc import Iterator

from indicators.schemes import Kind
from reports.document.blocks import Block, Paragraph, paragraphs

from .absences import absence
from .chapter import Chapter, composer
from .conclusion import total_sentence
from .profile import UNWRITTEN
from .saying import said
from .saying import text as words
from .wording import cited

SUBJECTS = {Kind.WHOLE: "部门整体支出", Kind.PROJECT: "项目支出"}


@composer("text")
def text(chapter: Chapter) -> Iterator[Block]:
    """Compose a written chapter."""
    written = chapter.snapshot.sections.get(chapter.node.key, "")
    if chapter.node.key == "preamble":
        yield Paragraph(basis_sentence(chapter))
    if chapter.node.key == "result_use":
        yield Paragraph(total_sentence(chapter.snapshot, chapter.scheme))
    if written.strip():
        yield from paragraphs(written)
    else:
        yield absence(chapter.snapshot, chapter.node.key) or UNWRITTEN


def basis_sentence(chapter: Chapter) -> str:
    """Return the sentence that names the authorities and what was done by them."""
    subject = words("评价对象", SUBJECTS[chapter.scheme.kind])
    if not chapter.snapshot.authorities:
        return said("basis_uncited", chapter, subject)
    return said("basis", chapter, subject, words("依据文件", "、".join(map(cited, chapter.snapshot.authorities))))
