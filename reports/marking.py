"""What stands in the margin of files that must not be taken for published ones."""

from departments.environment import environment
from departments.models import Evaluation
from departments.workflow import Status

DRAFT = "草稿，未经公开"
TRAINING = "演练，不是正式报告"


def mark_of(evaluation: Evaluation) -> str:
    """Return what stands in the margin of a file about an evaluation: whether it is a draft, whether it is practice."""
    return mark(is_draft=evaluation.status != Status.PUBLISHED)


def margins(*, is_draft: bool) -> tuple[str, ...]:
    """Return the style sheets (static files) that put the same words into the margin of printed pages."""
    sheets = {"document/draft.css": is_draft, "document/training.css": environment().is_training}
    return tuple(sheet for sheet, is_needed in sheets.items() if is_needed)


def mark(*, is_draft: bool) -> str:
    """Return the words of the margin, empty for what is published for real."""
    return "；".join(filter(None, (DRAFT if is_draft else "", TRAINING if environment().is_training else "")))
