"""The attachments (附件) of one evaluation: what its schemes ask for, and what is there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from departments.models import Evaluation

from .models import Attachment
from .schemes import Scheme
from .services import project_scheme_of, scheme_of


@dataclass(frozen=True)
class AskedFor:
    """One attachment that a scheme asks for, with the files sent for it."""

    kind: str
    key: str
    title: str
    is_produced: bool
    files: tuple[Attachment, ...]


def attachments_of(evaluation: Evaluation) -> list[AskedFor]:
    """Return what the scheme of the whole department asks for, then that of the projects."""
    return attachments_under(filter(None, (scheme_of(evaluation), project_scheme_of(evaluation))), evaluation)


def attachments_under(schemes: Iterable[Scheme], evaluation: Evaluation) -> list[AskedFor]:
    """Return what these schemes ask of the evaluation, in one query."""
    sent: dict[tuple[str, str], list[Attachment]] = defaultdict(list)
    for row in evaluation.attachments.select_related("uploaded_by"):
        sent[row.kind, row.key].append(row)
    return [
        AskedFor(scheme.kind, each.key, each.title, each.is_produced, tuple(sent[scheme.kind, each.key]))
        for scheme in schemes
        for each in scheme.attachments
    ]
