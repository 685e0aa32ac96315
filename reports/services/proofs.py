"""What proves that a measure was carried out (整改证明材料): files beside the ledger, after the approval."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from departments import audit
from departments.models import Evaluation, User
from indicators.services import examine, kept, refuse_known, refuse_too_much, take_away

from ..models import FollowupProof, Measure
from .rectification import require_followed


def add_proof(measure: Measure, file: UploadedFile, *, actor: User) -> FollowupProof:
    """Store one upload as a proof of what became of `measure`; of a file that cannot be taken nothing is left.

    Raises:
        FollowupRefused: nothing is followed up there, or not by them.
        Unacceptable: with the reason; a file with a virus has been put into quarantine.
    """
    evaluation = Evaluation.objects.select_related("department").get(pk=measure.evaluation_id)
    require_followed(evaluation, actor)
    row = FollowupProof(evaluation=evaluation, measure=measure)
    examine(row, file, actor=actor)
    with kept(row, file):
        _store(row, actor)
    return row


@transaction.atomic
def remove_proof(proof: FollowupProof, *, actor: User, reason: str = "") -> None:
    """Take a proof away; the log keeps its name, size and hash, and who removed it why.

    Raises:
        FollowupRefused: nothing is followed up there, or not by them.
    """
    _locked(proof.evaluation, actor)
    take_away(proof, actor=actor, reason=reason)


@transaction.atomic
def _store(row: FollowupProof, actor: User) -> None:
    evaluation = _locked(row.evaluation, actor)
    refuse_known(row)
    refuse_too_much(row, evaluation.followup_proofs.aggregate(total=Sum("size", default=0))["total"])
    row.save(force_insert=True)
    audit.record(row, actor=actor, action="followupproof.add", changes=audit.compare({}, audit.state_of(row)))


def _locked(evaluation: Evaluation, actor: User) -> Evaluation:
    current = Evaluation.objects.select_for_update(of=("self",)).select_related("department").get(pk=evaluation.pk)
    require_followed(current, actor)
    return current
