"""What the report says where there is nothing to report."""

from reports.document.blocks import Paragraph
from reports.snapshot import Snapshot


def absence(snapshot: Snapshot, subject: str, said: str = "本年度无此项。") -> Paragraph | None:
    """Return the statement that a list or chapter has nothing this year (无此项), None where nobody has made it.

    `said` opens it where the chapter speaks of other things too.
    """
    reason = snapshot.absences.get(subject, "").strip().rstrip("。；;.")
    return Paragraph(f"{said}{reason}。") if reason else None
