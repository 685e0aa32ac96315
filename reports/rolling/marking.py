"""What of a screen was carried over and still stands there, beside its fields."""

from collections import defaultdict
from dataclasses import dataclass

from departments.forms.screens import Screen
from departments.models import CarriedText


@dataclass(frozen=True)
class Marked:
    """How much of one page was carried over.

    Attributes:
        waiting: the paragraphs that still stand there and of which nobody has said that they hold.
        has_any: whether anything was carried over into the page, whatever stands there now.
    """

    waiting: tuple[CarriedText, ...] = ()
    has_any: bool = False

    @property
    def keys(self) -> str:
        """The numbers of those that wait, as a button sends them."""
        return ",".join(str(mark.pk) for mark in self.waiting)


def lay_carried(screen: Screen) -> Marked:
    """Mark the fields of a screen that hold carried-over paragraphs, in one query."""
    marks: dict[tuple[str, int], list[CarriedText]] = defaultdict(list)
    for mark in screen.evaluation.carried_texts.all():
        marks[mark.object_type, mark.object_pk].append(mark)
    waiting = []
    for form in screen.each_form() if marks else ():
        for mark in marks.get((form.instance._meta.label, form.instance.pk or 0), ()):
            form.carried.setdefault(mark.field, [])
            if mark.paragraph_in(str(getattr(form.instance, mark.field) or "")):
                form.carried[mark.field].append(mark)
                waiting += [] if mark.confirmed_at else [mark]
    return Marked(tuple(waiting), has_any=any(form.carried for form in screen.each_form()))
