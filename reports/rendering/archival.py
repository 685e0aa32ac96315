"""One PDF that is both PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), with the data it was made from inside.

WeasyPrint declares one of the two; what the other asks for is met by the same file, so it is declared here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from perfeval.lib.archives import STAMP

from .cell_headers import complete_headers

if TYPE_CHECKING:
    from weasyprint import Attachment

METADATA, END = "/Metadata", b"</rdf:RDF>"
PROPERTY = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />"""
EXTENSION = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A lets a file use other schemas of metadata only where it describes them itself (ISO 19005-3, 6.6.2.3)."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside the PDF; `relationship` is one of ISO 32000-2, 7.11.3, such as Data or Supplement."""

    name: str
    description: str
    content: bytes
    relationship: str = "Data"
    modified: datetime = STAMP

    def attachment(self) -> "Attachment":
        """Return it as WeasyPrint takes it; its date is that of the content, never of the clock."""
        from weasyprint import Attachment

        return Attachment(
            string=self.content,  # bytes are taken as they are
            name=self.name,
            description=self.description,
            created=self.modified,
            modified=self.modified,
            relationship=self.relationship,
        )


def declare(pdf: Any) -> None:
    """Say of a PDF/A that is about to be written that it is PDF/UA-1, too, and name each embedded file once."""
    complete_headers(pdf)
    _settle_corners(pdf)
    if files := pdf.catalog.get("AF"):
        pdf.catalog["AF"] = type(files)(dict.fromkeys(files))
    for stream in pdf.objects:
        if getattr(stream, "extra", {}).get("Type") == METADATA:
            content = b"".join(part if isinstance(part, bytes) else part.encode() for part in stream.stream)
            stream.stream = [content.replace(END, f"{PROPERTY}{EXTENSION}".encode() + END)]
            stream.compress = False


def _settle_corners(pdf: Any) -> None:
    """Make the empty cell above a column of headers a header, too: a cell of data needs one, and above it is none."""
    for cell in pdf.objects:
        if isinstance(cell, dict) and cell.get("S") == "/TD" and not cell["K"] and not cell["A"].get("Headers"):
            cell["S"] = "/TH"
            del cell["A"]["Headers"]
