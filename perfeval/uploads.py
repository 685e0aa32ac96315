"""Receiving files without letting one of them fill memory or disk."""

from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler


class IncomingFile(TemporaryUploadedFile):
    """A file that is being received, in a folder of its own, where `sweep` finds what a kill has left."""

    def __init__(self, name: str | None, content_type: str | None, charset: str | None, extra: Any) -> None:
        settings.INCOMING_ROOT.mkdir(parents=True, exist_ok=True)
        file: Any = NamedTemporaryFile(suffix=".upload", dir=settings.INCOMING_ROOT)  # noqa: SIM115
        UploadedFile.__init__(self, file, name, content_type, 0, charset, extra)


class BoundedFileUploadHandler(TemporaryFileUploadHandler):
    """Keeps of each file no more than UPLOAD_MAX_BYTES, but counts it whole, so that its size can be refused."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = IncomingFile(self.file_name, self.content_type, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the chunk unless the file is too large already."""
        if start < settings.UPLOAD_MAX_BYTES:
            super().receive_data_chunk(raw_data, start)
