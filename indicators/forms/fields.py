"""Numbers as finance staff type them: full-width digits, thousands separators, 万元, a unit behind the number."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from departments.wording import wan_exactly
from perfeval.lib.decimals import plain

from ..scoring import read_value

MOST = 99_999_999
"""More people or things than any unit has; less than what both databases can hold."""


def read_number(typed: Any, unit: str, example: str) -> Decimal | None:
    """Return the number in `unit`, None when nothing was typed.

    Raises:
        ValidationError: it is not one number in that unit; says what would be.
    """
    if isinstance(typed, Decimal | int) or typed is None:
        return typed if typed is None else Decimal(typed)
    text = str(typed).strip()
    if not text:
        return None
    reading = read_value(text)
    number = None if reading.sign else reading.in_unit(unit)
    if number is None:
        raise ValidationError(f"无法识别“{text}”，请填写一个数字，如 {example}。没有发生的请填 0，不清楚的请留空。")
    return number


class NumberField(forms.DecimalField):
    """A number in a unit of its own."""

    widget = forms.TextInput
    example = "95.5"
    unit = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed, tolerantly."""
        number = read_number(value, self.unit, self.example)
        return super().to_python(None if number is None else plain(number))

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number without trailing zeros, and typed text as it was typed."""
        return plain(value) if isinstance(value, Decimal) else value

    def read_or_nothing(self, value: Any) -> Decimal | None:
        """Return the number, None when it cannot be read."""
        try:
            return self.to_python(value)
        except ValidationError:
            return None


class AmountField(NumberField):
    """An amount of money, kept in 元; 元 and 万元 are both understood."""

    example = "18681700 或 1868.17万元"
    unit = "元"
    default_error_messages = {
        "max_decimal_places": "金额最多到分（两位小数）。",
        "max_digits": "金额过大，请核对单位是否为元。",
        "max_whole_digits": "金额过大，请核对单位是否为元。",
        "min_value": "金额不能小于 0；追减请填在“调整事项”中。",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0} | kwargs)
        self.widget.attrs["class"] = "entry-amount"

    def understood(self, value: Any) -> str:
        """Say the amount in 万元."""
        amount = self.read_or_nothing(value)
        return "" if amount is None else f"= {wan_exactly(amount)}"


class PercentField(NumberField):
    """A percentage, with or without the sign."""

    unit = "%"


class PointsField(NumberField):
    """Points that can be reached: more than none."""

    def validate(self, value: Any) -> None:
        """Refuse zero and less."""
        super().validate(value)
        if value is not None and value <= 0:
            raise ValidationError("分值须大于0。")


class CountField(forms.IntegerField):
    """A whole number of people or things."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_value": MOST} | kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "entry-count"}

    def to_python(self, value: Any) -> int | None:
        """Read what was typed, with or without a unit."""
        text = "" if value is None else str(value).strip()
        reading = read_value(text)
        number = read_number(text, reading.unit, "30")
        return super().to_python(None if number is None else plain(number))
