"""Tables in the layouts of other provinces (外来表格): found by their headers, mapped by a person, read into the entry.

* `grid` holds a sheet with its merged cells, as people see it;
* `meanings` says what headers, rows and labels are called in the official tables, and what each stands for here;
* `tables` finds the tables of a sheet and the titles of their columns, over one header row or two;
* `spots` lists everything that a meaning can be given to, with the meaning proposed from its words;
* `mapping` is what a person has confirmed; it is remembered for the unit and the layout;
* `taking` makes of it the same `Entry` that our own workbook gives, so that preview, forms, services, locks and
  versions are the same from there on. What is not understood is listed, never guessed; a blank cell changes nothing.
"""
