"""The parts of a workbook that do not depend on its rows."""

from xml.sax.saxutils import escape, quoteattr

from .cells import text_cell
from .columns import Listing

HEAD = 1
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = (
    f'{DECLARED}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>'
)
RELATIONS = (
    f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_FORMATS = (
    '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>'
    '<numFmt numFmtId="166" formatCode="0.00&quot;%&quot;"/></numFmts>'
)
_FONTS = (
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
)
_FILLS = (
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill></fills>'
)
_EDGES = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
_BORDERS = f'<borders count="2"><border/><border>{_EDGES}</border></borders>'
_NUMBER_FORMATS = (0, 2, 4, 166, 164, 165)
_TOP = '<alignment vertical="top"{}/>'
_WRAPPED = _TOP.format(' wrapText="1"')
_HEAD = (
    '<xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
)
_LOOK = 'borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"'
_STYLES = (
    "<xf/>",
    _HEAD,
    f'<xf numFmtId="49" {_LOOK}>{_WRAPPED}</xf>',
    f'<xf numFmtId="49" quotePrefix="1" {_LOOK}>{_WRAPPED}</xf>',
    *(f'<xf numFmtId="{number}" {_LOOK}>{_TOP.format("")}</xf>' for number in _NUMBER_FORMATS),
)
STYLES = (
    f'{DECLARED}<styleSheet xmlns="{MAIN}">{_FORMATS}{_FONTS}{_FILLS}{_BORDERS}'
    f'<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    f'<cellXfs count="{len(_STYLES)}">{"".join(_STYLES)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_PAGE = (
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter></headerFooter>"
)
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "、"))


def sheet_head(listing: Listing) -> str:
    """Return the beginning of a sheet down to its row of heads, which stays when the sheet is rolled."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"/>'
        for number, column in enumerate(listing.columns, start=1)
    )
    heads = "".join(text_cell(title, HEAD) for title in listing.titles)
    return (
        f'{DECLARED}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData><row>{heads}</row>"
    )


def sheet_tail(listing: Listing, rows: int) -> str:
    """Return the end of a sheet of so many rows."""
    filtered = f'<autoFilter ref="A1:{letter(len(listing.columns))}{rows}"/>' if rows > 1 else ""
    return f"</sheetData>{filtered}{_PAGE}</worksheet>"


def book(listing: Listing, sheets: int) -> str:
    """Return the list of the sheets, each of which prints its heads on every page."""
    names = [_name(listing.title, number) for number in range(1, sheets + 1)]
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    printed = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">\'{escape(name)}\'!$1:$1</definedName>'
        for place, name in enumerate(names)
    )
    return (
        f'{DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{printed}</definedNames></workbook>"
    )


def book_relations(sheets: int) -> str:
    """Return where the parts of the workbook lie."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">{listed}{styles}</Relationships>'


def letter(number: int) -> str:
    """Return the letters of a column counted from 1.

    >>> letter(1), letter(28)
    ('A', 'AB')
    """
    rest, last = divmod(number - 1, 26)
    return (letter(rest) if rest else "") + chr(ord("A") + last)


def _name(title: str, number: int) -> str:
    """Return the name of a sheet: at most 31 characters, none of which the format forbids."""
    ending = f"（{number}）" if number > 1 else ""
    return title.translate(_NOT_IN_NAMES)[: 31 - len(ending)] + ending
