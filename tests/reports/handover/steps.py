"""What the tests of hand-over do and look at."""

import hashlib
import json
from datetime import timedelta

from django.utils import timezone

from reports.handover.delivering import work_on
from reports.models import Delivery, Target


def hand_over():
    """Let the worker work off what is due, as it does after each publication."""
    for pk in Target.objects.values_list("pk", flat=True):
        work_on.enqueue(pk)


def let_time_pass():
    """Let the pause after a failure and every lease be over."""
    past = timezone.now() - timedelta(seconds=1)
    Delivery.objects.exclude(next_attempt=None).update(next_attempt=past)
    Target.objects.exclude(lease_until=None).update(lease_until=past)


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def proved(folder):
    """Return the names of an edition's files, each held against the manifest that lies beside it."""
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    for entry in listed:
        assert hashlib.sha256((folder / entry["name"]).read_bytes()).hexdigest() == entry["sha256"]
    assert {path.name for path in folder.iterdir()} == {entry["name"] for entry in listed} | {"manifest.json"}
    return sorted(entry["name"] for entry in listed)
