"""What was planned, reached and scored."""

from .approval import GoalApproval
from .evidence import Attachment, EntryUpload, Evidence, StoredFile
from .goal import Goal, YearlyTask
from .indicator import Indicator, Survey
from .project import ProjectEvaluation, ProjectFund
from .quarantine import QuarantinedFile
from .scheme import CycleScheme, Scheme
from .scorecard import Scorecard
from .stage_score import StageScore

__all__ = [
    "Attachment",
    "CycleScheme",
    "EntryUpload",
    "Evidence",
    "Goal",
    "GoalApproval",
    "Indicator",
    "ProjectEvaluation",
    "ProjectFund",
    "QuarantinedFile",
    "Scheme",
    "Scorecard",
    "StageScore",
    "StoredFile",
    "Survey",
    "YearlyTask",
]
