"""Remarks for tests."""

from reports import services
from reports.comparing import values_of
from reports.gather import gather


def value_of(evaluation, row, field):
    """Return the value that stands at a field of an indicator."""
    place = (str(row.pk), field)
    return next(value for value in values_of(gather(evaluation)) if (value.place.row, value.place.field) == place)


def remark_on(stage, row, field="points", quote="", actor=None):
    """Let the reviewer say something about an indicator."""
    evaluation = stage.reload()
    about = value_of(evaluation, row, field)
    return services.write_remark(
        evaluation, about, text="请核对", quote=quote, actor=actor or stage.reviewer, seen=evaluation.version
    )
