"""Where a job leaves what is not published."""

from pathlib import Path

from django.conf import settings

from ..models import Job


def preview_file(job: Job) -> Path:
    """Return where the PDF of a preview lies until sweep removes it."""
    return settings.PREVIEW_ROOT / f"{job.pk}.pdf"
