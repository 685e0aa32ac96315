"""The official tables as a workbook whose scores are formulas."""

from io import BytesIO

from django.http import FileResponse
from django.views.decorators.http import require_safe

from departments.permissions import get_visible_evaluation
from departments.requests import UserRequest
from departments.workflow import Status
from indicators.spreadsheets import write_workbook

from ..gather import gather
from ..tables import tables_of

DRAFT = "草稿，未经公开"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def workbook(request: UserRequest, evaluation_pk: int) -> FileResponse:
    """Hand over the tables as they stand; what is not published says so in the margin and in its name."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    is_draft = evaluation.status != Status.PUBLISHED
    content = write_workbook(tables_of(gather(evaluation), DRAFT if is_draft else ""))
    name = f"{'草稿-' if is_draft else ''}{evaluation}自评表.xlsx"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)
