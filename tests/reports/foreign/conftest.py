"""The small evaluation and its preparer, as for our own workbooks."""

from tests.reports.workbooks.conftest import signed_in, stage

__all__ = ["signed_in", "stage"]
