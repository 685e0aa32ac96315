"""自评表: the official form of the whole department or of a project, as its scheme lays it out."""

from reports.document.blocks import Annex, Column, Orientation, Table

from .form_head import form_head
from .form_rows import indicator_rows
from .subject import Subject
from .wording import typeset

LEFT = {"name", "standard", "deviation"}


def form_annex(subject: Subject) -> Annex:
    """Return the form on its own pages."""
    orientation: Orientation = "portrait" if subject.scheme.form.orientation == "portrait" else "landscape"
    return Annex(subject.title, (form_head(subject), _indicators(subject)), orientation)


def _indicators(subject: Subject) -> Table:
    """Return the second part: the indicators, the sum, and what leads from it to the total."""
    form = subject.scheme.form
    keys = tuple(column.key for column in form.columns)
    columns = tuple(
        Column(typeset(column.title), float(column.width), "left" if column.key in LEFT else "center")
        for column in form.columns
    )
    rows = tuple(indicator_rows(subject.snapshot, subject.scheme, keys))
    return Table("绩效指标完成情况", columns, rows, note=_notes(form.notes))


def _notes(notes: tuple[str, ...]) -> str:
    """Return the form's own notes, numbered where there are several."""
    if len(notes) < 2:
        return f"注：{notes[0]}" if notes else ""
    return "注：" + "".join(f"{number}.{note}" for number, note in enumerate(notes, start=1))
