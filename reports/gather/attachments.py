"""The files that the schemes ask for beside the report, as facts."""

from collections.abc import Iterable

from departments.models import Evaluation
from indicators.attachments import attachments_under
from indicators.schemes import Scheme

from ..snapshot import AttachmentFacts


def gather_attachments(evaluation: Evaluation, schemes: Iterable[Scheme]) -> tuple[AttachmentFacts, ...]:
    """Return what was sent, under the titles that the schemes give it."""
    return tuple(
        AttachmentFacts(asked.kind, asked.key, asked.title, file.name, file.sha256)
        for asked in attachments_under(schemes, evaluation)
        for file in asked.files
    )
