"""The entry workbook (填报表): the whole entry of one unit as an Excel file, there and back again.

Every sheet is one part of the entry, laid out from the very forms of its screen: what a form asks for becomes a
column, what it holds a cell. On the way back the cells become what a browser would have sent (`departments.forms.
sending`), so that the same forms, services, locks and versions decide. Nothing of a part is described twice.

* `parts` names the sheets and how their screens become blocks (`blocks`) of cells (`fields`);
* `writing` makes the file, with the scores as live formulas (`scoring`);
* `reading` finds the cells again by their hidden keys, wherever they stand now;
* `comparing` says what would change, what clashes and what is wrong;
* `annotating` hands a refused file back with comments at its cells.
"""
