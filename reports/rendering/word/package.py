"""The same document as the same bytes, without what python-docx's template brings along."""

from io import BytesIO
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from perfeval.lib.archives import STAMP, packed_anew
from reports.rendering.word.fonts import FONT_TABLE, font_table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

UNWANTED = ("stylesWithEffects", "customXml", "thumbnail", "webSettings", "numbering")
FOREIGN = ("w:themeFontLang", "w:rsids", "w:savePreviewPicture", "w:proofState")


def pack(word: "WordDocument") -> bytes:
    """Return the file; nothing in it says when or where it was written, or names a person."""
    properties = word.core_properties
    properties.created = properties.modified = STAMP
    properties.last_modified_by, properties.revision, properties.comments = properties.author, 1, ""
    for name in FOREIGN:
        for element in word.settings.element.findall(qn(name)):
            word.settings.element.remove(element)
    for part in (word.part, word.part.package):
        _drop_unwanted(part.rels)
    written = BytesIO()
    word.save(written)
    return packed_anew(written.getvalue(), _with_our_fonts)


def _with_our_fonts(name: str, content: bytes) -> bytes:
    return font_table() if name == FONT_TABLE else content


def _drop_unwanted(relations: dict) -> None:
    for key, relation in list(relations.items()):
        if any(name in relation.reltype for name in UNWANTED):
            del relations[key]
