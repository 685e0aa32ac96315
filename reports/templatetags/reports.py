"""What the screens of the reports say more than once."""

from decimal import Decimal
from typing import Any, cast

from django import template
from django.template import Context
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString

from departments.models import Evaluation
from perfeval.lib.decimals import plain as plain_digits

from ..checks import Place
from ..comparing import Run
from ..figures import catalogue_of, fill
from ..gather.printed import Printed
from ..history import step_name
from ..places import Addresses
from ..reviewing import age_of, news_of, review_days_left
from ..snapshot import Snapshot

register = template.Library()


register.filter("step_name", step_name)


@register.filter
def plain(value: Decimal) -> str:
    """Return a number without trailing zeros."""
    return plain_digits(value)


@register.simple_tag(takes_context=True)
def place_url(context: Context, place: Place) -> str:
    """Return where a finding about the page's evaluation leads."""
    page = cast("dict[str, Any]", context.render_context)
    addresses: Addresses = page.setdefault("addresses", Addresses(context["evaluation"]))
    return addresses.of(place)


@register.simple_tag(takes_context=True)
def printed(context: Context, text: str, evaluation: Evaluation) -> str:
    """Return a stored text with its bound figures in words."""
    page = cast("dict[str, Any]", context.render_context)
    texts: Printed = page.setdefault("printed", Printed())
    return texts.text(text, evaluation)


@register.filter
def printed_in(text: str, snapshot: Snapshot) -> str:
    """Return a text of the snapshot with its bound figures in words."""
    return fill(text, catalogue_of(snapshot)).text


@register.filter
def worded(run: Run) -> SafeString:
    """Return some words of a comparison; those of a bound figure have its name as their title."""
    words = linebreaksbr(run.text)
    return format_html('<span class="bound-value" title="绑定：{}">{}</span>', run.name, words) if run.name else words


@register.filter
def age(evaluation: Evaluation) -> int | None:
    """Return for how many days an evaluation has waited in its stage."""
    return age_of(evaluation)


register.filter("review_days_left", review_days_left)


@register.filter
def news(evaluation: Evaluation) -> list[str]:
    """Return what a reviewer has not seen yet of an evaluation in the queue."""
    return news_of(evaluation)
