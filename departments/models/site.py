"""What the published pages say about the portal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from ..header_block import USUAL, HeaderBlockError, HeaderField, parse

ADDRESS = RegexValidator(
    r"^https?://[^\s/?#]+/([^\s?#]+/)?\Z",
    "公开网址应以 http:// 或 https:// 开头、以 / 结尾，如 https://www.example.gov.cn/jx/。",
)


def validate_header_block(lines: str) -> None:
    """Refuse lines that are no header block, naming every fault."""
    try:
        parse(lines)
    except HeaderBlockError as error:
        raise ValidationError(list(error.problems)) from None


class SiteConfiguration(models.Model):
    """The one row of portal settings (站点配置): page tags of 国办发〔2017〕47号 and the header block."""

    class IndexSource(models.TextChoices):
        """Who assigns index numbers (索引号)."""

        TEMPLATE = "template", "由本系统按模板编定"
        PORTAL = "portal", "由接收网站编定"

    site_name = models.CharField("网站名称", max_length=100, default="预算绩效信息公开")
    site_domain = models.CharField("网站域名", max_length=100, blank=True)
    address = models.CharField("公开网址", max_length=200, blank=True, validators=[ADDRESS])
    site_code = models.CharField("网站标识码", max_length=12, blank=True)
    column_name = models.CharField("栏目名称", max_length=50, default="预算绩效管理")
    column_description = models.CharField("栏目描述", max_length=200, blank=True)
    column_keywords = models.CharField("栏目关键词", max_length=100, blank=True)
    column_type = models.CharField("栏目类别", max_length=50, default="信息公开")
    host = models.CharField("主办单位", max_length=100, blank=True)
    icp_number = models.CharField("ICP备案号", max_length=50, blank=True)
    police_number = models.CharField("公安备案号", max_length=50, blank=True)
    topic = models.CharField("主题分类", max_length=50, default="财政")
    index_category = models.CharField("索引号类别", max_length=10, blank=True)
    index_source = models.CharField("索引号编定", max_length=8, choices=IndexSource, default=IndexSource.TEMPLATE)
    index_template = models.CharField("索引号模板", max_length=100, default="{org}-{category}-{year}-{serial:04d}")
    scope = models.CharField("公开范围", max_length=50, default="面向全社会")
    header_block = models.TextField("公开信息栏", default=USUAL, max_length=2000, validators=[validate_header_block])

    class Meta:
        verbose_name = "站点配置"
        constraints = [models.CheckConstraint(name="site_configuration_is_one_row", condition=Q(pk=1))]

    def __str__(self) -> str:
        return self.site_name

    @property
    def header_fields(self) -> tuple[HeaderField, ...]:
        """The fields of the header block, in their order."""
        return parse(self.header_block)

    @property
    def is_numbered_by_portal(self) -> bool:
        """Whether the receiving portal assigns the index number, after the hand-over."""
        return self.index_source == self.IndexSource.PORTAL

    @classmethod
    def current(cls) -> SiteConfiguration:
        """Return the one row, or the defaults when the administrator has not saved it yet."""
        return cls.objects.first() or cls(pk=1)
