"""Lines that fill the width between the margins (撑满版心).

WeasyPrint widens only the spaces of a line, and Chinese has none; here what is left at the end of a
line is shared between its characters. It replaces one inner function of WeasyPrint in the renderer's
own process; the version is pinned, and a test measures the right edge.
"""

from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout

WIDEST_GAP = 96
"""Pixels that may be shared; a line that lacks more stays short instead of falling apart."""


def install() -> None:
    """Let WeasyPrint justify lines of Chinese text."""
    inline.justify_line = justify_line


def justify_line(context: Any, line: LineBox, missing: float) -> None:
    """Share `missing` pixels between the characters of `line`."""
    gaps = _count_characters(line) - 1
    if gaps > 0 and missing <= WIDEST_GAP:
        _spread(context, line, missing / gaps, shift=0)


def _count_characters(box: Any) -> int:
    if isinstance(box, TextBox):
        return len(box.text)
    return sum(map(_count_characters, _flowing(box)))


def _spread(context: Any, box: Any, gap: float, shift: float) -> float:
    """Move `box` right by `shift`, widen the characters in it, and return the next box's shift."""
    if isinstance(box, TextBox):
        box.position_x += shift
        return shift + _widen(context, box, gap)
    if not isinstance(box, LineBox | InlineBox):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    end = shift
    for child in _flowing(box):
        end = _spread(context, child, gap, end)
    box.width += end - shift
    return end


def _widen(context: Any, box: TextBox, gap: float) -> float:
    spacing = box.style["letter_spacing"]
    box.style = box.style.copy()
    box.style["letter_spacing"] = (0 if spacing == "normal" else spacing) + gap
    box.pango_layout = create_layout(box.text, box.style, context, max_width=None, justification_spacing=0)
    box.pango_layout.deactivate()
    added = gap * len(box.text)
    box.width += added
    return added


def _flowing(box: Any) -> list[Any]:
    if not isinstance(box, LineBox | InlineBox):
        return []
    return [child for child in box.children if child.is_in_normal_flow()]
