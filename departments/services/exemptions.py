"""Allowing one person to do what needs two, as a stamped exception."""

from django.db import transaction

from .. import clock
from ..models import Exemption, User
from .records import store


class ExemptionRefused(Exception):
    """The exception cannot be allowed; the text says why."""


@transaction.atomic
def allow_exemption(exemption: Exemption, *, actor: User) -> Exemption:
    """Let one person take one step of one evaluation though they had a hand in it before (一人兼办例外).

    Raises:
        ExemptionRefused: for oneself, or while one of the same kind is still unused.
    """
    if exemption.person_id == actor.pk:
        raise ExemptionRefused("不能为本人批准例外，请由其他管理员批准。")
    if Exemption.objects.open_for(exemption.evaluation, exemption.action, exemption.person).exists():
        raise ExemptionRefused("该人员在此事项上已有一项未使用的例外，不必重复批准。")
    exemption.allowed_by, exemption.allowed_at = actor, clock.now()
    return store(exemption, actor=actor)
