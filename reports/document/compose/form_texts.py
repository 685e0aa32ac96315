"""What the official form says in words over its whole width: 评价结论, 存在问题, 改进措施 and the like. Pure."""

from collections.abc import Iterator

from reports.document.blocks import Cell, Row
from reports.snapshot import IndicatorFacts

from .conclusion import total_sentence
from .subject import Subject
from .wording import typeset


def form_texts(subject: Subject) -> dict[str, str]:
    """Return what was written for the form, and what follows from the indicators; anything else is left blank."""
    snapshot = subject.snapshot
    leaves = list(snapshot.leaves())
    return _written(subject) | {
        "conclusion": total_sentence(snapshot, subject.scheme) if snapshot.total is not None else "",
        "reasons": _lines((leaf, leaf.reason) for leaf in leaves),
        "measures": _lines((leaf, leaf.measure) for leaf in leaves),
    }


def text_rows(subject: Subject, *, is_first: bool, label: int, width: int) -> Iterator[Row]:
    """Yield the texts before or behind the indicators, as rows with a title over the first `label` columns."""
    texts = form_texts(subject)
    for block in subject.scheme.form.texts:
        if block.is_first == is_first:
            title = Cell(typeset(block.title), colspan=label, header=True)
            yield Row((title, Cell(texts.get(block.key, ""), colspan=width - label, align="left")))


def _written(subject: Subject) -> dict[str, str]:
    """Return the chapters and problems that were written about the whole; none are written about a project."""
    if subject.project:
        return {}
    written = {node.key: subject.snapshot.sections.get(node.key, "").strip() for node in subject.scheme.sections()}
    return written | {"problems": "\n".join(problem.title for problem in subject.snapshot.problems)}


def _lines(said: Iterator[tuple[IndicatorFacts, str]]) -> str:
    return "\n".join(f"{leaf.name}：{text.strip()}" for leaf, text in said if text.strip())
