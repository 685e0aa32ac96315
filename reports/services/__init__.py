"""What moves an evaluation from entry to the public, each step behind the one guard."""

from .findings import findings_of
from .guard import Blocked, blocking_reasons, current_review, text_of, workflow_reasons, workflow_state
from .publication import FilesBehind, preview, publish_now, withdraw
from .workflow import StaleStep, approve, correct, recall, return_for_changes, review_disclosure, submit

__all__ = [
    "Blocked",
    "FilesBehind",
    "StaleStep",
    "approve",
    "blocking_reasons",
    "correct",
    "current_review",
    "findings_of",
    "preview",
    "publish_now",
    "recall",
    "return_for_changes",
    "review_disclosure",
    "submit",
    "text_of",
    "withdraw",
    "workflow_reasons",
    "workflow_state",
]
