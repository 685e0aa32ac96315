"""The person who signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person with an account of their own (用户); rights come from memberships."""

    full_name = models.CharField("姓名", max_length=50)
    must_change_password = models.BooleanField("下次登录须修改密码", default=False)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username
