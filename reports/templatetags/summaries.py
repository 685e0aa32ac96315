"""The figures of a summary in words, as its print has them."""

from django import template

from ..summary.composing import level_text

register = template.Library()
register.filter("level_text", level_text)
