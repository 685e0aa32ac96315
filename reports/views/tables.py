"""The report as files for the office: the official tables as a workbook, the text as a Word file."""

from io import BytesIO

from django.http import FileResponse
from django.views.decorators.http import require_safe

from departments.models import Evaluation
from departments.permissions import get_visible_evaluation
from departments.requests import UserRequest

from ..document.compose import compose
from ..rendering.word import render_docx
from ..services.notes import with_notes
from ..services.tables import mark_of, named, official_tables

OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX, DOCX = f"{OFFICE}.spreadsheetml.sheet", f"{OFFICE}.wordprocessingml.document"


@require_safe
def workbook(request: UserRequest, evaluation_pk: int) -> FileResponse:
    """Hand over the tables as they stand; what is not published says so in the margin and in its name."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    return _file(official_tables(evaluation), evaluation, "自评表.xlsx", XLSX)


@require_safe
def word(request: UserRequest, evaluation_pk: int) -> FileResponse:
    """Hand over the report as it stands for Word; what is not published says so in the margin and in its name."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    content = render_docx(compose(with_notes(evaluation)), mark=mark_of(evaluation))
    return _file(content, evaluation, "报告.docx", DOCX)


def _file(content: bytes, evaluation: Evaluation, name: str, content_type: str) -> FileResponse:
    name = named(evaluation, name)
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=content_type)
