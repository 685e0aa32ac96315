"""What fields ask for (填报说明), as the scheme says it: beside single fields, and once above a list or table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django import template

from departments.forms.rows import RowForm
from departments.forms.screens import RowSet, Screen

from ..schemes import Scheme
from ..schemes.guidance import Guidance
from ..services import scheme_of_tree

register = template.Library()

Said = tuple[str, Guidance]
"""What a field is called, and what it asks for."""


@register.simple_tag
def lay_guidance(screen: Screen) -> Scheme | None:
    """Put the guidance beside the single fields of an entry screen; return the scheme that says it, if one does."""
    if not screen.guided_as or screen.is_frozen:
        return None
    scheme = _scheme(screen)
    rows = {name: piece for name, piece in screen.pieces.items() if isinstance(piece, RowForm)}
    kinds = Counter(map(type, rows.values()))
    for name, form in rows.items():
        for field in form.content_names:
            usual = [f"{screen.guided_as}.{field}"] if kinds[type(form)] == 1 else []
            own = f"{screen.guided_as}.{name}"
            if guidance := scheme.guidance_at(f"{own}.{field}", own, *usual, screen.guided_as):
                form.guidance[field] = guidance
    return scheme


@register.simple_tag
def guidance_of(scheme: Scheme | None, screen: Screen, rows: RowSet | RowForm) -> list[Said]:
    """Return the guidance of every field of a list, or of a row that stands for those of a table."""
    return list(_said(scheme, screen.guided_as, rows)) if scheme and rows else []


def _said(scheme: Scheme, place: str, rows: RowSet | RowForm) -> Iterator[Said]:
    form = rows.empty_form if isinstance(rows, RowSet) else rows
    own = f"{place}.{rows.prefix.rpartition('-')[2]}" if isinstance(rows, RowSet) else place
    for name in form.content_names:
        if guidance := scheme.guidance_at(f"{own}.{name}"):
            yield str(form[name].label), guidance
    for below in form.lists:
        yield from _said(scheme, place, below)


def _scheme(screen: Screen) -> Scheme:
    """Return the scheme of the tree that the screen is about."""
    about = getattr(screen, "indicator", screen)
    return scheme_of_tree(screen.evaluation, getattr(about, "project_evaluation", None))
