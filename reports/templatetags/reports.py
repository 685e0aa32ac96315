"""What the screens of the reports say more than once."""

from decimal import Decimal
from typing import Any, cast

from django import template
from django.template import Context

from departments.workflow import ACTION_NAMES
from perfeval.lib.decimals import plain as plain_digits

from ..checks import Place
from ..places import Addresses

register = template.Library()

STEP_NAMES = {action.value: name for action, name in ACTION_NAMES.items()} | {
    "open": "建立自评",
    "change": "修改填报信息",
    "disclosure": "信息公开审查",
}


@register.filter
def step_name(action: str) -> str:
    """Return what a logged step of an evaluation is called."""
    name = action.removeprefix("evaluation.")
    return STEP_NAMES.get(name, name)


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
