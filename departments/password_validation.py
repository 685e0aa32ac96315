"""What a password must be made of (GB/T 22239-2019, 身份鉴别)."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from .models import User

_CLASSES: tuple[Callable[[str], bool], ...] = (
    str.isupper,
    str.islower,
    str.isdecimal,
    lambda character: not character.isalnum(),
)


class LengthValidator:
    """Asks for long passwords."""

    def __init__(self, at_least: int = 10) -> None:
        self.at_least = at_least

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when the password is too short."""
        if len(password) < self.at_least:
            raise ValidationError(
                f"密码至少{self.at_least}个字符，现有{len(password)}个，请加长。", code="password_too_short"
            )

    def get_help_text(self) -> str:
        """Say so in advance."""
        return f"密码至少{self.at_least}个字符。"


class CharacterClassesValidator:
    """Asks for characters of three of four classes: upper case, lower case, digits, signs."""

    def __init__(self, at_least: int = 3) -> None:
        self.at_least = at_least

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when the password is too uniform."""
        present = sum(any(map(belongs, password)) for belongs in _CLASSES)
        if present < self.at_least:
            raise ValidationError(
                f"密码须包含大写字母、小写字母、数字、符号四类中的至少{self.at_least}类，现有{present}类，请补充。",
                code="password_too_uniform",
            )

    def get_help_text(self) -> str:
        """Say so in advance."""
        return f"密码须包含大写字母、小写字母、数字、符号四类中的至少{self.at_least}类。"
