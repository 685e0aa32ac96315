"""What an edition will be: decided under the lock, then made without it."""

from dataclasses import dataclass
from datetime import datetime

from departments.anchors import Head
from departments.models import SiteConfiguration

from ..document.blocks import Document
from ..document.titles import title_lines
from ..models import DisclosureReview
from ..snapshot import Snapshot


@dataclass(frozen=True)
class Plan:
    """Everything that the files of one edition are made from.

    `publisher` (发布机构) is the full name of the evaluation's own department; there is no other way to set it.
    """

    evaluation_pk: int
    evaluation_version: int
    year: int
    department_code: str
    publisher: str
    number: int
    folder: str
    supersedes: int | None
    change_note: str
    index_number: str
    review: DisclosureReview | None
    published_at: datetime
    site: SiteConfiguration
    snapshot: Snapshot
    document: Document
    log: Head

    @property
    def disclosure(self) -> str:
        """How it becomes public (公开方式); before the review, what publishing would need."""
        return (self.review or DisclosureReview(conclusion="proactive")).get_conclusion_display()

    @property
    def title(self) -> str:
        """The title on one line."""
        return "".join(title_lines(self.document.title))
