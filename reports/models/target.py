"""Where published reports are handed over to (移交目标): the county's portal, its content system, a store."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from departments.environment import environment
from departments.models import Department
from departments.models.site import ADDRESS

HOST_KEY = RegexValidator(
    r"^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,2}\Z",
    "主机密钥应为“类型 密钥”一行，如 ssh-ed25519 AAAA…（对方提供，或用 ssh-keyscan 取得后向对方核实）。",
)
ENDPOINT = RegexValidator(
    r"^https?://[^\s/?#@]+/?\Z", "存储服务网址应以 http:// 或 https:// 开头，如 https://s3.example.gov.cn。"
)
SECRET = RegexValidator(r"^[A-Z][A-Z0-9_]*\Z", "凭据名称只能由大写字母、数字和“_”组成，以字母开头，如 XIAN。")


def own_environment() -> str:
    """Return the key of the environment in which a target is set up."""
    return environment().key


class TargetQuerySet(models.QuerySet["Target"]):
    """The questions asked of targets."""

    def concerning(self, department: Department) -> Self:
        """Return those in use that get the reports of a unit: its own, those above it, and those for all."""
        above = [int(key) for key in department.path.rstrip("/").split("/")]
        return self.filter(Q(department=None) | Q(department__in=above), is_active=True)

    def free(self, now: datetime) -> Self:
        """Return those that nobody works on, or whose worker has fallen silent."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=now))


class Target(models.Model):
    """One place that gets reports after their publication, and how they travel there.

    What must be secret is not here: `secret` names the variables of the environment that hold it.
    `environment` says whose target it is, so that a copy of the database in a training system sends nothing.
    """

    class Transport(models.TextChoices):
        """How files get there."""

        FOLDER = "folder", "本机或共享文件夹"
        SFTP = "sftp", "SFTP服务器"
        S3 = "s3", "S3兼容存储"
        MANUAL = "manual", "下载移交包，人工上传"

    class Form(models.TextChoices):
        """What is handed over."""

        PAGES = "pages", "网页（可直接访问的静态文件）"
        PACKAGE = "package", "移交包（网页片段、附件和元数据的zip文件）"

    class Metadata(models.TextChoices):
        """In which formats a package says what it is."""

        BOTH = "both", "JSON和XML"
        JSON = "json", "仅JSON"

    name = models.CharField("名称", max_length=50, unique=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="适用单位"
    )
    transport = models.CharField("移交方式", max_length=6, choices=Transport)
    form = models.CharField("移交内容", max_length=7, choices=Form, default=Form.PAGES)
    metadata = models.CharField("移交包元数据", max_length=4, choices=Metadata, default=Metadata.BOTH)
    path = models.CharField("目录", max_length=200, blank=True)
    host = models.CharField("服务器", max_length=100, blank=True)
    port = models.PositiveIntegerField("端口", default=22, validators=[MaxValueValidator(65535)])
    username = models.CharField("用户名", max_length=50, blank=True)
    host_key = models.CharField("主机密钥", max_length=1000, blank=True, validators=[HOST_KEY])
    endpoint = models.CharField("存储服务网址", max_length=200, blank=True, validators=[ENDPOINT])
    region = models.CharField("地域", max_length=30, blank=True)
    bucket = models.CharField("存储桶", max_length=63, blank=True)
    secret = models.CharField("凭据名称", max_length=20, blank=True, validators=[SECRET])
    public_address = models.CharField("访问网址", max_length=200, blank=True, validators=[ADDRESS])
    is_active = models.BooleanField("启用", default=True)
    environment = models.CharField(max_length=8, default=own_environment, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    turn = models.PositiveIntegerField(default=0, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "移交目标"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="target_is_told_where",
                condition=Q(transport="manual", form="package")
                | Q(transport="folder") & ~Q(path="")
                | Q(transport="sftp") & ~(Q(path="") | Q(host="") | Q(username="") | Q(host_key="") | Q(secret=""))
                | Q(transport="s3") & ~(Q(bucket="") | Q(secret="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_package(self) -> bool:
        """Whether it gets packages instead of pages."""
        return self.form == self.Form.PACKAGE
