"""Files that people send: proofs of values, and what the scheme asks for beside the report."""

from django.db import models

from departments.models import Evaluation, User
from departments.models.versioned import Versioned

from ..evidence_kinds import JPEG, PDF, PNG
from .indicator import Indicator
from .scheme import Scheme


def stored_under(row: "StoredFile", name: str) -> str:
    """Return where the file lies: by its hash, never by the name a user gave it."""
    return f"{row.sha256[:2]}/{row.sha256}"


class StoredFile(Versioned):
    """One upload that was checked, scanned and taken in."""

    file = models.FileField("文件", upload_to=stored_under, editable=False)
    name = models.CharField("文件名", max_length=150)
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> models.Model:
        """What it was sent for."""
        raise NotImplementedError

    @property
    def is_image(self) -> bool:
        """Whether a page can show it."""
        return self.content_type in {PNG.content_type, JPEG.content_type}

    @property
    def is_viewable(self) -> bool:
        """Whether a browser shows it safely; everything else is only saved."""
        return self.is_image or self.content_type == PDF.content_type


class Evidence(StoredFile):
    """One uploaded proof of an indicator's value (佐证材料)."""

    identity = ("indicator", "sha256")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="evidence")

    class Meta(StoredFile.Meta):
        verbose_name = "佐证材料"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "sha256"], name="evidence_once", violation_error_message="该文件已上传过。"
            ),
        ]

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation it belongs to."""
        return self.indicator.evaluation

    @property
    def subject(self) -> Indicator:
        """What it was sent for."""
        return self.indicator


class EntryUpload(StoredFile):
    """One entry workbook (填报表) whose changes were confirmed and stored; the original as it came.

    Attributes:
        download: names the download that it was made from.
        versions: of the rows that it has stored, so that the same workbook can be uploaded again.
        change_count: how many changes were confirmed.
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="uploads")
    download = models.CharField("下载编号", max_length=32)
    versions = models.JSONField(default=dict, editable=False)
    change_count = models.PositiveIntegerField("变动数", default=0)

    class Meta(StoredFile.Meta):
        verbose_name = "填报表"
        verbose_name_plural = "填报表"

    @property
    def subject(self) -> Evaluation:
        """What it was sent for."""
        return self.evaluation


class Attachment(StoredFile):
    """One uploaded attachment that the scheme asks for (附件); for the review and the record, never published."""

    identity = ("evaluation", "kind", "key", "sha256")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="attachments")
    kind = models.CharField("方案类别", max_length=2, choices=Scheme.Kind)
    key = models.CharField("附件代号", max_length=100)

    class Meta(StoredFile.Meta):
        verbose_name = "附件"
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "kind", "key", "sha256"],
                name="attachment_once",
                violation_error_message="该文件已上传过。",
            ),
        ]

    @property
    def subject(self) -> Evaluation:
        """What it was sent for."""
        return self.evaluation
