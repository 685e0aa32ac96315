"""The page of one evaluation: where it stands, what is missing, who did what, what can be done next."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments import clock
from departments.models import Role
from departments.permissions import get_visible_evaluation, roles_of, roles_on
from departments.requests import UserRequest
from departments.views.exports import exported

from ..accounts import Accounts
from ..gather import gather
from ..listings import FINDINGS, HISTORY, MARKS, SCORES, findings_rows, score_rows
from ..marks import readable_marks
from ..models import Delivery
from ..places import by_part
from ..reviewing import ReviewDesk, readable_remarks
from ..services import findings_of, may_stop
from ..steps import open_steps


@require_safe
def evaluation(request: UserRequest, evaluation_pk: int) -> HttpResponseBase:
    """Show one evaluation."""
    found = get_visible_evaluation(request.user, evaluation_pk)
    acting = roles_on(request.user, found)
    roles = roles_of(request.user, found.department) | acting
    snapshot = gather(found)
    parts = by_part(found, findings_of(found, snapshot))
    marks = readable_marks(found, roles)
    lists = ((FINDINGS, findings_rows(parts)), (SCORES, score_rows(snapshot)), (MARKS, marks), (HISTORY, found.history))
    for listing, rows in lists:
        if file := exported(request, listing, rows, of=str(found)):
            return file
    planned = found.schedules.select_related("planned_by", "ended_by").first()
    beside = ReviewDesk(found, snapshot)
    context = {
        "evaluation": found,
        "snapshot": snapshot,
        "parts": parts,
        "complete": sum(part.is_complete for part in parts),
        "roles": acting,
        "may_enter": found.is_editable and "preparer" in roles,
        "steps": open_steps(found, acting),
        "marks": marks,
        "remarks": beside.remarks(readable_remarks(found, roles)),
        "history": found.history,
        "editions": found.editions.defer("snapshot").order_by("-number"),
        "handover_troubles": Delivery.objects.alarming().filter(edition__evaluation=found).select_related("target"),
        "accounts": Accounts.of(found),
        "may_enter_accounts": bool({Role.PUBLISHER, Role.ADMINISTRATOR} & roles),
        "planned": planned,
        "may_stop": bool(planned and planned.is_waiting) and may_stop(found, request.user),
        "jobs": found.jobs.select_related("requested_by")[:3],
        "days_left": (found.due_on - clock.today()).days,
    }
    return render(request, "reports/evaluation.html", context)
