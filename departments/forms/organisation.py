"""Departments, authorities and the site."""

from string import Formatter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ..header_block import HIDES_EMPTY, SOURCES
from ..models import Authority, Department, SiteConfiguration
from .lines import LinesField
from .records import RecordForm, offer

_INDEX_SAMPLE: dict[str, Any] = {"org": "k123456", "category": "0601", "year": 2023, "serial": 1}


class DepartmentChoiceField(forms.ModelChoiceField):
    """A department, chosen by code and name."""

    def label_from_instance(self, department: Any) -> str:
        """Show code and name."""
        return f"{department.code} {department.name}"


class DepartmentForm(RecordForm):
    """A department, its place and its publishing identity. The top of one's own tree stays where it is."""

    back = "departments:department_list"
    parent = DepartmentChoiceField(Department.objects.none(), label="上级单位")
    aliases = LinesField(
        label="曾用名和别名", required=False, help_text="每行一个。校验报告时用来识别本单位和其他单位的名称。"
    )

    class Meta:
        model = Department
        fields = [
            "code", "name", "short_name", "aliases", "kind", "parent", "index_code", "next_serial", "is_active",
        ]  # fmt: skip
        help_texts = {
            "index_code": "用于生成公开页面的索引号，如 k123456。",
            "next_serial": "下一份公开报告使用的流水号，用过的号不再使用。",
            "is_active": "停用后不再列入新的年度任务，已有的自评不受影响。",
        }

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.parent not in departments:
            del self.fields["parent"]
            return
        parents = departments.exclude(path__startswith=self.instance.path) if self.instance.pk else departments
        offer(self, "parent", parents)


class AuthorityForm(RecordForm):
    """A regulation or notice of the library."""

    back = "departments:authority_list"

    class Meta:
        model = Authority
        fields = ["title", "number", "issuer", "issued_on", "valid_from", "valid_until"]
        help_texts = {
            "title": "不加书名号。",
            "number": "如 财预〔2020〕10号，年份用六角括号。",
            "valid_from": "留空表示不限。",
            "valid_until": "留空表示不限。",
        }

    def clean(self) -> dict[str, Any]:
        """Ask for years in their order."""
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "适用截止年度不能早于起始年度，请核对。")
        return cleaned


class SiteForm(RecordForm):
    """What the published pages say about the portal."""

    class Meta:
        model = SiteConfiguration
        fields = [
            "site_name", "site_domain", "address", "site_code", "column_name", "column_description", "column_keywords",
            "column_type", "host", "icp_number", "police_number", "topic", "index_source", "index_category",
            "index_template", "scope", "header_block",
        ]  # fmt: skip
        help_texts = {
            "site_domain": "如 www.example.gov.cn，不带 http://。",
            "address": "公开目录的网址，以 / 结尾，如 https://www.example.gov.cn/jx/；留空则 PDF 末页不印二维码。",
            "site_code": "10位数字，国务院部门为“bm”加8位数字。",
            "header_block": "报告页首的公开信息，一行一项，按顺序写“标签：内容”；内容可用"
            f"{'、'.join(SOURCES)}，或引号“”中的固定文字；行末加“{HIDES_EMPTY}”则没有内容时不显示。",
            "index_source": "由接收网站编定的，公开时索引号留空，收到回执后在“移交情况”中登记，或从网站的网页上读取。",
            "index_template": "可用 {org} 机构代码、{category} 类别、{year} 年份、{serial:04d} 四位流水号。",
        }

    def clean_index_template(self) -> str:
        """Ask for a template that can be filled in and tells one report from another."""
        template: str = self.cleaned_data["index_template"]
        try:
            names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
            template.format(**_INDEX_SAMPLE)
        except (LookupError, ValueError, AttributeError):
            names = set()
        if not names or not names <= set(_INDEX_SAMPLE):
            raise ValidationError("模板不能识别，请只使用 {org}、{category}、{year}、{serial:04d}，花括号须成对。")
        if "serial" not in names:
            raise ValidationError("模板中须有流水号 {serial:04d}，否则索引号会重复。")
        return template
