"""自评表: the official form of the whole department or of a project, as its scheme lays it out."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from indicators.schemes import Form
from reports.document.blocks import Align, Annex, Column, Orientation, Table

from .form_head import form_head
from .form_rows import indicator_rows
from .form_texts import text_rows
from .subject import Subject
from .wording import typeset

LEFT = {"name", "standard", "deviation"}
SIDE_MM = 8
LABEL_MM = 40


def form_annex(subject: Subject) -> Annex:
    """Return the form on its own pages."""
    orientation: Orientation = "portrait" if subject.scheme.form.orientation == "portrait" else "landscape"
    return Annex(subject.title, (form_head(subject), _indicators(subject)), orientation)


def _indicators(subject: Subject) -> Table:
    """Return the second part: the indicators, the sum, what leads from it to the total, and the last texts."""
    form = subject.scheme.form
    keys = tuple(column.key for column in form.columns)
    columns = tuple(_columns(form))
    rows = (
        *indicator_rows(subject.snapshot, form, keys),
        *text_rows(subject, is_first=False, label=_label(columns), width=len(columns)),
    )
    return Table("绩效指标完成情况", columns, rows, note=_notes(form.notes))


def _columns(form: Form) -> Iterator[Column]:
    """Yield the columns of the form; what stands beside them all takes its room from each."""
    side = SIDE_MM if form.indicators_title else 0
    if side:
        yield Column("", side, "center")
    share = 1 - side / float(form.width)
    for column in form.columns:
        align: Align = "left" if column.key in LEFT else "center"
        yield Column(typeset(column.title), float(column.width) * share, align)


def _label(columns: Sequence[Column]) -> int:
    """Return over how many of the columns the title of a text stands."""
    ends = list(accumulate(column.width_mm for column in columns[:-1]))
    return 1 + min(range(len(ends)), key=lambda position: abs(ends[position] - LABEL_MM))


def _notes(notes: tuple[str, ...]) -> str:
    """Return the form's own notes, numbered where there are several."""
    if len(notes) < 2:
        return f"注：{notes[0]}" if notes else ""
    return "注：" + "".join(f"{number}.{note}" for number, note in enumerate(notes, start=1))
