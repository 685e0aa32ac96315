"""The lists of evaluations and of what is said about one, as they are taken away."""

from .batches import BATCH, BATCHES
from .findings import ANSWERS, CHECK_SETTINGS, CHECKS, FINDINGS, NUMBERS, findings_rows
from .handover import DELIVERIES, TARGETS
from .imports import CHANGES, IMPORTS, OFFICIAL
from .queues import EDITIONS, OWN, PUBLICATION_QUEUE, REVIEW_QUEUE, ROUND
from .review import DECISIONS, DISCLOSURES, EXTENSIONS, HISTORY, MARKS, followup_list, ledger_list
from .sampling import DEVIATIONS, SAMPLE, SAMPLES, deviation_rows
from .scores import RESCORING, SCORES, difference_rows, score_rows

__all__ = [
    "ANSWERS",
    "BATCH",
    "BATCHES",
    "CHANGES",
    "CHECKS",
    "CHECK_SETTINGS",
    "DECISIONS",
    "DELIVERIES",
    "DEVIATIONS",
    "DISCLOSURES",
    "EDITIONS",
    "EXTENSIONS",
    "FINDINGS",
    "HISTORY",
    "IMPORTS",
    "MARKS",
    "NUMBERS",
    "OFFICIAL",
    "OWN",
    "PUBLICATION_QUEUE",
    "RESCORING",
    "REVIEW_QUEUE",
    "ROUND",
    "SAMPLE",
    "SAMPLES",
    "SCORES",
    "TARGETS",
    "deviation_rows",
    "difference_rows",
    "findings_rows",
    "followup_list",
    "ledger_list",
    "score_rows",
]
