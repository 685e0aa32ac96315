"""无此项: to say that a list or a text is empty because there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from ..models import Absence
from .rows import RowForm

if TYPE_CHECKING:
    from .screens import RowSet

WITH_CONTENT = "已填写内容，不能同时选“无此项”。请取消勾选，或删去已填的内容。"


class AbsenceForm(RowForm):
    """The statement about one list or text (`about`), and its reason."""

    culprits: ClassVar[dict[str, str]] = {"absence_has_reason": "reason"}

    class Meta:
        model = Absence
        fields = ["is_stated", "reason"]

    def __init__(self, *args: Any, about: RowSet | RowForm, named: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about, self.named = about, named
        self.fields["is_stated"].label = f"无此项：本年度没有{named}"
        self.fields["reason"].help_text = "选“无此项”的必填，写入报告。"

    @property
    def where(self) -> str:
        """The list or text."""
        return self.named

    @property
    def title(self) -> str:
        """The list or text."""
        return f"{self.named}无此项"

    def contradicts(self) -> bool:
        """Refuse to state that there is nothing where something is written; return whether it was so."""
        is_wrong = bool(self.cleaned_data.get("is_stated")) and any(self._written())
        if is_wrong and not self.errors:
            self.add_error("is_stated", WITH_CONTENT)
        return is_wrong

    def _written(self) -> Iterator[bool]:
        if isinstance(self.about, RowForm):
            yield bool(str(getattr(self.about, "cleaned_data", {}).get("text", "")).strip())
        else:
            yield from (not form.is_blank and not form.is_leaving for form in self.about.forms)
