"""Two people in one row: whoever did not touch a field keeps the other's value; only the same field clashes."""

from .. import audit
from ..audit import Changes
from ..models.versioned import Versioned
from ..writes import Write
from .entry import StaleRow


def own_changes(stored: Versioned, write: Write, changes: Changes) -> Changes:
    """Return those of `changes` that the person has made; the others they merely sent back as they had seen them.

    Raises:
        StaleRow: somebody else has changed one of the same fields to something else.
    """
    write.is_behind = write.based_on != stored.version
    if not changes or not write.is_behind:
        return changes
    if not (0 < write.based_on < stored.version or (write.based_on == 0 and audit.was_added_here(stored))):
        raise StaleRow(stored)
    seen = audit.held_at(stored, write.based_on)
    write.is_behind = bool(seen)
    own = {name: pair for name, pair in changes.items() if name not in seen or pair[1] != seen[name]}
    later = audit.held_at(stored, max(write.based_on, write.decided_at))
    if clashing := [name for name, (now, _) in own.items() if name in later and now != later[name]]:
        raise StaleRow(stored, clashing)
    return own
