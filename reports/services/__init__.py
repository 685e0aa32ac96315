"""What moves an evaluation from entry to the public, each step behind the one guard."""

from .findings import findings_of
from .guard import Blocked, blocking_reasons, current_review, text_of, workflow_reasons, workflow_state
from .opinions import present_judgement
from .planning import preview
from .publication import FilesBehind, publish_now, withdraw
from .resubmission import changes_since, decided_version, named_by_part
from .reviewing import ReviewRefused, answer_remark, save_judgement, settle_remark, write_remark
from .sampling import SampleRefused, draw_sample, is_reproducible, save_result
from .scheduling import ScheduleRefused, may_stop, publish_due
from .scheduling import schedule as schedule_publication
from .scheduling import stop as stop_publication
from .workflow import StaleStep, approve, correct, recall, return_for_changes, review_disclosure, submit

__all__ = [
    "Blocked",
    "FilesBehind",
    "ReviewRefused",
    "SampleRefused",
    "ScheduleRefused",
    "StaleStep",
    "answer_remark",
    "approve",
    "blocking_reasons",
    "changes_since",
    "correct",
    "current_review",
    "decided_version",
    "draw_sample",
    "findings_of",
    "is_reproducible",
    "may_stop",
    "named_by_part",
    "present_judgement",
    "preview",
    "publish_due",
    "publish_now",
    "recall",
    "return_for_changes",
    "review_disclosure",
    "save_judgement",
    "save_result",
    "schedule_publication",
    "settle_remark",
    "stop_publication",
    "submit",
    "text_of",
    "withdraw",
    "workflow_reasons",
    "workflow_state",
    "write_remark",
]
