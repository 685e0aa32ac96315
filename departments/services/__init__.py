"""What changes the organisation, the round and the unit's figures; every change is recorded."""

from .entry import Locked, StaleRow, add_row, change_row, open_for_entry, remove_row
from .evaluations import advance, open_evaluation
from .screens import Collision, StaleRows, Write, save_screen

__all__ = [
    "Collision",
    "Locked",
    "StaleRow",
    "StaleRows",
    "Write",
    "add_row",
    "advance",
    "change_row",
    "open_evaluation",
    "open_for_entry",
    "remove_row",
    "save_screen",
]
