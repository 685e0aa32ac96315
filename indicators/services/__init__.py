"""What changes schemes, indicators and scores; every change is recorded."""

from .opening import start_evaluation
from .schemes import choose_scheme, install_schemes, scheme_of
from .scores import rescore, score_evaluation

__all__ = [
    "choose_scheme",
    "install_schemes",
    "rescore",
    "scheme_of",
    "score_evaluation",
    "start_evaluation",
]
