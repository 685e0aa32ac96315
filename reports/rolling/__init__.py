"""Last year's evaluation beside this year's (沿用上年): what it said of each field, and copying it part by part."""

from .beside import Beside, LastLeaf
from .copying import ToCopy, copy_part, to_copy

__all__ = ["Beside", "LastLeaf", "ToCopy", "copy_part", "to_copy"]
