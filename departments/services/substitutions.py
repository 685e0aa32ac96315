"""Arranging who reviews in whose place."""

from django.db import transaction

from .. import audit, clock
from ..models import Substitution, User
from .records import store


class SubstitutionRefused(Exception):
    """The substitution makes no sense; the text says why."""


@transaction.atomic
def arrange_substitution(substitution: Substitution, *, actor: User) -> Substitution:
    """Let a person review in the place of another for some days (审核代理).

    Raises:
        SubstitutionRefused: for oneself, in the past, or while another person stands in for the same membership.
    """
    membership = substitution.membership
    if substitution.substitute_id == membership.user_id:
        raise SubstitutionRefused("代理人和被代理人是同一人，请另选代理人。")
    if substitution.ends_on < clock.today():
        raise SubstitutionRefused("结束日期已过，请改正。")
    if other := _overlapping(substitution):
        raise SubstitutionRefused(f"该岗位在此期间已有代理：{other}。请先终止，或改正日期。")
    substitution.arranged_by, substitution.arranged_at = actor, clock.now()
    return store(substitution, actor=actor)


@transaction.atomic
def end_substitution(substitution: Substitution, *, actor: User) -> Substitution:
    """End it before its time; what was done in it stays."""
    current = Substitution.objects.select_for_update(of=("self",)).get(pk=substitution.pk)
    if current.ended_at is None:
        current.ended_at = clock.now()
        current.save(update_fields=["ended_at"])
        audit.record(current, actor=actor, action="substitution.end", changes={"ended_at": [None, current.ended_at]})
    return current


def _overlapping(substitution: Substitution) -> Substitution | None:
    others = Substitution.objects.filter(membership=substitution.membership, ended_at=None)
    return others.filter(starts_on__lte=substitution.ends_on, ends_on__gte=substitution.starts_on).first()
