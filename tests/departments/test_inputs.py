"""Inputs are written as Django's own templates would write them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from departments.forms.fields import DayInput
from departments.forms.inputs import PlainInputs

VALUES = [None, "", 0, "95.5", "约 80", "<b>“&'\"", " 前后 ", "第一行\n第二行", True, False, mark_safe("<b>&amp;</b>")]
ATTRIBUTES = {
    "id": "id_a",
    "class": 'x "y"',
    "readonly": True,
    "disabled": False,
    "maxlength": 20,
    "aria-label": "<名称>",
}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(ATTRIBUTES),
        forms.HiddenInput(),
        forms.NumberInput({"step": "any"}),
        forms.EmailInput(),
        DayInput(),
        forms.Textarea(ATTRIBUTES),
        forms.Textarea(),
        forms.Select(choices=[("", "请选择"), ("95.5", "<九十五>")]),
        forms.CheckboxInput(),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_input_is_written_as_by_its_template(widget, value):
    ours = widget.render("name", value, {"data-x": "1"}, PlainInputs())

    assert ours == widget.render("name", value, {"data-x": "1"}, DjangoTemplates())
