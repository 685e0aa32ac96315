"""Files that people upload: sound workbooks, and every way in which they can be bad."""

import io
import zipfile

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(sheets, change=None):
    """Return the bytes of a workbook with the rows of each sheet by name; `change` may alter it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content, **changes):
    """Return a package in which parts are replaced (bytes), edited (a function), added, or taken out (None)."""
    result = io.BytesIO()
    changes = {PARTS.get(name, name): change for name, change in changes.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {name: source.read(name) for name in source.namelist()}
        for name in {*parts, *changes}:
            change = changes.get(name, parts.get(name))
            if change is not None:
                target.writestr(name, change(parts[name]) if callable(change) else change)
    return result.getvalue()


PARTS = {
    "sheet": "xl/worksheets/sheet1.xml",
    "book": "xl/workbook.xml",
    "texts": "xl/sharedStrings.xml",
    "styles": "xl/styles.xml",
    "relations": "xl/_rels/workbook.xml.rels",
    "macros": "xl/vbaProject.bin",
    "link": "xl/externalLinks/externalLink1.xml",
    "types": "[Content_Types].xml",
}


def sheet_xml(rows):
    """Return the part of a sheet with these rows, given as XML."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def old_office(*names):
    """Return the beginning of an OLE file with streams of these names."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in names)
