"""Receiving files without letting one of them fill memory or disk."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedFileUploadHandler(TemporaryFileUploadHandler):
    """Keeps of each file no more than UPLOAD_MAX_BYTES, but counts it whole, so that its size can be refused."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file in the folder for what is being received."""
        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the chunk unless the file is too large already."""
        if start < settings.UPLOAD_MAX_BYTES:
            super().receive_data_chunk(raw_data, start)
