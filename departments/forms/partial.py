"""Of a page on which somebody is still typing: what can be stored now, and what has to wait as it was typed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import QueryDict

from ..writes import Conflict, Write
from .rows import HANDLING, RowForm
from .screens import Screen
from .sending import as_sent, lasting_name, put_back, typed_names

ROW_WAITS = "同一行有内容尚不能保存，改正后一并保存。"
CHANGED_BY_OTHERS = "他人同时修改了此处，请选择采用哪一个。"


class PartialScreen:
    """A page as typed (`typed`), and what is sent of it once all that cannot be stored is put back (`rest`)."""

    def __init__(self, typed: Screen, data: QueryDict) -> None:
        self.typed = typed
        self.data, self.rest = data, data.copy()
        self.waiting: dict[str, str] = {}
        self.problems: list[str] = []
        self._forms = {form.prefix: form for form in typed.each_form()}
        self._put_back_whole: set[str | None] = set()
        for form in typed.each_form():
            self.rest.pop(form.add_prefix("remove"), None)

    def set_aside(self, screen: Screen) -> bool:
        """Put back what is wrong on `screen`; return whether there was something left to put back."""
        faulty = [form for form in screen.each_form() if form.errors and form.prefix not in self._put_back_whole]
        for form in faulty:
            self._set_aside(form, form.errors)
        return bool(faulty)

    def show_clashes(self, screen: Screen, conflicts: Sequence[Conflict]) -> None:
        """Put back what others have changed, and put both values side by side."""
        for conflict in conflicts:
            form = next(form for form in screen.each_form() if form.instance is conflict.write.row)
            shown = self._forms[form.prefix]
            shown.show_conflict(conflict)
            shown.theirs = {name: as_sent(form, name) for name in shown.stored}
            self.problems += [] if conflict.fields else [shown.notice]
            self._set_aside(form, dict.fromkeys(shown.stored if conflict.fields else [None], CHANGED_BY_OTHERS))

    def set_all_aside(self, reason: str) -> None:
        """Let everything wait that somebody has typed."""
        for form in self.typed.each_form():
            self._wait(form, typed_names(form), reason)

    def writes(self, screen: Screen) -> list[Write]:
        """Return what can be stored of `screen`; nothing is removed without a click."""
        waiting = [form.instance for form in screen.each_form() if form.prefix in self._put_back_whole]
        return [write for write in screen.writes() if not any(write.row is row for row in waiting)]

    def versions(self, screen: Screen, writes: Iterable[Write]) -> dict[str, str]:
        """Return the version that each changed row has on the page from now on, by the name of its input."""
        forms = {id(form.instance): form for form in screen.each_form()}
        rows = ((forms[id(write.row)], write) for write in writes if not write.is_behind)
        return {form.add_prefix("version"): str(write.version) for form, write in rows}

    def fields(self, versions: dict[str, str]) -> dict[str, dict[str, Any]]:
        """Return what has to wait, as a draft keeps it."""
        kept = {}
        for form in self.typed.each_form():
            version = form.add_prefix("version")
            for name in form.content_names:
                if (error := self.waiting.get(form.add_prefix(name))) is not None:
                    sent = form.add_prefix(name)
                    kept[lasting_name(sent, self.data)] = {
                        "values": self.data.getlist(sent),
                        "error": error,
                        "label": f"{form.where} {form[name].label}".strip(),
                        "version": versions.get(version) or self.data.get(version, "").partition("+")[0],
                        **self._place_of(form),
                    }
        return kept

    def _place_of(self, form: RowForm) -> dict[str, str]:
        """Return which number a new row has in its list, so that it keeps it while later rows are stored."""
        if not form.is_new or "position" not in form.fields:
            return {}
        return {"position": self.data.get(form.add_prefix("position")) or str(form.instance.position)}

    def _set_aside(self, form: RowForm, errors: Any) -> None:
        """Let the wrong fields wait; the whole row, when it is new or still wrong without them."""
        names = [name for name in errors if name in form.content_names]
        is_whole = form.is_new or len(names) < len(errors) or any(form.add_prefix(n) in self.waiting for n in names)
        typed = self._forms[form.prefix]
        self._wait(typed, names, lambda name: " ".join(map(str, errors[name])) if name in errors else "")
        if not is_whole:
            put_back(self.rest, form, names)
            return
        for row in [form, *(inner for inner in form.each_form() if inner is not form and form.is_new)]:
            self._put_back_whole.add(row.prefix)
            self._wait(self._forms[row.prefix], typed_names(self._forms[row.prefix]), ROW_WAITS)
            put_back(self.rest, row, [name for name in row.fields if name not in HANDLING])

    def _wait(self, form: RowForm, names: Iterable[str], error: Any) -> None:
        for name in names:
            words = error if isinstance(error, str) else error(name)
            self.waiting.setdefault(form.add_prefix(name), words)

    def stored_names(self) -> set[str]:
        """Return the lasting names of what has not to wait any more: typed, or on a sparse page merely sent."""
        forms = self.typed.each_form()
        names = ((form, form.content_names if self.typed.is_sparse else typed_names(form)) for form in forms)
        sent = (form.add_prefix(name) for form, given in names for name in given)
        return {lasting_name(name, self.data) for name in sent if name not in self.waiting}

    def remarked(self, before: Iterable[str]) -> Iterator[Any]:
        """Yield the fields whose remarks may differ from what the page shows; `before` names those that waited."""
        former = set(before)
        for form in self.typed.each_form():
            for name in form.content_names:
                sent = form.add_prefix(name)
                is_open = sent in self.waiting or lasting_name(sent, self.data) in former
                if is_open or name in form.changed_data:
                    yield form[name]
