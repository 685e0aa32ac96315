"""整改证明材料: files that prove what became of a measure."""

from functools import partial

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation, get_visible_evaluation
from departments.requests import UserRequest
from indicators.forms.evidence import UploadForm
from indicators.views.files import SANDBOX, receive, send_file, take_away, tell

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
    proof = get_object_or_404(evaluation.followup_proofs, pk=pk)
    tell(request, [take_away(request, proof, remove_proof, (FollowupRefused,))])
    return redirect("reports:followup_proofs", evaluation.pk, proof.measure_id)


def _upload(request: UserRequest, measure: Measure) -> HttpResponse:
    tell(request, receive(request, partial(add_proof, measure, actor=request.user), (FollowupRefused,)))
    return redirect("reports:followup_proofs", measure.evaluation_id, measure.pk)


def _measure(evaluation: Evaluation, pk: int) -> Measure:
    return get_object_or_404(evaluation.measures.select_related("problem"), pk=pk)


def _proofs_of(measure: Measure) -> list[FollowupProof]:
    return list(measure.proofs.select_related("uploaded_by"))
