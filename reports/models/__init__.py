"""What is said, published, and done in the background."""

from .batch import Batch
from .bulk_import import BulkImport
from .check_run import CheckRun
from .check_setting import CheckSetting
from .delivery import Delivery
from .disclosure import DisclosureReview
from .edition import Edition, IndexNumber
from .followup import Followup, FollowupProof, Progress, Rectification
from .free_figure import FreeFigure
from .job import Job
from .notes_annex import NotesAnnex
from .problem import Measure, Problem
from .receipt import Receipt
from .repair import Repair
from .review import Judgement, Remark
from .sample import Sample, SampledEvaluation
from .scan import Scan
from .schedule import Schedule
from .section import Section
from .standing import Standing
from .table_layout import TableLayout
from .target import Target
from .version import Version
from .waiver import AnsweredFinding, Waiver

__all__ = [
    "AnsweredFinding",
    "Batch",
    "BulkImport",
    "CheckRun",
    "CheckSetting",
    "Delivery",
    "DisclosureReview",
    "Edition",
    "Followup",
    "FollowupProof",
    "FreeFigure",
    "IndexNumber",
    "Job",
    "Judgement",
    "Measure",
    "NotesAnnex",
    "Problem",
    "Progress",
    "Receipt",
    "Rectification",
    "Remark",
    "Repair",
    "Sample",
    "SampledEvaluation",
    "Scan",
    "Schedule",
    "Section",
    "Standing",
    "TableLayout",
    "Target",
    "Version",
    "Waiver",
]
