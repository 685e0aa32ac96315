"""整改证明材料: files that prove what became of a measure."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation, get_visible_evaluation
from departments.requests import UserRequest
from indicators.evidence_kinds import Unacceptable
from indicators.forms.evidence import RemovalReasonForm, UploadForm
from indicators.views.evidence import SANDBOX, send_file

from ..models import FollowupProof, Measure
from ..services.proofs import add_proof, remove_proof
from ..services.rectification import FollowupRefused, why_not_followed


@require_http_methods(["GET", "POST"])
def index(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Show the proofs of one measure, or take in new ones."""
    if request.method == "POST":
        return _upload(request, _measure(get_enterable_evaluation(request.user, evaluation_pk), pk))
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    measure, refusal = _measure(evaluation, pk), why_not_followed(evaluation, request.user)
    context = {"evaluation": evaluation, "measure": measure, "refusal": refusal, "form": UploadForm()}
    return render(request, "reports/followup_proofs.html", context | {"proofs": _proofs_of(measure)})


@require_GET
@never_cache
def download(request: UserRequest, evaluation_pk: int, pk: int) -> FileResponse:
    """Send one proof to somebody who may see the evaluation, to be saved."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    return send_file(get_object_or_404(evaluation.followup_proofs, pk=pk), policy=SANDBOX, as_attachment=True)


@require_POST
def remove(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Take one proof away."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    proof, form = get_object_or_404(evaluation.followup_proofs, pk=pk), RemovalReasonForm(request.POST)
    try:
        if form.is_valid():
            remove_proof(proof, actor=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, f"已移除“{proof.name}”。")
        else:
            messages.error(request, f"没有移除“{proof.name}”：{form.errors['reason'][0]}")
    except FollowupRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:followup_proofs", evaluation.pk, proof.measure_id)


def _upload(request: UserRequest, measure: Measure) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, form.problem)
    for file in form.cleaned_data.get("uploads", ()):
        try:
            messages.success(request, f"已上传“{add_proof(measure, file, actor=request.user).name}”。")
        except (Unacceptable, FollowupRefused) as refusal:
            messages.error(request, str(refusal))
    return redirect("reports:followup_proofs", measure.evaluation_id, measure.pk)


def _measure(evaluation: Evaluation, pk: int) -> Measure:
    return get_object_or_404(evaluation.measures.select_related("problem"), pk=pk)


def _proofs_of(measure: Measure) -> list[FollowupProof]:
    return list(measure.proofs.select_related("uploaded_by"))
