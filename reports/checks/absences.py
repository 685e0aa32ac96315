"""C01-absences: a list or a chapter holds something, or it is stated that there is nothing (无此项)."""

from collections.abc import Iterator
from dataclasses import replace

from reports.snapshot import Snapshot

from .completeness import required
from .edits import changing, changing_budget
from .findings import Category, Context, Fault, Severity
from .registry import check
from .texts import SUBJECTS, place_of

UNSTATED = ("adjustments", "projects")
"""Those that may be left blank too: the report then says by itself that there is nothing."""


def has_content(snapshot: Snapshot, subject: str) -> bool:
    """Whether something is written in a list or chapter."""
    rows = {
        "offices": snapshot.offices,
        "tasks": snapshot.tasks,
        "adjustments": snapshot.budget.adjustments,
        "projects": snapshot.budget.projects,
        "problems": snapshot.problems,
    }
    return bool(rows[subject]) if subject in rows else bool(snapshot.sections.get(subject, "").strip())


@required(
    "C01-absences",
    part="profile",
    explanation="既有内容又说明“无此项”，报告就自相矛盾。",
    remedy="取消“无此项”，或删去已填的内容。",
    bad=changing(absences={"adjustments": "本年度没有调整预算。", "offices": "单位不设内设机构。"}),
    good=lambda snapshot: replace(
        snapshot, offices=(), absences=snapshot.absences | {"offices": "单位规模较小，不设内设机构。"}
    ),
)
def absences_are_true(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """说明“无此项”的地方没有填写内容。"""
    for subject in snapshot.absences:
        if has_content(snapshot, subject):
            part, name = place_of(snapshot, subject)
            yield Fault(f"“{name}”已填写内容，又选了“无此项”，请核对。", f"absence-{subject}", label=name, part=part)


@check(
    "C01-unstated",
    Severity.HINT,
    part="budget",
    category=Category.COMPLETENESS,
    basis="财预〔2020〕10号：自评要内容完整",
    explanation="空着看不出是没有，还是漏填。",
    remedy="确实没有的，选“无此项”并说明理由。",
    bad=changing(absences={}),
    good=changing_budget(),
)
def emptiness_is_stated(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """没有内容的清单已说明无此项。"""
    for subject in UNSTATED:
        if subject not in snapshot.absences and not has_content(snapshot, subject):
            part, name = SUBJECTS[subject]
            message = f"“{name}”没有填写，请补充；确实没有的，选“无此项”并说明理由。"
            yield Fault(message, f"absence-{subject}", label=name, part=part)
