"""What forms say about bad input, in one place: what is wrong and what to do."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise

from perfeval.lib.characters import typed

GONE = "所选内容已不在可选范围内，请刷新页面后重新选择。"
MESSAGES = {
    "max_length": "最多%(limit_value)d个字，现有%(show_value)d个字，请缩短。",
    "min_length": "至少%(limit_value)d个字，现有%(show_value)d个字，请补充。",
    "min_value": "不能小于%(limit_value)s，请核对。",
    "max_value": "不能大于%(limit_value)s，请核对。",
    "max_digits": "数字过长，最多%(max)s位，请核对。",
    "max_whole_digits": "数字过大，整数部分最多%(max)s位，请核对。",
    "max_decimal_places": "最多%(max)s位小数，请四舍五入后填写。",
    "invalid_choice": GONE,
    "invalid_pk_value": GONE,
    "invalid_list": GONE,
}
INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateField, "日期无法识别，请按“年-月-日”填写，如 2023-05-18。"),
    (forms.DateTimeField, "时间无法识别，请按“年-月-日 时:分”填写，如 2023-05-18 09:30。"),
    (forms.UUIDField, "页面已失效，请刷新后重新填写。"),
    (forms.DecimalField, "请填写数字，如 95.5。"),
    (forms.IntegerField, "请填写整数，如 30。"),
)


def messages_of(field: forms.Field, label: str) -> dict[str, str]:
    """Return all that may be said about what was typed into `field`."""
    is_chosen = isinstance(field, forms.ChoiceField | forms.FileField)
    required = f"请{'选择' if is_chosen else '填写'}{label}。"
    invalid = next(({"invalid": message} for kind, message in INVALID if isinstance(field, kind)), {})
    return MESSAGES | invalid | {"required": required, "unique": f"已存在相同的{label}，请核对后改填。"}


def word(fields: Mapping[str, forms.Field], labels: Mapping[str, str]) -> None:
    """Give every field our own words, except where it has better ones already."""
    for name, field in fields.items():
        for code, message in messages_of(field, labels[name]).items():
            if isinstance(field.error_messages.get(code, ""), Promise) or code not in field.error_messages:
                field.error_messages[code] = message


class TypedBoundField(BoundField):
    """A field that takes only what can be typed."""

    @property
    def data(self) -> Any:
        """What was sent, without invisible characters."""
        sent = super().data
        return typed(sent) if isinstance(sent, str) else sent


class WordedForm(forms.BaseForm):
    """A form that speaks of bad input in our own words. To be named before Django's form."""

    bound_field_class = TypedBoundField

    def full_clean(self) -> None:
        """Word the fields that are there by now, then check them."""
        word(self.fields, {name: str(self[name].label) for name in self.fields})
        super().full_clean()
