"""盖章扫描件: the stamped paper of a published report, added beside its edition, and exchanged when it is wrong."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from departments.models import Role
from departments.permissions import get_evaluation_as, get_visible_evaluation, roles_of
from departments.requests import UserRequest
from indicators.evidence_kinds import Unacceptable
from indicators.forms.evidence import UploadForm
from indicators.views.files import receive, tell

from ..editions.scans import scan_folder, scan_name
from ..forms.scans import ExchangeForm
from ..models import Scan
from ..services.scans import ScanRefused, add_scan, exchange_scan, why_no_exchange, why_no_scan


@require_http_methods(["GET", "POST"])
def index(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show the scans of a report, or take in new ones."""
    if request.method == "POST":
        evaluation = get_evaluation_as(request.user, evaluation_pk, Role.PUBLISHER)
        tell(request, receive(request, partial(add_scan, evaluation, actor=request.user), (ScanRefused,)))
        return redirect("reports:scans", evaluation.pk)
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    found = Scan.objects.filter(edition__evaluation=evaluation).select_related("edition", "uploaded_by", "replaced_by")
    scans = [(scan, f"{scan_folder(scan)}/{scan_name(scan)}") for scan in found]
    context = {"evaluation": evaluation, "scans": scans, "form": UploadForm()}
    context["may_act"] = Role.PUBLISHER in roles_of(request.user, evaluation.department)
    return render(request, "reports/scans.html", context | {"refusal": why_no_scan(evaluation, request.user)})


@require_http_methods(["GET", "POST"])
def exchange(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Put another scan in the place of a wrong one."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.PUBLISHER)
    scan = get_object_or_404(
        Scan.objects.select_related("edition__evaluation__department"), pk=pk, edition__evaluation=evaluation
    )
    form = ExchangeForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _exchanged(request, scan, form):
        return redirect("reports:scans", evaluation.pk)
    context = {"evaluation": evaluation, "scan": scan, "form": form, "refusal": why_no_exchange(scan, request.user)}
    return render(request, "reports/exchange_scan.html", context)


def _exchanged(request: UserRequest, scan: Scan, form: ExchangeForm) -> bool:
    upload, reason = form.cleaned_data["upload"], form.cleaned_data["reason"]
    try:
        new = exchange_scan(scan, upload, actor=request.user, reason=reason)
    except (Unacceptable, ScanRefused) as refusal:
        form.add_error("upload", str(refusal))
        return False
    messages.success(request, f"已更换为“{new.name}”。")
    return True
