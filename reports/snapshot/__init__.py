"""Everything about one evaluation, frozen, as plain values: what checks, document and data.json are made from. Pure."""

from .codec import from_json, to_json
from .facts import (
    AuthorityFacts,
    DepartmentFacts,
    DutyFacts,
    EvidenceFacts,
    GoalFacts,
    IndicatorFacts,
    LineFacts,
    ManagementFacts,
    MeasureFacts,
    OfficeFacts,
    ProblemFacts,
    SchemeFacts,
    Snapshot,
    StaffingFacts,
    SurveyFacts,
    TaskFacts,
)

__all__ = [
    "AuthorityFacts",
    "DepartmentFacts",
    "DutyFacts",
    "EvidenceFacts",
    "GoalFacts",
    "IndicatorFacts",
    "LineFacts",
    "ManagementFacts",
    "MeasureFacts",
    "OfficeFacts",
    "ProblemFacts",
    "SchemeFacts",
    "Snapshot",
    "StaffingFacts",
    "SurveyFacts",
    "TaskFacts",
    "from_json",
    "to_json",
]
