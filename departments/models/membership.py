"""What a user may do, and where."""

from django.db import models

from .department import Department
from .user import User


class Role(models.TextChoices):
    """The five roles; each covers the units below its department too."""

    PREPARER = "preparer", "填报人"
    REVIEWER = "reviewer", "审核人"
    PUBLISHER = "publisher", "发布人"
    ADMINISTRATOR = "administrator", "管理员"
    AUDITOR = "auditor", "审计员"


class Membership(models.Model):
    """One role of one user at one department (岗位)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="用户")
    department = models.ForeignKey(Department, models.PROTECT, related_name="memberships", verbose_name="部门（单位）")
    role = models.CharField("角色", max_length=13, choices=Role)

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
