"""An uploaded workbook between preview and confirmation: a file beside what is being received, which `sweep` clears."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files import File

from departments.models import Evaluation, User


@dataclass(frozen=True)
class Pending:
    """Whose file it is, for which evaluation, and what it is called.

    Attributes:
        mapping: how a table in another layout is read, as plain values; None for our own workbook.
    """

    key: str
    evaluation: int
    user: int
    name: str
    mapping: dict[str, Any] | None = None

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return settings.INCOMING_ROOT / f"{self.key}.workbook"

    @property
    def _facts(self) -> Path:
        return settings.INCOMING_ROOT / f"{self.key}.json"

    def write_facts(self) -> None:
        """Note them beside the file."""
        self._facts.write_text(json.dumps(asdict(self)), encoding="utf-8")

    def forget(self) -> None:
        """Delete the file: it was confirmed or given up."""
        self.path.unlink(missing_ok=True)
        self._facts.unlink(missing_ok=True)


def keep_pending(file: File, name: str, evaluation: Evaluation, user: User) -> Pending:
    """Keep a file until it is confirmed, given up, or swept away."""
    pending = Pending(uuid4().hex, evaluation.pk, user.pk, name)
    settings.INCOMING_ROOT.mkdir(parents=True, exist_ok=True)
    with pending.path.open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    pending.write_facts()
    return pending


def find_pending(key: UUID, evaluation: Evaluation, user: User) -> Pending | None:
    """Return the file that this person has sent for this evaluation, None when there is none any more."""
    try:
        facts = json.loads((settings.INCOMING_ROOT / f"{key.hex}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    pending = Pending(**facts)
    is_own = (pending.evaluation, pending.user) == (evaluation.pk, user.pk)
    return pending if is_own and pending.path.is_file() else None
