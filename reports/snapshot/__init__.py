"""Everything about one evaluation, frozen, as plain values: what checks, document and data.json are made from. Pure."""

from .carried import CarriedFacts
from .codec import from_json, to_json
from .facts import (
    AttachmentFacts,
    AuthorityFacts,
    DepartmentFacts,
    DutyFacts,
    FinalFacts,
    ManagementFacts,
    MeasureFacts,
    OfficeFacts,
    ProblemFacts,
    RectificationFacts,
    SchemeFacts,
    Snapshot,
    StaffingFacts,
    TaskFacts,
)
from .free import FreeFigureFacts
from .groups import GroupFacts, LastYearFacts, groups_of
from .indicators import ApprovalFacts, EvidenceFacts, GoalFacts, IndicatorFacts, LineFacts, SurveyFacts
from .notes import AnswerFacts, NoteFacts, NotesFacts, key_indicators
from .of_project import of_project
from .original import OriginalFacts
from .projects import FundFacts, ProjectFacts

__all__ = [
    "AnswerFacts",
    "ApprovalFacts",
    "AttachmentFacts",
    "AuthorityFacts",
    "CarriedFacts",
    "DepartmentFacts",
    "DutyFacts",
    "EvidenceFacts",
    "FinalFacts",
    "FreeFigureFacts",
    "FundFacts",
    "GoalFacts",
    "GroupFacts",
    "IndicatorFacts",
    "LastYearFacts",
    "LineFacts",
    "ManagementFacts",
    "MeasureFacts",
    "NoteFacts",
    "NotesFacts",
    "OfficeFacts",
    "OriginalFacts",
    "ProblemFacts",
    "ProjectFacts",
    "RectificationFacts",
    "SchemeFacts",
    "Snapshot",
    "StaffingFacts",
    "SurveyFacts",
    "TaskFacts",
    "from_json",
    "groups_of",
    "key_indicators",
    "of_project",
    "to_json",
]
