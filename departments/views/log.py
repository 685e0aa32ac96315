"""The auditor's screens."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..forms.log import LogFilter
from ..listings import LOG
from ..models import AuditEntry, Department, Role
from ..permissions import require_role
from ..requests import UserRequest
from .exports import exported
from .lists import page_of


@require_safe
def index(request: UserRequest) -> HttpResponseBase:
    """Search the log; hand out what was found."""
    search = _search(request)
    if not search.is_valid():
        return _page(request, search, status=400 if "export" in request.GET else 200)
    return exported(request, LOG, search.qs, criteria=search.criteria) or _page(request, search)


def _page(request: UserRequest, search: LogFilter, status: int = 200) -> HttpResponse:
    context = {"search": search, "page": page_of(request, search.qs)}
    return render(request, "audit/log.html", context, status=status)


def _search(request: UserRequest) -> LogFilter:
    require_role(request.user, Role.AUDITOR)
    entries = (
        AuditEntry.objects.visible_to(request.user).with_seal().select_related("actor", "on_behalf_of", "department")
    )
    departments = Department.objects.covered_by(request.user, Role.AUDITOR)
    return LogFilter(request.GET, queryset=entries, departments=departments)
