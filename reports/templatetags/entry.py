"""Where the entry screens meet the checks: the left-hand list, and what is found beside the fields."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.db.models import Exists, OuterRef, QuerySet
from django.template import Context
from django.urls import reverse

from departments.forms.screens import RowSet, Screen
from departments.models import Evaluation
from indicators.models import Indicator
from indicators.parts import INDICATORS, PROJECTS

from ..checks import Finding, Severity
from ..models import Problem
from ..places import Addresses, by_part, look_up
from ..services.findings import findings_of

register = template.Library()

CARRIED = "C01-carried"
"""Beside the field, the marks of carried-over text say this better."""

Placed = tuple[Finding, str]
"""A finding with the address of the field that it is about."""

GRAVEST_FIRST = list(Severity)


@register.inclusion_tag("entry/menu.html", takes_context=True)
def entry_menu(context: Context, evaluation: Evaluation, key: str) -> dict[str, Any]:
    """Show the parts, how far each is, and which one is open."""
    parts = by_part(evaluation, _findings(context, evaluation))
    addresses = [reverse(found.part.url_name, args=[evaluation.pk]) for found in parts]
    return {"parts": list(zip(parts, addresses, strict=True)), "key": key, "evaluation": evaluation}


@register.inclusion_tag("entry/still_missing.html", takes_context=True)
def still_missing(context: Context, evaluation: Evaluation, key: str, placed: list[Placed]) -> dict[str, Any]:
    """Show how much is missing on this page and elsewhere, and the ways there."""
    total = sum(finding.blocks for finding in _findings(context, evaluation))
    here = [target for finding, target in placed if finding.blocks and target.startswith("#")]
    project = getattr(context["screen"], "project_evaluation", None)
    page = {"after": key, "row": getattr(context.get("indicator"), "pk", None), "project": project and project.pk}
    query = urlencode({name: value for name, value in page.items() if value})
    return {"evaluation": evaluation, "total": total, "here": here, "elsewhere": total - len(here), "query": query}


@register.simple_tag(takes_context=True)
def place_findings(
    context: Context, screen: Screen, key: str, row: int | str | None = "", project: int | str | None = ""
) -> list[Placed]:
    """Put the findings of one part beside their fields and return them with links, what blocks first.

    Only those of one `row` and of one `project`, where they are given.
    """
    found = [
        finding
        for finding in _findings(context, screen.evaluation)
        if finding.place.part == key and (not project or finding.place.project == str(project))
    ]
    own = [finding for finding in found if row == "" or finding.place.row == str(row)]
    addresses = Addresses(screen.evaluation)
    own.sort(key=lambda finding: GRAVEST_FIRST.index(finding.severity))
    return [(finding, _place(screen, finding, addresses)) for finding in own]


@register.filter
def blocking_in(placed: list[Placed], project: int) -> int:
    """Return how many findings about one project block."""
    return sum(finding.blocks for finding, _ in placed if finding.place.project == str(project))


@register.simple_tag
def problems_about(indicator: Indicator) -> QuerySet[Problem]:
    """Return the problems that name the indicator; `is_left_alone` tells that they name no other."""
    others = Problem.indicators.through.objects.filter(problem=OuterRef("pk")).exclude(indicator=indicator)
    return Problem.objects.filter(indicators=indicator).annotate(is_left_alone=~Exists(others))


@register.filter
def for_row(placed: list[Placed], row: int) -> list[Placed]:
    """Return the findings about one indicator."""
    return [(finding, address) for finding, address in placed if finding.place.row == str(row)]


def _findings(context: Context, evaluation: Evaluation) -> Iterable[Finding]:
    """Return what the checks say, asked once per page and about what is stored, not about what is being typed."""
    known: dict[Any, Any] = context.render_context.setdefault("findings", {})  # type: ignore[arg-type, assignment]
    if evaluation.pk not in known:
        stored = Evaluation.objects.select_related(
            "department", "cycle", "scorecard__scheme", "scorecard__project_scheme"
        ).get(pk=evaluation.pk)
        known[evaluation.pk] = findings_of(stored)
    return known[evaluation.pk]


def _place(screen: Screen, finding: Finding, addresses: Addresses) -> str:
    """Tell the field about the finding and return where it is; what is not on this page has its own address."""
    place = finding.place
    found = look_up(screen, place)
    if isinstance(found, RowSet):
        return f"#{found.prefix}-title"
    if found is None:
        return addresses.of(place) if place.part in (INDICATORS, PROJECTS) else ""
    if finding.check_id != CARRIED:
        found.form.findings.setdefault(found.name, []).append(finding)
    return f"#{found.auto_id}"
