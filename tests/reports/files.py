"""The text of published files, whatever they are packed in."""

from html import unescape
from zipfile import ZipFile

from pypdfium2 import PdfDocument

PACKED = (".docx", ".xlsx")


def text_of(path):
    """Return what can be read in a file: every part of an Office file, the pages of a PDF."""
    if path.suffix == ".pdf":
        with PdfDocument(path.read_bytes()) as pdf:
            return "".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", "")
    if path.suffix in PACKED:
        with ZipFile(path) as package:
            return unescape("".join(package.read(name).decode(errors="replace") for name in package.namelist()))
    return path.read_bytes().decode(errors="replace")
