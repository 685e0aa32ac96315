"""Declaring the source of a number."""

from django import forms

from departments.forms.worded import WordedForm

from ..models.free_figure import LONGEST_SOURCE, LONGEST_WORDS

SHORTEST_SOURCE = 2


class SourceForm(WordedForm, forms.Form):
    """A number as it stands in the texts, and where it comes from."""

    words = forms.CharField(label="数字", max_length=LONGEST_WORDS, widget=forms.HiddenInput)
    source = forms.CharField(label="来源", min_length=SHORTEST_SOURCE, max_length=LONGEST_SOURCE)
