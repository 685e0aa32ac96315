"""Files in which a virus was found."""

from django.db import models

from departments.models import Evaluation, User

from .indicator import Indicator


class QuarantinedFile(models.Model):
    """An upload that was taken away before it became a proof (隔离文件): named, but open to nobody.

    Its `path` lies below QUARANTINE_ROOT, where no address of the site leads.
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="quarantined_files")
    indicator = models.ForeignKey(Indicator, models.SET_NULL, null=True, related_name="quarantined_files")
    path = models.CharField("隔离位置", max_length=100, editable=False)
    name = models.CharField("文件名", max_length=150)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    signature = models.CharField("病毒特征", max_length=200)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "隔离文件"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["indicator", "sha256"], name="quarantined_file_once")]

    def __str__(self) -> str:
        return self.name
