"""The proofs of an indicator as a piece that any page can show."""

from typing import Any

from django import template
from django.conf import settings

from departments.models import Evaluation

from .. import scanning
from ..attachments import attachments_of
from ..forms.evidence import UploadForm
from ..models import Indicator
from ..proofs import load_proofs

register = template.Library()


@register.inclusion_tag("entry/evidence.html", takes_context=True)
def evidence_panel(context: template.Context, indicator: Indicator, *, is_frozen: bool) -> dict[str, Any]:
    """Show the proofs, and the means to send more and to take some away; it stands outside of other forms."""
    return {
        "csrf_token": context.get("csrf_token"),
        "evaluation": indicator.evaluation,
        "indicator": indicator,
        "proofs": load_proofs(indicator),
        "is_frozen": is_frozen,
        "form": UploadForm(),
        "largest": settings.EVIDENCE_MAX_BYTES,
        "is_scanned": scanning.is_configured(),
    }


@register.inclusion_tag("entry/attachments.html", takes_context=True)
def attachments_panel(context: template.Context, evaluation: Evaluation, *, is_frozen: bool) -> dict[str, Any]:
    """Show what the schemes ask for beside the report, and the means to send it; it stands outside of other forms."""
    asked = attachments_of(evaluation)
    return {
        "csrf_token": context.get("csrf_token"),
        "evaluation": evaluation,
        "asked": [(each, UploadForm(auto_id=f"attachment-{index}-%s")) for index, each in enumerate(asked)],
        "is_frozen": is_frozen,
        "is_scanned": scanning.is_configured(),
    }
