"""What changes schemes, indicators and scores; every change is recorded."""

from .adoption import Adoption, LevelsDiffer, OtherScheme, adopt_version, adoption_of
from .approval import (
    ApprovalRefused,
    approval_of,
    is_of_the_whole,
    record_goal_approval,
    why_approved,
    withdraw_goal_approval,
)
from .cycles import CycleInUse, save_cycle, start_evaluations
from .entry import save_and_rescore
from .evidence import add_attachment, add_evidence, remove_evidence, remove_with_evidence
from .final import StageResult, clear_final, final_tree, settle_final, stage_results
from .importing import SchemeConflict, import_scheme
from .keeping import GoalsApproved
from .opening import start_evaluation
from .planting import plant_projects
from .projects import ProjectFilledIn
from .receiving import examine, kept, refuse_known, refuse_too_much, take_away
from .rescoring import Comparison
from .scheme_versions import (
    SchemeInUse,
    StaleScheme,
    copy_scheme,
    mark_of,
    newest_version,
    remove_scheme,
    save_scheme,
)
from .schemes import choose_schemes, install_schemes, project_scheme_of, scheme_of, scheme_of_tree
from .scores import ScoredProject, rescore, score_evaluation, score_projects
from .stage_scores import (
    Mark,
    MarksRefused,
    ScoringClosed,
    StaleMarks,
    clear_stage_scores,
    save_stage_scores,
    why_not_scoring,
)
from .stray_files import clear_stray_files, missing_evidence
from .trees import EntryTree
from .uploads import keep_upload, refuse_infected

__all__ = [
    "Adoption",
    "ApprovalRefused",
    "Comparison",
    "CycleInUse",
    "EntryTree",
    "GoalsApproved",
    "LevelsDiffer",
    "Mark",
    "MarksRefused",
    "OtherScheme",
    "ProjectFilledIn",
    "SchemeConflict",
    "SchemeInUse",
    "ScoredProject",
    "ScoringClosed",
    "StageResult",
    "StaleMarks",
    "StaleScheme",
    "add_attachment",
    "add_evidence",
    "adopt_version",
    "adoption_of",
    "approval_of",
    "choose_schemes",
    "clear_final",
    "clear_stage_scores",
    "clear_stray_files",
    "copy_scheme",
    "examine",
    "final_tree",
    "import_scheme",
    "install_schemes",
    "is_of_the_whole",
    "keep_upload",
    "kept",
    "mark_of",
    "missing_evidence",
    "newest_version",
    "plant_projects",
    "project_scheme_of",
    "record_goal_approval",
    "refuse_infected",
    "refuse_known",
    "refuse_too_much",
    "remove_evidence",
    "remove_scheme",
    "remove_with_evidence",
    "rescore",
    "save_and_rescore",
    "save_cycle",
    "save_scheme",
    "save_stage_scores",
    "scheme_of",
    "scheme_of_tree",
    "score_evaluation",
    "score_projects",
    "settle_final",
    "stage_results",
    "start_evaluation",
    "start_evaluations",
    "take_away",
    "why_approved",
    "why_not_scoring",
    "withdraw_goal_approval",
]
