"""K02, K12, T09: the cited regulations and notices belong to the year and are cited correctly."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from reports.snapshot import AuthorityFacts, Snapshot

from .findings import Category, Context, Fault, Severity
from .registry import check

cited = partial(check, part="basis", category=Category.CONSISTENCY)

LABELLED_YEAR = re.compile(r"(20\d{2})年度?")
NUMBER = re.compile(r"[\u4e00-\u9fff（）()]+〔(?:19|20)\d{2}〕[1-9]\d*号")


def _citing(snapshot: Snapshot, **facts: object) -> Snapshot:
    authority = replace(AuthorityFacts("关于开展年度绩效自评工作的通知", "东财字〔2023〕5号"), **facts)  # type: ignore[arg-type]
    return replace(snapshot, authorities=(*snapshot.authorities, authority))


@cited(
    "K02-notice",
    Severity.BLOCK,
    of_originals=True,
    basis="开展自评的通知按年度下达",
    explanation="报告引用的是其他年度的自评通知，不能作为本年度自评的依据。",
    remedy="从依据文件库中改选本年度的通知；库中没有的，请联系管理员增补。",
    bad=lambda snapshot: _citing(snapshot, title=f"关于开展{snapshot.year - 1}年度单位自评工作的通知"),
    good=lambda snapshot: _citing(snapshot, title=f"关于开展{snapshot.year}年度单位自评工作的通知"),
)
def notices_are_of_the_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """所引通知是评价年度的通知。"""
    for row, authority in enumerate(snapshot.authorities):
        years = set(LABELLED_YEAR.findall(authority.title)) if "评" in authority.title else set()
        if years and str(snapshot.year) not in years:
            found = "、".join(sorted(years))
            message = f"《{authority.title}》是{found}年度的文件，本次评价{snapshot.year}年度，请改选。"
            yield Fault(message, "authorities", str(row), authority.title, str(snapshot.year), found)


@cited(
    "K12",
    Severity.HINT,
    basis="依据文件库登记的适用年度",
    explanation="所引文件在评价年度尚未施行或者已经废止。",
    remedy="改选在评价年度有效的文件；文件仍然有效的，请联系管理员更正适用年度。",
    bad=lambda snapshot: _citing(snapshot, valid_until=snapshot.year - 1),
    good=lambda snapshot: _citing(snapshot, valid_until=snapshot.year),
)
def authorities_are_valid(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """所引文件在评价年度有效。"""
    for row, authority in enumerate(snapshot.authorities):
        starts_late = authority.valid_from is not None and authority.valid_from > snapshot.year
        has_ended = authority.valid_until is not None and authority.valid_until < snapshot.year
        if starts_late or has_ended:
            span = f"{authority.valid_from or ''}—{authority.valid_until or ''}"
            message = f"《{authority.title}》适用年度为{span}，不含{snapshot.year}年度，请核对。"
            yield Fault(message, "authorities", str(row), authority.title, str(snapshot.year), span)


@cited(
    "T09",
    Severity.EXPLAIN,
    basis="GB/T 9704-2012 7.2.5：发文字号由机关代字、年份、发文顺序号组成，年份用六角括号",
    explanation="文号的年份要用六角括号〔〕，顺序号前不加“第”，不编虚位。",
    remedy="请联系管理员在依据文件库中更正文号。",
    bad=lambda snapshot: _citing(snapshot, number="东财绩[2020]3号"),
    good=lambda snapshot: _citing(snapshot, number="东财绩〔2020〕3号"),
)
def document_numbers_are_well_formed(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """所引文件的文号格式规范。"""
    for row, authority in enumerate(snapshot.authorities):
        if authority.number and not NUMBER.fullmatch(authority.number):
            message = f"《{authority.title}》的文号“{authority.number}”格式不规范，请核对。"
            yield Fault(message, "authorities", str(row), authority.title, "×××〔年份〕×号", authority.number)
