"""Taking in a file to be imported, and giving it up."""

import hashlib
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from departments import clock
from departments.models import Cycle, User
from departments.workbooks import Problem
from indicators import scanning
from indicators.file_names import clean_name

from ..imports import Plan, plan_file
from ..imports.planning import stored_file
from ..jobs.files import write_private
from ..models import BulkImport

LOOKED_AT_FOR = timedelta(days=1)
UNSCANNED = Problem("病毒扫描没有完成，文件没有保存。请稍后重试；多次不成功的，请联系系统管理员。")


def take_in(
    file: UploadedFile, kind: str, *, actor: User, cycle: Cycle | None = None
) -> tuple[BulkImport | None, Plan]:
    """Keep a file that can be imported until it is confirmed; of one with anything wrong nothing is left.

    Returns:
        The import, None when the file is refused, and the plan with the changes or with everything that is wrong.
    """
    name = clean_name(file.name or "")
    plan = plan_file(file, name, kind, actor=actor, cycle=cycle)
    if not plan.problems and (problem := _virus_in(file)):
        plan.problems.append(problem)
    if plan.problems or not plan.actions:
        return None, plan
    content = b"".join(file.chunks())
    found = BulkImport(kind=kind, cycle=cycle, name=name, uploaded_by=actor, uploaded_at=clock.now())
    found.sha256, found.path = hashlib.sha256(content).hexdigest(), uuid4().hex
    write_private(stored_file(found), [content])
    found.save(force_insert=True)
    return found, plan


def _virus_in(file: UploadedFile) -> Problem | None:
    file.seek(0)
    try:
        signature = scanning.find_virus(file.file)  # type: ignore[arg-type]
    except scanning.NotScanned:
        return UNSCANNED
    finally:
        file.seek(0)
    return Problem(f"文件中发现病毒（{signature}），没有保存。请杀毒后重新制作。") if signature else None


def clear_imports(*, kept: timedelta = LOOKED_AT_FOR) -> int:
    """Give up imports that nobody has confirmed, and files that no import knows; return how many files went."""
    moment = timezone.now() - kept
    BulkImport.objects.never_confirmed(moment).delete()
    known = set(BulkImport.objects.values_list("path", flat=True))
    oldest = moment.timestamp()
    stray = [
        path for path in settings.IMPORT_ROOT.glob("*") if path.name not in known and path.stat().st_mtime <= oldest
    ]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)
