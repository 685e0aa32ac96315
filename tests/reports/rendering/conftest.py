import pytest

from reports.rendering.html import page_html
from reports.rendering.pdf import Rendered, render_pdf
from tests.reports.documents import make_document
from tests.reports.rendering.glyphs import Page, read_pages


@pytest.fixture(scope="session")
def rendered() -> Rendered:
    return render_pdf(page_html(make_document()), timeout=60)


@pytest.fixture(scope="session")
def pages(rendered: Rendered) -> list[Page]:
    return read_pages(rendered.pdf)
