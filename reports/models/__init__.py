"""What is said, published, and done in the background."""

from .bulk_import import BulkImport
from .disclosure import DisclosureReview
from .edition import Edition, IndexNumber
from .job import Job
from .problem import Measure, Problem
from .section import Section
from .standing import Standing
from .version import Version

__all__ = [
    "BulkImport",
    "DisclosureReview",
    "Edition",
    "IndexNumber",
    "Job",
    "Measure",
    "Problem",
    "Section",
    "Standing",
    "Version",
]
