"""Where the entry screens meet the checks: the left-hand list, and what is found beside the fields."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from departments.forms.rows import RowForm
from departments.forms.screens import RowSet, Screen
from departments.models import Evaluation
from indicators.parts import PARTS

from ..checks import Finding
from ..services.findings import findings_of

register = template.Library()

Placed = tuple[Finding, str]
"""A finding with the address of the field that it is about."""


@register.inclusion_tag("entry/menu.html", takes_context=True)
def entry_menu(context: Context, evaluation: Evaluation, key: str) -> dict[str, Any]:
    """Show the parts, how far each is, and which one is open."""
    open_parts = [finding.place.part for finding in _findings(context, evaluation) if finding.blocks]
    parts = [(part, reverse(part.url_name, args=[evaluation.pk]), open_parts.count(part.key)) for part in PARTS]
    return {"parts": parts, "key": key, "evaluation": evaluation}


@register.simple_tag(takes_context=True)
def place_findings(context: Context, screen: Screen, key: str, row: int | str | None = "") -> list[Placed]:
    """Put the findings of one part (and of one of its rows, when given) beside their fields; return them with links."""
    found = [finding for finding in _findings(context, screen.evaluation) if finding.place.part == key]
    own = [finding for finding in found if row == "" or finding.place.row == str(row)]
    return [(finding, _place(screen, finding)) for finding in own]


@register.filter
def for_row(placed: list[Placed], row: int) -> list[Placed]:
    """Return the findings about one indicator."""
    return [(finding, address) for finding, address in placed if finding.place.row == str(row)]


def _findings(context: Context, evaluation: Evaluation) -> Iterable[Finding]:
    """Return what the checks say, asked once per page and about what is stored, not about what is being typed."""
    known: dict[Any, Any] = context.render_context.setdefault("findings", {})  # type: ignore[arg-type, assignment]
    if evaluation.pk not in known:
        stored = Evaluation.objects.select_related("department", "cycle", "scorecard__scheme").get(pk=evaluation.pk)
        known[evaluation.pk] = findings_of(stored)
    return known[evaluation.pk]


def _place(screen: Screen, finding: Finding) -> str:
    """Return the address of the field, or of its list, after telling the form about the finding."""
    place = finding.place
    piece = screen.pieces.get(place.field)
    if isinstance(piece, RowSet):
        return f"#{place.field}-title"
    if piece is not None:
        return _tell(piece, piece.content_names[0], finding)
    for form in screen.each_form():
        if place.field in form.content_names and form.row_key in ("", place.row):
            return _tell(form, place.field, finding)
    if place.part == "indicators" and place.row.isdecimal():
        return reverse("indicators:indicator_edit", args=[screen.evaluation.pk, place.row])
    return ""


def _tell(form: RowForm, name: str, finding: Finding) -> str:
    form.findings.setdefault(name, []).append(finding)
    return f"#{form[name].auto_id}"
