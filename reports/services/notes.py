"""The annex 说明和提示: what goes into it, and whether it goes out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, User
from departments.workflow import Status

from ..checks import Finding, Severity
from ..checks.wording import is_withheld
from ..gather import gather
from ..models import NotesAnnex, Waiver
from ..snapshot import Snapshot
from ..snapshot.notes import AnswerFacts, NoteFacts, NotesFacts
from .findings import Known, answers_to, known_of

FEW = 3
WITHHELD = "（所写理由涉及个人信息或不宜公开的内容，未予公开。）"


class NotesRefused(Exception):
    """The switch cannot be turned now; the message says why and what to do."""


def notes_are_published(evaluation: Evaluation) -> bool:
    """Whether the annex goes out with the report."""
    choice = NotesAnnex.objects.filter(evaluation=evaluation).first()
    return choice is None or choice.is_published


@transaction.atomic
def publish_notes(evaluation: Evaluation, *, actor: User, is_published: bool) -> NotesAnnex:
    """Decide whether the annex goes out with the next edition, and say so in the log.

    Raises:
        NotesRefused: the report is public, or its files have been made and wait for their time.
    """
    if evaluation.status == Status.PUBLISHED:
        raise NotesRefused("报告已经公开，附件不能再改变；需要改变的，请先更正。")
    if evaluation.schedules.waiting().exists():
        raise NotesRefused("已定时公开，文件已经生成；需要改变附件的，请先停止定时公开。")
    before = notes_are_published(evaluation)
    values = {"is_published": is_published, "changed_by": actor, "changed_at": clock.now()}
    choice, _ = NotesAnnex.objects.update_or_create(evaluation=evaluation, defaults=values)
    if before != is_published:
        changes = {"is_published": [before, is_published]}
        audit.record(choice, actor=actor, action="notesannex.change", changes=changes)
    return choice


def with_notes(evaluation: Evaluation, known: Known | None = None) -> Snapshot:
    """Return the evaluation as it is stored now, or was when it was `known`, with the annex where it is published."""
    if not notes_are_published(evaluation):
        return known.snapshot if known else gather(evaluation)
    known = known or known_of(evaluation)
    people = _people(known.snapshot, known.waivers.values())
    return replace(known.snapshot, notes=notes_of(known.findings, known.waivers, people))


def notes_of(found: tuple[Finding, ...], waivers: Mapping[str, Waiver], people: Collection[str]) -> NotesFacts:
    """Return the answers that hold and the hints that are left; a reason that names one of `people` is withheld."""
    held = tuple(finding for finding in found if finding.is_answered)
    answers = tuple(_answer(waiver, held, waivers, people) for waiver in answers_to(held, waivers))
    left = (finding for finding in found if finding.severity is Severity.HINT and not finding.is_answered)
    return NotesFacts(answers, _grouped(left))


def _answer(
    waiver: Waiver, held: Iterable[Finding], waivers: Mapping[str, Waiver], people: Collection[str]
) -> AnswerFacts:
    about = (finding for finding in held if waivers[finding.fingerprint] == waiver)
    is_personal = is_withheld(waiver.reason) or any(name in waiver.reason for name in people)
    reason = WITHHELD if is_personal else waiver.reason
    return AnswerFacts(waiver.get_kind_display(), reason, waiver.valid_until, _grouped(about))


def _grouped(found: Iterable[Finding]) -> tuple[NoteFacts, ...]:
    """Return the findings by check, so that many of a kind take one line."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        groups[finding.check_id].append(finding)
    return tuple(_note(group) for group in groups.values())


def _note(group: list[Finding]) -> NoteFacts:
    first = group[0]
    places = dict.fromkeys(finding.place.label for finding in group if finding.place.label)
    return NoteFacts(first.check_id, first.title, first.severity.value, len(group), tuple(places)[:FEW])


def _people(snapshot: Snapshot, waivers: Iterable[Waiver]) -> set[str]:
    """Return the names of those who have to do with the evaluation; nobody's stands in the annex."""
    acting = {person.full_name for waiver in waivers for person in (waiver.given_by, waiver.decided_by) if person}
    return {name for name in (snapshot.filled_by, snapshot.head, *acting) if len(name) > 1}
