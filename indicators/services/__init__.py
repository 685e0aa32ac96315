"""What changes schemes, indicators and scores; every change is recorded."""

from .cycles import CycleInUse, save_cycle, start_evaluations
from .entry import save_and_rescore
from .evidence import save_with_evidence
from .importing import SchemeConflict, import_scheme
from .opening import start_evaluation
from .planting import plant_projects
from .schemes import choose_schemes, install_schemes, project_scheme_of, scheme_of
from .scores import rescore, score_evaluation, score_projects

__all__ = [
    "CycleInUse",
    "SchemeConflict",
    "choose_schemes",
    "import_scheme",
    "install_schemes",
    "plant_projects",
    "project_scheme_of",
    "rescore",
    "save_and_rescore",
    "save_cycle",
    "save_with_evidence",
    "scheme_of",
    "score_evaluation",
    "score_projects",
    "start_evaluation",
    "start_evaluations",
]
