"""Numbers as finance staff type them: full-width digits, thousands separators, 万元, a unit behind the number."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from departments.wording import wan_exactly
from perfeval.lib.decimals import WHOLE_DIGITS, plain

from ..scoring import Reading, read_value, too_fine

MOST = 99_999_999
"""More people or things than any unit has; less than what both databases can hold."""


def read_number(
    typed: Any, unit: str, example: str, *, takes_dash: bool = False, takes_sign: bool = False
) -> Decimal | None:
    """Return the number in `unit`, None when nothing was typed, or (`takes_dash`) — or 无 in its place.

    Raises:
        ValidationError: it is not one number in that unit; says what would be.
    """
    if isinstance(typed, Decimal | int) or typed is None:
        return typed if typed is None else Decimal(typed)
    text = str(typed).strip()
    reading = read_value(text)
    if reading.is_missing and (takes_dash or not text):
        return None
    number = reading.in_unit(unit)
    if number is None or (reading.sign and not takes_sign):
        raise ValidationError(f"无法识别“{text}”{_why_unread(reading, unit, example)}")
    return number


def _why_unread(reading: Reading, unit: str, example: str) -> str:
    """Return what of a value is not understood here, and what to do."""
    if reading.number is None:
        return f"，请填写一个数字，如 {example}。没有发生的请填 0，不清楚的请留空。"
    if reading.in_unit(unit) is not None:
        return f"中的“{reading.sign}”，这里请只填写数字，如 {example}。"
    if not unit:
        return f"的单位“{reading.unit}”，这里请只填写数字，如 {example}。"
    return f"：单位是“{reading.unit}”，这里应为“{unit}”，请统一单位。"


class NumberField(forms.DecimalField):
    """A number in a unit of its own."""

    widget = forms.TextInput
    example = "95.5"
    unit = ""
    takes_dash = takes_sign = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed, tolerantly."""
        number = read_number(value, self.unit, self.example, takes_dash=self.takes_dash, takes_sign=self.takes_sign)
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

    def understood(self, value: Any) -> str:
        """Say how a value was read that is more than digits, nothing of any other."""
        reading, number = read_value(value), self.read_or_nothing(value)
        if not isinstance(value, str) or not reading.text or reading.text == str(reading.number):
            return ""
        if number is None and not reading.is_missing:
            return ""
        converted = "" if number == reading.number or number is None else f"，折合为 {plain(number)}"
        return f"读作：{reading.how}{converted}"


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
        """Say the amount in 万元, nothing of none and of one that no budget has."""
        amount = self.read_or_nothing(value)
        return f"= {wan_exactly(amount)}" if amount and amount.adjusted() < WHOLE_DIGITS else ""


class ValueField(NumberField):
    """A measured value, where — and 无 say that there is none; of an amount they could mean 0."""

    takes_dash = True


class TargetField(ValueField):
    """A number behind its sign, as in “≥100件”; `sign` is the one chosen beside it."""

    takes_sign = True
    sign = ""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed; a sign that contradicts the chosen one is refused."""
        brought = read_value(value).sign
        if brought and self.sign and brought != self.sign:
            raise ValidationError(f"这里写的是“{brought}”，符号选的是“{self.sign}”，请改为一致。")
        return super().to_python(value)


class PercentField(NumberField):
    """A percentage, with or without the sign."""

    unit = "%"


class PointsField(NumberField):
    """Points that can be reached: more than none, with at most the decimals of the scheme (`decimals`)."""

    decimals = 2

    def validate(self, value: Any) -> None:
        """Refuse zero and less."""
        super().validate(value)
        if value is not None and value <= 0:
            raise ValidationError("分值须大于0。")

    def run_validators(self, value: Any) -> None:
        """Refuse, of a number of reasonable length, what no score could reach."""
        super().run_validators(value)
        if value is not None and (message := too_fine("分值", value, self.decimals)):
            raise ValidationError(message)


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
