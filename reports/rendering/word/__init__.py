"""The document as an editable Word file in the layout of GB/T 9704-2012."""

from reports.rendering.word.writer import render_docx

__all__ = ["render_docx"]
