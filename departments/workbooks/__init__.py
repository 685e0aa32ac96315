r"""The safe reader of uploaded tables: a workbook (xlsx) or a CSV file in, plain rows with their cells out.

`open_tables(file, name, limits)` refuses what is no table or could do harm, each with a message of its own; the rows
are then read one by one, so that memory does not grow with the file. Nothing is calculated, nothing is loaded from
anywhere, no markup declares anything. What a cell means is for the caller to say.

>>> from io import BytesIO
>>> [sheet] = open_tables(BytesIO("编码,名称\n101,街道办".encode("gb18030")), "单位.csv", Limits())
>>> [[cell.text for cell in row.cells] for row in sheet.rows()]
[['编码', '名称'], ['101', '街道办']]
"""

from .cells import Cell, CellKind, Row, address
from .limits import Limits, site_limits
from .problems import Problem, Unreadable
from .reading import open_tables
from .sheets import Sheet

__all__ = [
    "Cell",
    "CellKind",
    "Limits",
    "Problem",
    "Row",
    "Sheet",
    "Unreadable",
    "address",
    "open_tables",
    "site_limits",
]
