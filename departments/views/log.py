"""The auditor's screens."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import services
from ..forms.log import LogFilter
from ..models import AuditEntry, Department, Role
from ..permissions import require_role
from ..requests import UserRequest
from ..spreadsheet import lines
from .lists import page_of


@require_safe
def index(request: UserRequest) -> HttpResponse:
    """Search the log."""
    search = _search(request)
    return render(request, "audit/log.html", {"search": search, "page": page_of(request, search.qs)})


@require_safe
def export(request: UserRequest) -> HttpResponse | StreamingHttpResponse:
    """Hand out what was found as a CSV file; that is recorded as well."""
    search = _search(request)
    if not search.is_valid():
        return render(request, "audit/log.html", {"search": search, "page": page_of(request, search.qs)}, status=400)
    services.record_export(request.user, criteria=search.criteria)
    name = f"audit-{timezone.localdate():%Y%m%d}.csv"
    return StreamingHttpResponse(
        lines(search.qs.iterator(chunk_size=500)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _search(request: UserRequest) -> LogFilter:
    require_role(request.user, Role.AUDITOR)
    entries = AuditEntry.objects.visible_to(request.user).with_seal().select_related("actor", "department")
    departments = Department.objects.covered_by(request.user, Role.AUDITOR)
    return LogFilter(request.GET, queryset=entries, departments=departments)
