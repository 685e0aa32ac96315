"""Changing schemes: in place while nobody uses a version, by the next version once somebody does."""

import hashlib
from dataclasses import replace

from django.db import transaction

from departments import audit
from departments.models import User

from ..models import Scheme
from ..schemes import Scheme as SchemeSpec
from ..schemes import load
from ..schemes.comparing import compare
from ..schemes.writing import dump


class StaleScheme(Exception):
    """Somebody else has changed the scheme, or begun to use it; `stored` is what is there now."""

    def __init__(self, stored: Scheme) -> None:
        super().__init__(f"{stored}在您打开页面后已有变化，请核对后再保存。")
        self.stored = stored


class SchemeInUse(Exception):
    """A version that is used stays."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__(f"{scheme}已被年度任务或自评使用，不能删除。")


def newest_version(name: str) -> int:
    """Return the highest version of the scheme, 0 where there is none."""
    newest = Scheme.objects.versions_of(name).first()
    return newest.version if newest else 0


def mark_of(scheme: Scheme) -> str:
    """Return a short mark of what a change is based on: the content, whether it is used, and the newest version."""
    state = f"{newest_version(scheme.name)}|{scheme.is_used}|{scheme.content}"
    return hashlib.sha256(state.encode()).hexdigest()[:16]


@transaction.atomic
def save_scheme(scheme: Scheme, spec: SchemeSpec, *, based_on: str, actor: User | None) -> Scheme:
    """Store what the scheme shall say now; what says the same as before is left alone.

    A version that nobody uses is replaced; of one in use, the next version is made and evaluations keep theirs.

    Raises:
        StaleScheme: `based_on` is not what is stored (see `mark_of`).
        SchemeError, ValidationError: it cannot be stored.
    """
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    list(Scheme.objects.versions_of(scheme.name).select_for_update())
    stored = Scheme.objects.get(pk=scheme.pk)
    if mark_of(stored) != based_on:
        newest = Scheme.objects.versions_of(scheme.name)[0]
        raise StaleScheme(newest if stored.is_used else stored)
    if replace(spec, version=stored.version) == stored.spec:
        return stored
    return _next_version(stored, spec, actor) if stored.is_used else _replace(stored, spec, actor)


def _replace(stored: Scheme, spec: SchemeSpec, actor: User | None) -> Scheme:
    before = stored.spec
    _fill(stored, replace(spec, name=stored.name, version=stored.version))
    changes: audit.Changes = {}
    for difference in compare(before, stored.spec):
        changes.setdefault(" / ".join(difference.place), [difference.before, difference.after])
    stored.save(update_fields=["title", "kind", "content"])
    audit.record(stored, actor=actor, action="scheme.change", changes=changes)
    return stored


def _next_version(stored: Scheme, spec: SchemeSpec, actor: User | None) -> Scheme:
    version = newest_version(stored.name) + 1
    return _add(replace(spec, name=stored.name, version=version), actor, f"由{stored}修改而成")


@transaction.atomic
def copy_scheme(scheme: Scheme, *, name: str, title: str, actor: User | None) -> Scheme:
    """Store a scheme of its own that begins as this one.

    Raises:
        SchemeError, ValidationError: name or title cannot be used.
    """
    return _add(replace(scheme.spec, name=name, title=title, version=1), actor, f"由{scheme}复制而成")


def _add(spec: SchemeSpec, actor: User | None, comment: str) -> Scheme:
    added = Scheme()
    _fill(added, spec)
    added.save(force_insert=True)
    audit.record(added, actor=actor, action="scheme.add", changes={"content": [None, added.content]}, comment=comment)
    return added


def _fill(scheme: Scheme, spec: SchemeSpec) -> None:
    """Set everything from what the scheme says, once it is sure that it can be read again."""
    content = dump(spec)
    load(content)
    scheme.name, scheme.version, scheme.title, scheme.kind = spec.name, spec.version, spec.title, str(spec.kind)
    scheme.content = content
    scheme.full_clean()


@transaction.atomic
def remove_scheme(scheme: Scheme, *, actor: User | None) -> None:
    """Remove a version that nobody uses; its content stays in the log.

    Raises:
        SchemeInUse: somebody uses it.
    """
    stored = Scheme.objects.select_for_update().get(pk=scheme.pk)
    if stored.is_used:
        raise SchemeInUse(stored)
    audit.record(stored, actor=actor, action="scheme.remove", changes={"content": [stored.content, None]})
    stored.delete()
