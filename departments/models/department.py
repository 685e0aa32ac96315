"""The tree of budget units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast

if TYPE_CHECKING:
    from .user import User


CODE = RegexValidator(r"^[0-9A-Za-z_-]+\Z", "预算编码只能由字母、数字、“-”和“_”组成：它是公开地址的一部分。")


class DepartmentQuerySet(models.QuerySet["Department"]):
    """The questions asked of departments."""

    def covered_by(self, user: User, *roles: str) -> Self:
        """Return those at or below a department where `user` holds one of `roles` (any, when none is named)."""
        from .membership import Membership

        memberships = Membership.objects.held_by(user).annotate(below=Cast(OuterRef("path"), models.CharField()))
        if roles:
            memberships = memberships.filter(role__in=roles)
        return self.filter(Exists(memberships.filter(below__startswith=F("department__path"))))

    def visible_to(self, user: User) -> Self:
        """Return those that `user` may look at."""
        return self.covered_by(user)

    def reviewed_by(self, user: User) -> Self:
        """Return those whose stages of review `user` acts in: there, not above, a reviewer or a substitute of one."""
        from .membership import Membership

        held = Membership.objects.held_by(user).filter(role="reviewer", department=OuterRef("pk"))
        return self.filter(Exists(held))

    def supervising(self) -> Self:
        """Return those that have units below them (主管部门)."""
        return self.filter(Exists(Department.objects.filter(parent=OuterRef("pk"))))


class Department(models.Model):
    """A budget unit (部门、单位) with the identity under which it publishes."""

    class Kind(models.TextChoices):
        """The types that indicator libraries and portal lists distinguish."""

        DISTRICT = "district", "区（县）"
        STREET = "street", "街道（乡镇）"
        SCHOOL = "school", "学校"
        BUREAU = "bureau", "综合局委"
        ENFORCEMENT = "enforcement", "执法（城管）"
        OTHER = "other", "其他单位"

    code = models.CharField("预算编码", max_length=20, unique=True, validators=[CODE])
    name = models.CharField("单位全称", max_length=100, unique=True)
    short_name = models.CharField("单位简称", max_length=50)
    aliases = models.JSONField("曾用名和别名", default=list, blank=True)
    kind = models.CharField("单位类型", max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    path = models.CharField(max_length=200, unique=True, editable=False)
    index_code = models.CharField("索引号机构代码", max_length=30, blank=True)
    next_serial = models.PositiveIntegerField("索引号下一流水号", default=1)
    is_active = models.BooleanField("启用", default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "部门（单位）"
        verbose_name_plural = "部门（单位）"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="department_not_its_own_parent", condition=~Q(parent=F("pk"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level(self) -> int:
        """How deep it stands in the tree; the top is 1."""
        return self.path.count("/")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the full one first."""
        return tuple(dict.fromkeys([self.name, self.short_name, *self.aliases]))
