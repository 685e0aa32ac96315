"""Every form speaks of bad input in our own words, and takes only characters that can be typed."""

import inspect

import pytest
from django import forms
from django.utils.functional import Promise

from departments.forms.worded import WordedForm
from perfeval.lib.characters import typed
from tests.departments.unit_screen import DutyForm, StaffingForm

APPS = ("departments.", "indicators.", "reports.")


def forms_below(kind):
    for child in kind.__subclasses__():
        yield child
        yield from forms_below(child)


def ours():
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - imports every view, and with it every form
    found = {form for form in forms_below(forms.BaseForm) if form.__module__.startswith(APPS)}
    return sorted(found, key=lambda form: form.__qualname__)


def test_every_form_uses_our_words():
    assert len(ours()) > 25
    assert not [form for form in ours() if not issubclass(form, WordedForm)]


class SampleForm(WordedForm, forms.Form):
    name = forms.CharField(label="名称", max_length=3)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲")])
    kinds = forms.MultipleChoiceField(label="类型", choices=[("a", "甲")])
    day = forms.DateField(label="日期")
    count = forms.IntegerField(label="人数", min_value=0, max_value=9)
    amount = forms.DecimalField(label="金额", max_digits=4, decimal_places=2)
    key = forms.UUIDField(label="行")


@pytest.mark.parametrize(
    ("name", "sent", "message"),
    [
        pytest.param("name", "", "请填写名称。", id="nothing typed"),
        pytest.param("kind", "", "请选择类型。", id="nothing chosen"),
        pytest.param("name", "\x00", "请填写名称。", id="nothing but an invisible character"),
        pytest.param("name", "一二三四", "最多3个字，现有4个字，请缩短。", id="too long"),
        pytest.param("kind", "bogus", "所选内容已不在可选范围内，请刷新页面后重新选择。", id="no such choice"),
        pytest.param("kinds", ["a", "b"], "所选内容已不在可选范围内，请刷新页面后重新选择。", id="one is no choice"),
        pytest.param("day", "昨天", "日期无法识别，请按“年-月-日”填写，如 2023-05-18。", id="no date"),
        pytest.param("count", "x", "请填写整数，如 30。", id="no whole number"),
        pytest.param("count", "-1", "不能小于0，请核对。", id="too small"),
        pytest.param("count", "10", "不能大于9，请核对。", id="too large"),
        pytest.param("amount", "x", "请填写数字，如 95.5。", id="no number"),
        pytest.param("amount", "1.234", "最多2位小数，请四舍五入后填写。", id="too many decimals"),
        pytest.param("amount", "123", "数字过大，整数部分最多2位，请核对。", id="too many digits"),
        pytest.param("amount", "12345", "数字过长，最多4位，请核对。", id="far too many digits"),
        pytest.param("key", "x", "页面已失效，请刷新后重新填写。", id="no key"),
    ],
)
def test_message_says_what_is_wrong_and_what_to_do(name, sent, message):
    assert message in SampleForm({name: sent}).errors[name]


def test_no_field_is_left_with_a_message_that_is_not_ours():
    form = SampleForm({})
    form.full_clean()
    codes = {"required", "invalid", "invalid_choice", "invalid_list"}

    left = [(name, code) for name, field in form.fields.items() for code, text in field.error_messages.items()
            if code in codes and isinstance(text, Promise)]  # fmt: skip
    assert not left


def test_better_words_of_a_field_are_kept():
    class Own(WordedForm, forms.Form):
        name = forms.CharField(error_messages={"required": "请写明理由。"})

    assert Own({}).errors["name"] == ["请写明理由。"]


@pytest.mark.parametrize("character", ["\x00", "\a", "\x1b", "\x7f", "\ufffe", "\ufdd0", "\ud83d"])
def test_invisible_characters_are_left_out(character):
    form = SampleForm({"name": f"甲{character}乙"})

    assert form["name"].value() == "甲乙"
    assert form.is_valid() is False
    assert "name" not in form.errors


def test_line_ends_and_rare_characters_stay():
    assert typed("甲\v乙\r\n丙\t𬭎㎡") == "甲\n乙\r\n丙\t𬭎㎡"


@pytest.mark.parametrize("form", [DutyForm, StaffingForm])
def test_fields_of_rows_are_cleaned_as_well(form):
    assert inspect.getattr_static(form, "bound_field_class").data.fget is not forms.BoundField.data.fget
