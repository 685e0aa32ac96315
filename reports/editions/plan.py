"""What an edition will be: decided under the lock, then made without it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from departments.anchors import Head
from departments.models import SiteConfiguration

from ..document.blocks import Document
from ..document.titles import title_lines
from ..models import DisclosureReview
from ..public_view import public_view
from ..snapshot import Snapshot
from .addresses import PAGE
from .code import anchor, short_code


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

    @cached_property
    def code(self) -> str:
        """The code (核验码) by which a printed copy finds its edition; known before any file is made."""
        return short_code(self.folder, public_view(self.snapshot))

    @property
    def landing_address(self) -> str:
        """Where a copy can be compared with what was published; empty while the portal has no address."""
        return f"{self.site.address}{self.folder.rpartition('/')[0]}/{PAGE}" if self.site.address else ""

    @property
    def verification_address(self) -> str:
        """The same, with the place of this very edition: what the QR code says."""
        return self.landing_address and f"{self.landing_address}#{anchor(self.number)}"
