"""Regulations and notices, and the choice among them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from .evaluation import Evaluation
from .versioned import Entry


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """The questions asked of the library."""

    def valid_in(self, year: int) -> Self:
        """Return those that hold for the evaluation of budget `year`."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=year), Q(valid_until=None) | Q(valid_until__gte=year))


class Authority(models.Model):
    """A regulation or notice that reports may cite (依据文件); citing is choosing."""

    title = models.CharField("文件名称", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=100, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)
    valid_from = models.PositiveSmallIntegerField("适用起始年度", null=True, blank=True)
    valid_until = models.PositiveSmallIntegerField("适用截止年度", null=True, blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = "依据文件"
        verbose_name_plural = "依据文件"
        ordering = ["title", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "number"], name="authority_once", violation_error_message="该依据文件已在库中。"
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》({self.number})" if self.number else f"《{self.title}》"


class Citation(Entry):
    """An authority that one evaluation cites (评价依据)."""

    identity = ("evaluation", "authority")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="citations")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="citations", verbose_name="依据文件")

    class Meta(Entry.Meta):
        verbose_name = "评价依据"
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["evaluation", "authority"], name="citation_once", violation_error_message="该文件已选过。"
            ),
        ]

    def __str__(self) -> str:
        return str(self.authority)
