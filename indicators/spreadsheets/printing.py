"""Page set-up: A4, fitted to the width, repeated rows, page numbers, and a mark for drafts."""

from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
INCH = 25.4
MARGIN = 18


def set_up(worksheet: Worksheet, *, orientation: str, repeated: int, area: str, mark: str) -> None:
    """Set how a sheet prints; `repeated` is the row that stands on top of every further page."""
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.orientation = orientation
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_options.horizontalCentered = True
    margins = worksheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN / INCH
    margins.header = margins.footer = MARGIN / 2 / INCH
    worksheet.print_area = area
    worksheet.print_title_rows = f"{repeated}:{repeated}"
    worksheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    if mark:
        worksheet.oddHeader.right.text = mark.replace("&", "&&")
