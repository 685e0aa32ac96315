"""What the lists of evaluations have in common."""

from typing import Any

from departments.models import Evaluation
from perfeval.lib.listing import Column, Look


def unit(owner: str = "") -> tuple[Column, ...]:
    """Return code, name and year of the evaluation that `owner`, a path ending in a dot, leads to."""
    return (
        Column("预算编码", f"{owner}department.code", 16),
        Column("单位全称", f"{owner}department.name", 36),
        Column("年度", f"{owner}cycle.year", 8),
    )


UNIT = unit()


SCORE = Column("自评得分", "scorecard.total", 10, Look.POINTS)


GRADE = Column("等级", "scorecard.grade", 8)


STATE = Column("状态", lambda row: row.get_status_display(), 12)


def name_of(person: str) -> Any:
    """Return what reads the name of a row's `person`, None where there is none."""
    return lambda row: (found := getattr(row, person)) and found.full_name


def stage_of(evaluation: Evaluation) -> str:
    """Return the stage that is to decide now."""
    return str(evaluation.present_stage or "")
