"""What a user may do, and where."""

from typing import Self

from django.db import models
from django.db.models import Q

from .. import clock
from .department import Department
from .user import User


class Role(models.TextChoices):
    """The five roles; each covers the units below its department too."""

    PREPARER = "preparer", "填报人"
    REVIEWER = "reviewer", "审核人"
    PUBLISHER = "publisher", "发布人"
    ADMINISTRATOR = "administrator", "管理员"
    AUDITOR = "auditor", "审计员"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """The questions asked of memberships."""

    def held_by(self, user: User) -> Self:
        """Return those of `user`, and those whose reviewer `user` substitutes today (审核代理); some may come twice."""
        today = clock.today()
        substituted = Q(
            role=Role.REVIEWER,
            substitutions__substitute=user,
            substitutions__starts_on__lte=today,
            substitutions__ends_on__gte=today,
            substitutions__ended_at=None,
        )
        return self.filter(Q(user=user) | substituted)


class Membership(models.Model):
    """One role of one user at one department (岗位)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="用户")
    department = models.ForeignKey(Department, models.PROTECT, related_name="memberships", verbose_name="部门（单位）")
    role = models.CharField("角色", max_length=13, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        ordering = ["department__code", "role", "user__username"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "department", "role"],
                name="membership_once",
                violation_error_message="该用户在此单位已有这一角色。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.department} {self.get_role_display()}"
