"""What the head of a published page says: the header block (政府信息公开) and the page tags of 国办发〔2017〕47号."""

from collections.abc import Iterator

from django.utils import timezone

from departments.models import SiteConfiguration

from .plan import Plan

Pairs = list[tuple[str, str]]

MINUTES = "%Y-%m-%d %H:%M"
VALID = "有效"


def header_block(plan: Plan) -> Pairs:
    """Return labels and values in the order of the portal; what has no value stays empty."""
    return [
        ("索引号", plan.index_number),
        ("主题分类", plan.site.topic),
        ("发布机构", plan.publisher),
        ("生成日期", minutes(plan)),
        ("文件编号", ""),
        ("有效性", VALID),
        ("公开范围", plan.site.scope),
        ("公开方式", plan.disclosure),
    ]


def minutes(plan: Plan) -> str:
    """Return when the edition was made, in local time."""
    return timezone.localtime(plan.published_at).strftime(MINUTES)


def edition_tags(plan: Plan) -> Pairs:
    """Return the tags of a page that holds a report: site, column, article."""
    document = plan.document
    return [
        *column_tags(plan.site),
        *_given(
            ("ArticleTitle", plan.title),
            ("PubDate", minutes(plan)),
            ("ContentSource", plan.publisher),
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
