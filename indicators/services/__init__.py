"""What changes schemes, indicators and scores; every change is recorded."""

from .cycles import CycleInUse, save_cycle, start_evaluations
from .entry import save_and_rescore
from .evidence import save_with_evidence
from .final import StageResult, clear_final, final_tree, settle_final, stage_results
from .importing import SchemeConflict, import_scheme
from .opening import start_evaluation
from .planting import plant_projects
from .schemes import choose_schemes, install_schemes, project_scheme_of, scheme_of, scheme_of_tree
from .scores import rescore, score_evaluation, score_projects
from .stage_scores import (
    Mark,
    MarksRefused,
    ScoringClosed,
    StaleMarks,
    clear_stage_scores,
    save_stage_scores,
    why_not_scoring,
)
from .trees import EntryTree

__all__ = [
    "CycleInUse",
    "EntryTree",
    "Mark",
    "MarksRefused",
    "SchemeConflict",
    "ScoringClosed",
    "StageResult",
    "StaleMarks",
    "choose_schemes",
    "clear_final",
    "clear_stage_scores",
    "final_tree",
    "import_scheme",
    "install_schemes",
    "plant_projects",
    "project_scheme_of",
    "rescore",
    "save_and_rescore",
    "save_cycle",
    "save_stage_scores",
    "save_with_evidence",
    "scheme_of",
    "scheme_of_tree",
    "score_evaluation",
    "score_projects",
    "settle_final",
    "stage_results",
    "start_evaluation",
    "start_evaluations",
    "why_not_scoring",
]
