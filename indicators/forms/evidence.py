"""Proofs of an indicator: uploading some, removing others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from departments.forms.rows import RowForm
from departments.writes import Write

from ..evidence_kinds import ACCEPTED, Kind, Unacceptable, recognise
from ..models import Evidence

LONGEST_NAME = 150


class FilesInput(forms.ClearableFileInput):
    """An input for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files, each of them checked; all faults are told at once."""

    def clean(self, value: Any, initial: Any = None) -> list[tuple[UploadedFile, Kind]]:
        """Return the files with their types."""
        accepted, faults = [], []
        for file in value or []:
            try:
                accepted.append((file, _checked(file)))
            except Unacceptable as refusal:
                faults.append(str(refusal))
        if faults:
            raise ValidationError([*faults, "所选文件均未保存，请重新选择。"])
        return accepted


def _checked(file: UploadedFile) -> Kind:
    limit, name = settings.EVIDENCE_MAX_BYTES, file.name or ""
    if not file.size:
        raise Unacceptable(f"“{name}”是空文件，请检查后重新上传。")
    if file.size > limit:
        raise Unacceptable(f"“{name}”有{_megabytes(file.size)}，超过上限{_megabytes(limit)}，请压缩或拆分后上传。")
    return recognise(file.file, name)  # type: ignore[arg-type]


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}MB"


class UploadForm(RowForm):
    """New proofs for an indicator."""

    class Meta:
        model = Evidence
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = _megabytes(settings.EVIDENCE_MAX_BYTES)
        self.fields["files"] = FilesField(
            label="添加佐证材料",
            required=False,
            widget=FilesInput,
            help_text=f"可选多个，每个不超过{limit}。{ACCEPTED}",
        )

    def writes(self) -> list[Write]:
        """Return one write per file; a file that is there already is not stored twice."""
        return [Write(row, 0) for row in self._rows()]

    def _rows(self) -> Iterator[Evidence]:
        for file, kind in self.cleaned_data.get("files", []):
            yield Evidence(
                indicator=self.instance.indicator,
                file=file,
                name=_short(file.name or ""),
                content_type=kind.content_type,
                size=file.size or 0,
                sha256=_hash(file),
            )


def _short(name: str) -> str:
    path = PurePath(name)
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}"


def _hash(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class StoredEvidenceForm(RowForm):
    """A proof that is there, and may be taken away."""

    remove = forms.BooleanField(label="删除", required=False)

    class Meta:
        model = Evidence
        fields: list[str] = []

    def writes(self) -> list[Write]:
        """Return the removal, if it is ticked."""
        return [Write(self.instance, self.posted_version, is_removal=True)] if self.cleaned_data["remove"] else []
