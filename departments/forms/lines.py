"""A list typed as lines."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """Several short texts, one in each line; empty lines and repetitions do not count."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, most: int = 20, longest: int = 100, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most, self.longest = most, longest

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the lines as a list."""
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        return list(dict.fromkeys(filter(None, lines)))

    def validate(self, value: Any) -> None:
        """Refuse too many lines and too long ones."""
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(f"最多填写{self.most}行，现有{len(value)}行，请删减。")
        for line in value:
            if len(line) > self.longest:
                raise forms.ValidationError(f"每行不超过{self.longest}个字，“{line[:20]}……”过长，请缩短。")
