"""The paper that was signed and stamped, as it was scanned (盖章扫描件)."""

from django.db import models
from django.db.models import Q

from departments.models import Evaluation
from indicators.models.evidence import StoredFile

from .edition import Edition


class Scan(StoredFile):
    """One scan of a published edition; it stands beside the edition, whose own files never change.

    A wrong one is exchanged, never changed: `replaced_by` is the scan that counts instead, `reason` says why.
    """

    identity = ("edition", "sha256")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="scans")
    number = models.PositiveSmallIntegerField("序号")
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="replaced", verbose_name="更换为"
    )
    reason = models.CharField("更换原因", max_length=200, blank=True, editable=False)

    class Meta(StoredFile.Meta):
        verbose_name = "盖章扫描件"
        verbose_name_plural = "盖章扫描件"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "sha256"], name="scan_once", violation_error_message="该文件已上传过。"
            ),
            models.UniqueConstraint(fields=["edition", "number"], name="scan_number_once"),
            models.CheckConstraint(
                name="scan_exchange_has_its_reason",
                condition=Q(replaced_by=None, reason="") | Q(replaced_by__isnull=False) & ~Q(reason=""),
            ),
        ]

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.replaced_by_id is None and self.edition.status != Edition.Status.WITHDRAWN

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation it belongs to."""
        return self.edition.evaluation

    @property
    def subject(self) -> Edition:
        """What it was sent for."""
        return self.edition
