"""What was planned, reached and scored."""

from .evidence import Evidence
from .goal import Goal, YearlyTask
from .indicator import Indicator, Survey
from .scheme import CycleScheme, Scheme
from .scorecard import Scorecard

__all__ = [
    "CycleScheme",
    "Evidence",
    "Goal",
    "Indicator",
    "Scheme",
    "Scorecard",
    "Survey",
    "YearlyTask",
]
