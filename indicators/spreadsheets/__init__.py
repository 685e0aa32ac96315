"""The one writer of official tables: plain values in, xlsx with live formulas out.

`write_table(facts, scheme)` and `write_workbook(tables)` return the bytes of a file with three sheets per table: the
official form as the scheme lays it out (自评表), the figures with the formulas of every score (计分), and the
explanation of every score (得分依据). The form refers to 计分, so a changed figure changes score, subtotal, total and
grade. Only functions that Excel 2010 knows are used; no value is cached, so a program that opens the file computes it.
"""

from indicators.spreadsheets.book import write_table, write_workbook
from indicators.spreadsheets.facts import Display, FundFacts, Table, TableFacts

__all__ = ["Display", "FundFacts", "Table", "TableFacts", "write_table", "write_workbook"]
