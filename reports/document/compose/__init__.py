"""From a snapshot to its report: the outline, the wording and the form are the scheme's. Pure."""

from dataclasses import replace

from reports.document.blocks import AttachmentList, Document, Paragraph, Signature
from reports.figures import filled as filled_in
from reports.schemes import scheme_of
from reports.snapshot import Snapshot

from . import budget, indicators, management, problems, profile, ratios, rectification, texts
from .conclusion import recheck, total_sentence
from .explanations import EXPLANATIONS, explanations_annex
from .form import form_annex
from .notes import NOTES, notes_annex
from .outline import chapters
from .subject import subjects
from .texts import SUBJECTS
from .wording import chinese_date, filled

__all__ = [
    "budget",
    "compose",
    "form_alone",
    "indicators",
    "management",
    "problems",
    "profile",
    "ratios",
    "rectification",
    "texts",
    "title_of",
]


def title_of(snapshot: Snapshot) -> str:
    """Return the title of the report."""
    scheme = scheme_of(snapshot)
    subject = SUBJECTS[scheme.kind]
    values = {"department": snapshot.department.name, "year": str(snapshot.year), "subject": subject}
    return filled(scheme.report.title, values)


def cover(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Return what the cover says below the title."""
    return (
        ("部门（单位）名称", snapshot.department.name),
        ("预算编码", snapshot.department.code),
        ("评价年度", f"{snapshot.year}年"),
        ("评价方式", "部门（单位）绩效自评"),
        ("报告日期", chinese_date(snapshot.completed_on)),
    )


def form_alone(document: Document) -> Document:
    """Return of a report only the filled forms (自评表): of the whole department, and of each project."""
    forms = tuple(annex for annex in document.annexes if annex.title not in (EXPLANATIONS, NOTES))
    return replace(document, blocks=(), annexes=forms, cover=(), has_contents=False)


def compose(snapshot: Snapshot) -> Document:
    """Return the report of an evaluation, finished or not, with bound figures in words; no person is named in it.

    Raises:
        SchemeError: the snapshot does not carry a scheme.
    """
    snapshot = filled_in(snapshot)
    scheme = scheme_of(snapshot)
    everything = tuple(subjects(snapshot))
    annexes = (*map(form_annex, everything), explanations_annex(everything), *notes_annex(snapshot))
    return Document(
        title=title_of(snapshot),
        year=snapshot.year,
        publisher=snapshot.department.name,
        blocks=(
            *chapters(snapshot, scheme),
            *map(Paragraph, recheck(snapshot, scheme)),
            AttachmentList(tuple(annex.title for annex in annexes)),
            Signature(snapshot.department.name, chinese_date(snapshot.completed_on)),
        ),
        annexes=annexes,
        description=f"{title_of(snapshot)}。{total_sentence(snapshot, scheme)}",
        numbering=scheme.report.numbering.value,
        cover=cover(snapshot) if scheme.report.has_cover else (),
        has_contents=scheme.report.has_contents,
        keywords=("绩效自评", SUBJECTS[scheme.kind], f"{snapshot.year}年度", snapshot.department.short_name),
    )
