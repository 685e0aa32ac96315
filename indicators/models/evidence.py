"""Files that prove a value."""

from django.db import models

from departments.models import Evaluation, User
from departments.models.versioned import Versioned

from ..evidence_kinds import JPEG, PDF, PNG
from .indicator import Indicator


def stored_under(evidence: "Evidence", name: str) -> str:
    """Return where the file lies: by its hash, never by the name a user gave it."""
    return f"{evidence.sha256[:2]}/{evidence.sha256}"


class Evidence(Versioned):
    """One uploaded proof of an indicator's value (佐证材料)."""

    identity = ("indicator", "sha256")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="evidence")
    file = models.FileField("文件", upload_to=stored_under, editable=False)
    name = models.CharField("文件名", max_length=150)
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "佐证材料"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "sha256"], name="evidence_once", violation_error_message="该文件已上传过。"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation it belongs to."""
        return self.indicator.evaluation

    @property
    def is_image(self) -> bool:
        """Whether a page can show it."""
        return self.content_type in {PNG.content_type, JPEG.content_type}

    @property
    def is_viewable(self) -> bool:
        """Whether a browser shows it safely; everything else is only saved."""
        return self.is_image or self.content_type == PDF.content_type
