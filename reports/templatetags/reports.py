"""What the screens of the reports say more than once."""

from decimal import Decimal

from django import template

from departments.workflow import ACTION_NAMES
from perfeval.lib.decimals import plain as plain_digits

from ..checks import Place
from ..places import address_of

register = template.Library()

STEP_NAMES = {action.value: name for action, name in ACTION_NAMES.items()} | {
    "open": "建立自评",
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


@register.simple_tag
def place_url(place: Place, evaluation_pk: int) -> str:
    """Return where a finding leads."""
    return address_of(place, evaluation_pk)
