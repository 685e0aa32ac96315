"""Lists of a scheme: rows to add, to change, to empty and to remove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from departments.forms.rows import count_of

from .part import Fault, Part

MOST_ROWS = 200


class Row(Part):
    """One entry of a list. Empty or ticked to be removed, it does not count."""

    preset: ClassVar[tuple[str, ...]] = ()
    """What is chosen beforehand, so that it does not make a row count."""
    notice = ""
    title = "行"

    remove = forms.BooleanField(label="删除", required=False)

    def __init__(self, *args: Any, is_new: bool = False, number: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = is_new
        self.number = number

    @property
    def where(self) -> str:  # type: ignore[override]
        """Its place in the list."""
        return f"{self.title} 第{self.number}行"

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed, or the row is to go."""
        names = [name for name in self.fields if name not in (*self.preset, "remove")]
        return bool(self["remove"].data) or not any((self[name].data or "").strip() for name in names)

    def full_clean(self) -> None:
        """Ask nothing of a row that does not count."""
        super().full_clean()
        if self.is_bound and self.is_blank:
            self._errors = forms.utils.ErrorDict()

    def settings(self) -> dict[str, Any]:
        """Return the entry without what only the page needs."""
        return {name: value for name, value in super().settings().items() if name != "remove"}


class Rows:
    """The rows of one list; works without JavaScript by its spare rows."""

    def __init__(
        self,
        form_class: type[Row],
        values: Sequence[Mapping[str, Any]],
        *,
        prefix: str,
        path: str,
        data: Any = None,
        spare: int = 1,
    ) -> None:
        self.form_class, self.prefix, self.path, self.data = form_class, prefix, path, data
        self.remarks: list[str] = []
        if data is None:
            self.forms = [self._form(index, initial=entry) for index, entry in enumerate(values)]
        else:
            count = min(count_of(data.get(self.count_name, "")), MOST_ROWS)
            self.forms = [self._form(index) for index in range(count)]
        blank = range(len(self.forms), len(self.forms) + spare)
        self.spare = [self._form(index, is_new=True, is_bound=False) for index in blank]

    @property
    def count_name(self) -> str:
        """The name of the input that says how many rows were sent."""
        return f"{self.prefix}-count"

    @property
    def shown(self) -> list[Row]:
        """The rows with the spare ones."""
        return [*self.forms, *self.spare]

    @property
    def placeholder(self) -> str:
        """What stands for the index in the row that the script copies."""
        return f"__{self.prefix.rsplit('-', 1)[-1]}__"

    @property
    def empty_form(self) -> Row:
        """The row that the script copies."""
        return self.form_class(prefix=f"{self.prefix}-{self.placeholder}", is_new=True)

    def settings(self) -> list[dict[str, Any]]:
        """Return the entries that count, and tell each row where in the file it stands."""
        counting = [form for form in self.forms if not form.is_blank]
        for index, form in enumerate(counting):
            form.path = f"{self.path}[{index}]"
        return [form.settings() for form in counting]

    def parts(self) -> Iterator[Part]:
        """Yield every row with what is below it."""
        for form in self.forms:
            yield from form.parts()

    def lists(self) -> Iterator[Rows]:
        """Yield this list and those below its rows."""
        yield self
        for form in self.forms:
            yield from getattr(form, "below", [])

    def holds(self, path: str) -> bool:
        """Whether a place in the file lies in this list."""
        return path == self.path or path.startswith(f"{self.path}[")

    def note(self, path: str, message: str) -> None:
        """Keep a problem of the list, unless it only follows from a row that could not be read."""
        if not any(form.path == path and form.errors for form in self.forms):
            self.remarks.append(message)

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the list as a whole."""
        for remark in self.remarks:
            yield self.prefix, self.form_class.title, remark

    def _form(self, index: int, *, is_bound: bool = True, **options: Any) -> Row:
        data = self.data if is_bound else None
        return self.form_class(data, prefix=f"{self.prefix}-{index}", number=index + 1, **options)
