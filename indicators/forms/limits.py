"""How long texts may be: as the scheme says, never longer than the database takes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator


class LengthLimit(MaxLengthValidator):
    """Counts as the page does: a line break is one character."""

    def clean(self, x: Any) -> int:
        """Return how long the text is."""
        return len(x.replace("\r\n", "\n"))


def limit_texts(fields: Mapping[str, forms.Field], limits: Mapping[str, int], keys: Mapping[str, str]) -> None:
    """Hold each field of `keys` to the scheme's limit for its key, and say so below it."""
    for name, key in keys.items():
        limit_text(fields[name], limits.get(key))


def limit_text(field: Any, limit: int | None) -> None:
    """Hold one text to `limit` characters, or to what the model takes where that is less or nothing is said.

    What is too long is refused whole, not cut off while it is pasted; a script shows the count.
    """
    longest = min(filter(None, (limit, field.max_length)))
    field.max_length = longest
    field.validators = [each for each in field.validators if not isinstance(each, MaxLengthValidator)]
    field.validators.append(LengthLimit(longest))
    field.help_text = f"{field.help_text}最多{longest}字。"
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs["data-limit"] = longest
