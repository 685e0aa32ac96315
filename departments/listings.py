"""The lists of organisation, people and log, as they are taken away."""

from functools import partial

from django.utils import timezone

from perfeval.lib.listing import Column, Listing

from .log import action_name, changes_of
from .models import AuditEntry, User
from .tree import Node


def local(path: str) -> partial:
    """Return the reader of a moment, told in the time of the site."""
    return partial(_moment, path=path)


def _moment(row: object, path: str) -> object:
    moment = getattr(row, path)
    return moment and timezone.localtime(moment)


def _parent(node: Node, name: str) -> str:
    parent = node.department.parent
    return getattr(parent, name) if parent else ""


DEPARTMENTS = Listing(
    "部门（单位）",
    "department",
    (
        Column("预算编码", "department.code", 16),
        Column("单位全称", "department.name", 36),
        Column("单位简称", "department.short_name", 20),
        Column("曾用名和别名", lambda node: "；".join(node.department.aliases), 30),
        Column("单位类型", lambda node: node.department.get_kind_display(), 16),
        Column("上级单位编码", partial(_parent, name="code"), 16),
        Column("上级单位", partial(_parent, name="name"), 30),
        Column("索引号机构代码", "department.index_code", 18),
        Column("索引号下一流水号", "department.next_serial", 12),
        Column("启用", "department.is_active", 8),
    ),
)


def _memberships(user: User) -> str:
    return "；".join(f"{row.department}：{row.get_role_display()}" for row in user.memberships.all())


USERS = Listing(
    "用户",
    "user",
    (
        Column("用户名", "username", 18),
        Column("姓名", "full_name", 16),
        Column("岗位", _memberships, 60),
        Column("最近登录", local("last_login"), 20),
        Column("启用", "is_active", 8),
    ),
)

MEMBERSHIPS = Listing(
    "岗位",
    "membership",
    (
        Column("预算编码", "department.code", 16),
        Column("单位全称", "department.name", 36),
        Column("角色", lambda row: row.get_role_display(), 12),
        Column("姓名", "user.full_name", 16),
        Column("用户名", "user.username", 18),
    ),
)

AUTHORITIES = Listing(
    "依据文件",
    "authority",
    (
        Column("文件名称", "title", 60),
        Column("文号", "number", 24),
        Column("发文机关", "issuer", 30),
        Column("发文日期", "issued_on", 12),
        Column("适用起始年度", "valid_from", 14),
        Column("适用截止年度", "valid_until", 14),
    ),
)


SUBSTITUTIONS = Listing(
    "审核代理",
    "substitution",
    (
        Column("被代理人", "membership.user.full_name", 16),
        Column("单位全称", "membership.department.name", 36),
        Column("代理人", "substitute.full_name", 16),
        Column("起始日期", "starts_on", 12),
        Column("结束日期", "ends_on", 12),
        Column("代理原因", "reason", 40),
        Column("登记人", "arranged_by.full_name", 16),
        Column("登记时间", local("arranged_at"), 20),
        Column("状态", "state", 12),
    ),
)

EXEMPTIONS = Listing(
    "一人兼办例外",
    "exemption",
    (
        Column("自评", lambda row: str(row.evaluation), 44),
        Column("事项", lambda row: row.get_action_display(), 12),
        Column("兼办人", "person.full_name", 16),
        Column("理由", "reason", 50),
        Column("批准人", "allowed_by.full_name", 16),
        Column("批准时间", local("allowed_at"), 20),
        Column("使用时间", local("used_at"), 20),
    ),
)


def _changes(entry: AuditEntry) -> str:
    return "；".join(f"{change.label}：{change.old} → {change.new}" for change in changes_of(entry))


LOG = Listing(
    "审计日志",
    "auditentry",
    (
        Column("时间", local("at"), 20),
        Column("操作人", lambda entry: entry.actor and entry.who, 14),
        Column("用户名", lambda entry: entry.actor and entry.actor.username, 16),
        Column("操作", lambda entry: action_name(entry.action), 24),
        Column("对象", "object_label", 36),
        Column("部门（单位）", lambda entry: entry.department and entry.department.name, 30),
        Column("变更", _changes, 80),
        Column("说明", "comment", 50),
    ),
)
