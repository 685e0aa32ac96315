"""How the fields of a row stand on the page: side by side on a screen, below each other on a phone."""

from crispy_forms.layout import Column, Row


def line(**widths: int) -> Row:
    """Return one line of fields, each with its share of twelve columns."""
    return Row(*(Column(name, css_class=f"col-12 col-lg-{width}") for name, width in widths.items()), css_class="g-2")
