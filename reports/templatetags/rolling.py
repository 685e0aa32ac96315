"""Last year's evaluation and carried-over text on the entry screens."""

from typing import Any

from django import template
from django.template import Context

from departments.forms.screens import Screen
from departments.models import Evaluation
from indicators.models import Indicator

from ..rolling import Beside, LastLeaf, ToCopy, to_copy
from ..rolling.marking import Marked, lay_carried

register = template.Library()
register.simple_tag(lay_carried)


@register.simple_tag(takes_context=True)
def lay_last_year(context: Context, screen: Screen) -> Marked:
    """Put last year's values and the marks of carried-over text beside the fields; return what is to be confirmed."""
    _beside(context, screen.evaluation).lay(screen)
    return lay_carried(screen)


@register.simple_tag
def copy_offer(evaluation: Evaluation, part: str) -> ToCopy | None:
    """Return what last year's evaluation could give to a part, None when that is nothing."""
    found = to_copy(evaluation, part)
    return found if found and found.writes else None


@register.simple_tag(takes_context=True)
def last_year_of(context: Context, indicator: Indicator) -> LastLeaf | None:
    """Return what the same indicator aimed at, reached and scored last year."""
    found = _beside(context, indicator.evaluation).row_for(indicator)
    return LastLeaf.of(found) if found else None


def _beside(context: Context, evaluation: Evaluation) -> Beside:
    page: dict[Any, Any] = context.render_context  # type: ignore[assignment]
    known: dict[int, Beside] = page.setdefault("beside", {})
    if evaluation.pk not in known:
        known[evaluation.pk] = Beside(evaluation)
    return known[evaluation.pk]
