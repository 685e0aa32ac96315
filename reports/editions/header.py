"""What the head of a published page says: the header block (政府信息公开) and the page tags of 国办发〔2017〕47号."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from departments.models import SiteConfiguration

from .code import shown
from .plan import Plan

Pairs = list[tuple[str, str]]

MINUTES = "%Y-%m-%d %H:%M"


def header_block(plan: Plan) -> Pairs:
    """Return labels and values as the portal words and orders them; what has no value stays empty, or is left out."""
    values = _values(plan)
    pairs = [(field, field.text or values[field.source]) for field in plan.site.header_fields]
    return [(field.label, value) for field, value in pairs if value or not field.hides_empty]


def imprint(plan: Plan) -> Pairs:
    """Return what closes a printed copy: the header block, and how to find out whether the copy is a true one."""
    return [*header_block(plan), ("核验码", shown(plan.code)), ("核验网址", plan.landing_address)]


def _values(plan: Plan) -> dict[str, str]:
    """Return what stands for each source; 文件编号 is empty, as a report is no numbered document."""
    completed = plan.snapshot.completed_on
    return {
        "索引号": plan.index_number,
        "主题分类": plan.site.topic,
        "发布机构": plan.publisher,
        "生成时间": minutes(plan),
        "生成日期": minutes(plan).partition(" ")[0],
        "成文日期": completed.isoformat() if completed else "",
        "文件名称": plan.title,
        "文件编号": "",
        "公开范围": plan.site.scope,
        "公开方式": plan.disclosure,
    }


def minutes(plan: Plan) -> str:
    """Return when the edition was made, in local time."""
    return _local(plan.published_at)


def article_tags(title: str, moment: datetime, publisher: str) -> Pairs:
    """Return the tags that every page about one report must have."""
    return [("ArticleTitle", title), ("PubDate", _local(moment)), ("ContentSource", publisher)]


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime(MINUTES)


def edition_tags(plan: Plan) -> Pairs:
    """Return the tags of a page that holds a report: site, column, article."""
    document = plan.document
    return [
        *column_tags(plan.site),
        *article_tags(plan.title, plan.published_at, plan.publisher),
        *_given(
            ("Keywords", ",".join(document.keywords) or f"{plan.publisher},{plan.year}年度,绩效自评"),
            ("Author", plan.publisher),
            ("Description", document.description or f"{plan.publisher}{plan.year}年度部门整体支出绩效自评报告"),
        ),
    ]


def column_tags(site: SiteConfiguration) -> Pairs:
    """Return the tags of every page: site and column; what is not configured is left out."""
    return list(
        _given(
            ("SiteName", site.site_name),
            ("SiteDomain", site.site_domain),
            ("SiteIDCode", site.site_code),
            ("ColumnName", site.column_name),
            ("ColumnDescription", site.column_description or f"{site.site_name}{site.column_name}栏目"),
            ("ColumnKeywords", site.column_keywords or f"{site.column_name},绩效自评"),
            ("ColumnType", site.column_type),
        )
    )


def _given(*pairs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    return (pair for pair in pairs if pair[1])
