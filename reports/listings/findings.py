"""What the checks say, how it was answered, and the checks themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from perfeval.lib.listing import Column, Listing

from ..places import PartFindings


@dataclass(frozen=True)
class _Found:
    part: PartFindings
    finding: Any


def findings_rows(parts: Iterable[PartFindings]) -> Iterator[_Found]:
    """Yield what the checks say, part by part."""
    return (_Found(part, finding) for part in parts for finding in part.findings)


FINDINGS = Listing(
    "校验结果",
    "evaluation",
    (
        Column("编号", "finding.check_id", 16),
        Column("级别", "finding.severity.label", 8),
        Column("部分", "part.part.title", 18),
        Column("位置", "finding.place.label", 24),
        Column("应有", "finding.expected", 16),
        Column("现为", "finding.actual", 16),
        Column("相差", "finding.difference", 14),
        Column("说明", "finding.message", 80),
        Column("要求", "finding.title", 50),
    ),
    key="findings",
)


NUMBERS = Listing(
    "数字核对",
    "freefigure",
    (
        Column("数字", "number.words", 18),
        Column("状态", "state.value", 24),
        Column("来源", "source", 40),
        Column("可以绑定为", lambda line: "、".join(line.names), 40),
        Column("位置", "labels", 60),
    ),
)


ANSWERS = Listing(
    "校验答复",
    "answeredfinding",
    (
        Column("编号", "check_id", 16),
        Column("校验结果", "message", 60),
        Column("答复方式", lambda row: row.waiver.get_kind_display(), 12),
        Column("理由", "waiver.reason", 60),
        Column("答复人", lambda row: row.waiver.given_by.full_name, 14),
        Column("答复时间", lambda row: timezone.localtime(row.waiver.given_at), 20),
        Column("审批意见", lambda row: row.waiver.get_decision_display() if row.waiver.decided_by else "", 12),
        Column("审批理由", "waiver.decision_reason", 40),
        Column("审批人", lambda row: row.waiver.decided_by and row.waiver.decided_by.full_name, 14),
        Column("有效期至", "waiver.valid_until", 12),
    ),
)


CHECKS = Listing(
    "校验目录",
    "evaluation",
    (
        Column("编号", "id", 18),
        Column("类别", "category.value", 12),
        Column("等级", "severity.label", 10),
        Column("要求", "title", 60),
        Column("依据", "basis", 50),
        Column("怎样改正", "remedy", 60),
    ),
)


CHECK_SETTINGS = Listing(
    "校验等级设置",
    "checksetting",
    (
        Column("编号", lambda row: row[0].check_id, 18),
        Column("要求", lambda row: row[1] and row[1].title, 60),
        Column("方案", lambda row: row[0].scheme_title or row[0].scheme or "全部方案", 24),
        Column("单位层级", lambda row: row[0].get_level_display(), 18),
        Column("年度", lambda row: row[0].year or "各年度", 10),
        Column("等级", lambda row: row[0].get_severity_display(), 10),
        Column("理由", lambda row: row[0].reason, 50),
    ),
)
