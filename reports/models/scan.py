"""The paper that was signed and stamped, as it was scanned (盖章扫描件)."""

from django.db import models

from departments.models import Evaluation
from indicators.models.evidence import StoredFile

from .edition import Edition


class Scan(StoredFile):
    """One scan of a published edition; it stands beside the edition, whose own files never change."""

    identity = ("edition", "sha256")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="scans")
    number = models.PositiveSmallIntegerField("序号")

    class Meta(StoredFile.Meta):
        verbose_name = "盖章扫描件"
        verbose_name_plural = "盖章扫描件"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "sha256"], name="scan_once", violation_error_message="该文件已上传过。"
            ),
            models.UniqueConstraint(fields=["edition", "number"], name="scan_number_once"),
        ]

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation it belongs to."""
        return self.edition.evaluation

    @property
    def subject(self) -> Edition:
        """What it was sent for."""
        return self.edition
