"""The administrator's forms for schemes."""

from .choosing import AdoptionForm, ComparisonForm, CopyForm, UploadForm
from .editor import SchemeEditor

__all__ = ["AdoptionForm", "ComparisonForm", "CopyForm", "SchemeEditor", "UploadForm"]
