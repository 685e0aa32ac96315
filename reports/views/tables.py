"""The report as files for the office: the official tables as a workbook, the text as a Word file."""

from io import BytesIO

from django.http import FileResponse
from django.views.decorators.http import require_safe

from departments.models import Evaluation
from departments.permissions import get_visible_evaluation
from departments.requests import UserRequest
from departments.workflow import Status
from indicators.spreadsheets import write_workbook

from ..document.compose import compose
from ..gather import gather
from ..rendering.word import render_docx
from ..tables import tables_of

DRAFT = "草稿，未经公开"
OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX, DOCX = f"{OFFICE}.spreadsheetml.sheet", f"{OFFICE}.wordprocessingml.document"


@require_safe
def workbook(request: UserRequest, evaluation_pk: int) -> FileResponse:
    """Hand over the tables as they stand; what is not published says so in the margin and in its name."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    content = write_workbook(tables_of(gather(evaluation), _mark(evaluation)))
    return _file(content, evaluation, "自评表.xlsx", XLSX)


@require_safe
def word(request: UserRequest, evaluation_pk: int) -> FileResponse:
    """Hand over the report as it stands for Word; what is not published says so in the margin and in its name."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    content = render_docx(compose(gather(evaluation)), mark=_mark(evaluation))
    return _file(content, evaluation, "报告.docx", DOCX)


def _mark(evaluation: Evaluation) -> str:
    return "" if evaluation.status == Status.PUBLISHED else DRAFT


def _file(content: bytes, evaluation: Evaluation, name: str, content_type: str) -> FileResponse:
    prefix = "草稿-" if _mark(evaluation) else ""
    return FileResponse(
        BytesIO(content), as_attachment=True, filename=f"{prefix}{evaluation}{name}", content_type=content_type
    )
