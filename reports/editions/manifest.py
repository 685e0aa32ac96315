"""The list that proves an edition: what it is, and the hash and size of each file. It names no person."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from departments.environment import environment

from .canonical import canonical
from .plan import Plan
from .versions import versions

FORMAT = 1


def manifest_of(
    plan: Plan, files: Mapping[str, bytes], public: Mapping[str, Any], fonts: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """Return the manifest of an edition that consists of `files`; `public` is the public view of its snapshot."""
    scheme = plan.snapshot.scheme
    return {
        "format": FORMAT,
        "title": plan.title,
        "publisher": plan.publisher,
        "department": plan.department_code,
        "year": plan.year,
        "edition": plan.number,
        "code": plan.code,
        "supersedes": plan.supersedes,
        "change_note": plan.change_note,
        "index_number": plan.index_number,
        "created": plan.published_at.isoformat(timespec="seconds"),
        **versions(fonts),
        "scheme": {"name": scheme.name, "version": scheme.version, "title": scheme.title},
        "environment": environment().key,
        "audit_log": {"entries": plan.log.count, "head": plan.log.digest},
        "snapshot_sha256": sha256(canonical(public)),
        "files": [
            {"name": name, "sha256": sha256(content), "size": len(content)} for name, content in sorted(files.items())
        ],
    }


def sha256(content: bytes) -> str:
    """Return the hash as it is printed."""
    return hashlib.sha256(content).hexdigest()


def pretty(content: Mapping[str, Any]) -> bytes:
    """Return JSON that people can read."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
