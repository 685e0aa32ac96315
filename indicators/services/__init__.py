"""What changes schemes, indicators and scores; every change is recorded."""

from .cycles import CycleInUse, save_cycle, start_evaluations
from .entry import save_and_rescore
from .evidence import save_with_evidence
from .importing import SchemeConflict, import_scheme
from .opening import start_evaluation
from .schemes import choose_scheme, install_schemes, scheme_of
from .scores import rescore, score_evaluation

__all__ = [
    "CycleInUse",
    "SchemeConflict",
    "choose_scheme",
    "import_scheme",
    "install_schemes",
    "rescore",
    "save_and_rescore",
    "save_cycle",
    "save_with_evidence",
    "scheme_of",
    "score_evaluation",
    "start_evaluation",
    "start_evaluations",
]
