"""The task that makes a target follow what is public. It may be killed or run twice: the rows say what is left."""

import logging
import posixpath
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from departments import audit, clock

from ..models import Delivery, Target
from .contents import contents
from .leases import LeaseLost, Overtaken, give_back, keep, renew, take
from .ownership import claim, require_own
from .pauses import pause_after
from .places import HandoverFailed, Place, place_of
from .reading_back import is_read_back
from .verifying import verify

UNEXPECTED = "移交中出现意外错误，已记入系统日志，系统会自动重试；仍不成功请联系系统管理员。"

logger = logging.getLogger(__name__)


@task
def work_on(target_pk: int) -> None:
    """Work off what is due at a target, unless somebody is at it."""
    if (target := take(target_pk)) is None:
        return
    try:
        while delivery := Delivery.objects.due(timezone.now()).filter(target=target).first():
            handle(delivery.pk, target)
    except LeaseLost:
        logger.warning("Target %s is worked on by somebody else.", target_pk)
    finally:
        give_back(target)


def work_soon(targets: Iterable[Target]) -> None:
    """Have targets worked on as soon as the transaction is over."""
    for target in targets:
        transaction.on_commit(partial(work_on.enqueue, target.pk))


def resume_deliveries() -> int:
    """Have every target with something due worked on, unless somebody is at it; return how many targets."""
    now = timezone.now()
    due = Delivery.objects.due(now).order_by().values("target")
    targets = list(Target.objects.free(now).filter(pk__in=due))
    for target in targets:
        work_on.enqueue(target.pk)
    return len(targets)


def handle(pk: int, target: Target) -> None:
    """Deliver what is to be delivered, read back what has been.

    Raises:
        LeaseLost: somebody else works on the target.
    """
    delivery = _read(pk)
    if not delivery.is_there:
        deliver(pk, target)
        return
    try:
        renew(delivery, target)
        verify(delivery)
    except Overtaken:
        return


def deliver(pk: int, target: Target) -> None:
    """Make the target follow one edition, and keep what has become of it.

    Raises:
        LeaseLost: somebody else works on the target.
    """
    delivery = _begin(pk)
    try:
        require_own(target)
        with place_of(target) as place:
            claim(target, place)
            _follow(delivery, target, place)
    except Overtaken:
        return
    except HandoverFailed as failure:
        _fail(delivery, str(failure))
    except LeaseLost:
        raise
    except Exception:
        logger.exception("Delivery %s failed.", pk)
        _fail(delivery, UNEXPECTED)
    else:
        _finish(delivery)


def _begin(pk: int) -> Delivery:
    Delivery.objects.filter(pk=pk).update(state=Delivery.State.DELIVERING, attempts=F("attempts") + 1)
    return _read(pk)


def _read(pk: int) -> Delivery:
    related = "edition__evaluation__department", "edition__evaluation__cycle", "edition__review", "target", "receipt"
    return Delivery.objects.select_related(*related).get(pk=pk)


def _follow(delivery: Delivery, target: Target, place: Place) -> None:
    tidied: set[str] = set()
    for address, content in contents(delivery.edition, target):
        renew(delivery, target)
        if (folder := posixpath.dirname(address)) not in tidied:
            place.tidy(folder)
            tidied.add(folder)
        if content is None:
            place.remove(address)
        elif not place.holds(address, content):
            place.put(address, content)


@transaction.atomic
def _finish(delivery: Delivery) -> None:
    again = timezone.now() if is_read_back(delivery) else None
    done = {"state": Delivery.State.DELIVERED, "delivered_at": clock.now(), "reason": "", "checks": 0}
    if keep(delivery, **done, next_attempt=again):
        audit.record(delivery, actor=None, action="delivery.deliver", comment=said_of(delivery))


@transaction.atomic
def _fail(delivery: Delivery, reason: str) -> None:
    again = timezone.now() + pause_after(delivery.attempts)
    if keep(delivery, state=Delivery.State.FAILED, reason=reason, next_attempt=again):
        audit.record(delivery, actor=None, action="delivery.fail", comment=reason)


def said_of(delivery: Delivery) -> str:
    """Return what the log says was handed over."""
    return f"{'撤回说明' if delivery.edition.withdrawn_at else '版次文件'}，第{delivery.attempts}次移交"
