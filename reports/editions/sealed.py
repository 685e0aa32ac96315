"""The heads of the audit log that editions carry in their manifests, public ones and archived ones."""

import json
from collections.abc import Iterator

from django.conf import settings

from departments.anchors import Anchor, Head

from ..models import Edition
from .addresses import MANIFEST


def anchors_of_editions() -> Iterator[Anchor]:
    """Yield what the manifests hold that lie on disk; sweep names those that are missing or altered."""
    for folder in Edition.objects.order_by("pk").values_list("folder", flat=True):
        for root in (settings.PUBLIC_ROOT, settings.ARCHIVE_ROOT):
            manifest = root / folder / MANIFEST
            if manifest.is_file():
                log = json.loads(manifest.read_text(encoding="utf-8"))["audit_log"]
                yield Anchor(Head(log["entries"], log["head"]), f"版次 {folder} 的文件清单")
