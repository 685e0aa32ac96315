"""Rounds whose scheme differs from the preset in what it limits or asks for."""

from dataclasses import replace

from indicators.models import Scheme
from indicators.schemes import preset
from indicators.schemes.writing import dump
from tests.factories import make_cycle


def make_limited_cycle(like="donghu", **limits):
    """Return a round with the scheme of a preset under other limits of texts."""
    return make_changed_cycle(like, text_limits=limits)


def make_changed_cycle(like="donghu", **changes):
    """Return a round with a scheme like a preset, with `changes`."""
    spec = replace(preset(like), name=f"{like}-changed", **changes)
    Scheme.objects.create(name=spec.name, version=1, title=spec.title, kind=spec.kind, content=dump(spec))
    return make_cycle(scheme=spec.name)
