"""Filling in the page of a scheme as a browser would."""

from django.urls import reverse

from indicators.models import Scheme
from indicators.services import mark_of
from tests.pages import form_values

SHOWN = {}
"""What the page of a scheme shows, by the mark of its state: the page is large, and the same for many tests."""


def edit_url(scheme):
    return reverse("indicators:scheme_edit", args=[scheme.pk])


def show_url(scheme):
    return reverse("indicators:scheme", args=[scheme.pk])


def entry_of(client, scheme, **changes):
    """Return what the page would send, with these changes; names are written with _ for -."""
    mark = mark_of(Scheme.objects.get(pk=scheme.pk))
    values = SHOWN[mark] = SHOWN.get(mark) or form_values(client.get(edit_url(scheme)))
    named = {name.replace("__", "-"): value for name, value in changes.items()}
    unknown = {name for name in named if name not in values and not name.endswith(("-remove", "-equal_strict"))}
    assert not unknown
    return values | named


def faults_of(response):
    return {(target, message) for target, _, message in response.context["editor"].faults}
