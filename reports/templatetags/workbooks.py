"""What a person has decided of a clash."""

from django import template

from ..workbooks.comparing import Clash

register = template.Library()


@register.filter
def decided(decisions: dict[str, str], clash: Clash) -> str:
    """Return MINE, THEIRS, or nothing; a decision against an older version has to be taken again."""
    kind, _, version = decisions.get(clash.name, "").partition(":")
    return kind if version in ("", str(clash.version)) else ""
