"""Storing what an administrator has looked at and confirmed: whole or not at all."""

from collections.abc import Callable, Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction

from departments import audit, clock
from departments.services import OwnAccount
from perfeval.lib.listing import workbook

from ..models import BulkImport
from .departments import store_departments
from .figures import store_figures
from .people import hashed, new_passwords, store_people
from .plan import Action, Plan
from .planning import plan_of
from .results import listing_of, results_of

Tell = Callable[[int, str], None]
Keep = Callable[[Iterator[bytes]], None]

CHANGED = "预览后数据有变化，没有导入。请重新预览，核对后再确认。"
NO_RIGHT = "导入人已没有管理权限，没有导入。"
PASSWORDS_AT_ONCE = 20


class ImportRefused(Exception):
    """The import cannot be stored; nothing was."""


def apply(found: BulkImport, *, tell: Tell, keep: Keep) -> str:
    """Store a confirmed import, with its result file, in one transaction; return what was stored.

    `tell` is told how far it is, last inside the transaction: what it raises undoes everything. `keep` writes the
    result file before the transaction ends, so that no account is opened whose password nobody can learn.

    Raises:
        ImportRefused: the data are not those that were confirmed any more, or the right is gone.
    """
    if found.applied_at:
        return "已导入。"
    tell(5, "正在读取文件。")
    passwords = new_passwords(_confirmed(found).actions) if found.kind == BulkImport.Kind.PEOPLE else {}
    hashes = _hashes(passwords, tell)
    tell(60, "正在写入。")
    with transaction.atomic():
        locked = BulkImport.objects.select_for_update(of=("self",)).select_related("uploaded_by", "cycle")
        current = locked.get(pk=found.pk)
        plan = _confirmed(current)
        try:
            results = list(results_of(_store(current, plan.actions, hashes), passwords))
        except OwnAccount as refusal:
            raise ImportRefused(str(refusal)) from None
        keep(workbook(listing_of(current), results))
        current.applied_at = clock.now()
        current.save(update_fields=["applied_at"])
        said = f"新增{plan.added}项，修改{plan.changed}项"
        comment = f"{current.name}，SHA-256 {current.sha256}，{said}"
        audit.record(current, actor=current.uploaded_by, action="bulkimport.import", comment=comment)
        tell(95, "正在完成。")
    return f"导入完成，{said}。"


def _confirmed(found: BulkImport) -> Plan:
    """Return the plan, if it still is the one that was confirmed."""
    try:
        plan = plan_of(found)
    except PermissionDenied:
        raise ImportRefused(NO_RIGHT) from None
    if plan.problems or plan.fingerprint != found.confirmed:
        raise ImportRefused(CHANGED)
    return plan


def _hashes(passwords: dict[str, str], tell: Tell) -> dict[str, str]:
    """Return the passwords as they are stored, before anything is locked: each takes a moment."""
    hashes: dict[str, str] = {}
    for number, (name, password) in enumerate(passwords.items()):
        if number % PASSWORDS_AT_ONCE == 0:
            tell(10 + 50 * number // len(passwords), f"正在生成初始密码，第{number + 1}个起，共{len(passwords)}个。")
        hashes[name] = hashed(password)
    return hashes


def _store(found: BulkImport, actions: list[Action], hashes: dict[str, str]) -> Iterator[tuple[Action, str]]:
    actor = found.uploaded_by
    if found.kind == BulkImport.Kind.DEPARTMENTS:
        return store_departments(actions, actor)
    if found.kind == BulkImport.Kind.PEOPLE:
        return store_people(actions, actor, hashes)
    return store_figures(actions, actor, found.sha256)
