"""An entry workbook as a person edits it: cells are found by the keys of their rows and the names of their columns."""

import io

import openpyxl
from django.urls import reverse

from departments.workbooks import Limits
from reports.workbooks.comparing import compare
from reports.workbooks.reading import read_entry
from reports.workbooks.writing import write_entry


class Book:
    """A downloaded workbook that is being edited."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    @classmethod
    def of(cls, evaluation):
        return cls(write_entry(evaluation))

    def rows(self, block):
        """Yield the rows of a block: sheet, number of the row, key, and columns by name."""
        for sheet in self.book:
            columns, current = {}, ""
            for cells in sheet.iter_rows():
                key = cells[0].value
                if isinstance(key, str) and key.startswith("#"):
                    columns = {cell.value.removeprefix(">"): cell.column for cell in cells[2:] if cell.value}
                    current = key[1:]
                elif key == "!":
                    current = ""
                elif current == block and key and not key.startswith("!"):
                    yield sheet, cells[0].row, key, columns

    def row(self, block, **said):
        """Return the one row whose columns say that."""
        [found] = [
            (sheet, row, key, columns)
            for sheet, row, key, columns in self.rows(block)
            if all(sheet.cell(row, columns[name]).value == value for name, value in said.items())
        ]
        return found

    def spare(self, block):
        """Return the first row that may be added."""
        return next(found for found in self.rows(block) if found[2].startswith("+"))

    def cell(self, block, column, /, **said):
        """Return one cell of the row whose columns say that, or of the one with that key."""
        if "key" in said:
            sheet, row, _, columns = next(found for found in self.rows(block) if found[2] == said["key"])
        else:
            sheet, row, _, columns = self.row(block, **said)
        return sheet.cell(row, columns[column])

    def named(self, block, column, name):
        """Return one cell of the row with that name."""
        return self.cell(block, column, name=name) if column != "name" else self.row(block, name=name)

    def add(self, block, **values):
        """Fill in the first row that may be added, and return its number."""
        sheet, row, _, columns = self.spare(block)
        for name, value in values.items():
            sheet.cell(row, columns[name]).value = value
        return row

    @property
    def content(self):
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()

    def compared(self, evaluation, actor, **options):
        return compared(evaluation, self.content, actor, **options)


def compared(evaluation, content, actor, **options):
    """Return what confirming the workbook would do."""
    entry = read_entry(io.BytesIO(content), "填报表.xlsx", Limits())
    return compare(type(evaluation).objects.get(pk=evaluation.pk), entry, actor=actor, **options)


def said(comparison):
    """Return the changes as sheet and cell, what stood there, and what will."""
    return {(change.source.sheet, change.label): (change.old, change.new) for change in comparison.changes}


def sent(client, evaluation, content, name="填报表.xlsx"):
    """Upload a workbook as the page does, and return the page that follows."""
    file = io.BytesIO(content)
    file.name = name
    return client.post(reverse("reports:workbook", args=[evaluation.pk]), {"file": file}, follow=True)


def confirmed(client, response, **more):
    """Confirm the preview that `response` shows, with the decisions about clashes."""
    context = response.context
    seen = {"seen": context["comparison"].digest}
    address = reverse("reports:workbook_confirm", args=[context["evaluation"].pk, context["key"]])
    return client.post(address, seen | more, follow=True)
