"""盖章扫描件: the stamped paper of a published report, added beside its edition."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from departments.models import Role
from departments.permissions import get_evaluation_as, get_visible_evaluation
from departments.requests import UserRequest
from indicators.forms.evidence import UploadForm
from indicators.views.files import receive, tell

from ..editions.scans import scan_folder, scan_name
from ..models import Scan
from ..services.scans import ScanRefused, add_scan, why_no_scan


@require_http_methods(["GET", "POST"])
def index(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show the scans of a report, or take in new ones."""
    if request.method == "POST":
        evaluation = get_evaluation_as(request.user, evaluation_pk, Role.PUBLISHER)
        tell(request, receive(request, partial(add_scan, evaluation, actor=request.user), (ScanRefused,)))
        return redirect("reports:scans", evaluation.pk)
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    found = Scan.objects.filter(edition__evaluation=evaluation).select_related("edition", "uploaded_by")
    scans = [(scan, f"{scan_folder(scan)}/{scan_name(scan)}") for scan in found]
    context = {"evaluation": evaluation, "scans": scans, "form": UploadForm()}
    return render(request, "reports/scans.html", context | {"refusal": why_no_scan(evaluation, request.user)})
