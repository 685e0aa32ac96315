"""The first page after signing in: what waits for this person."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.models import Membership, Role
from departments.requests import UserRequest
from departments.views.exports import exported

from ..home import desk_of, own_evaluations
from ..listings import OWN


@require_safe
def index(request: UserRequest) -> HttpResponseBase:
    """Show what waits for each role of the person."""
    roles = set(Membership.objects.held_by(request.user).values_list("role", flat=True))
    if Role.PREPARER in roles and (file := exported(request, OWN, own_evaluations(request.user))):
        return file
    return render(request, "reports/home.html", {"roles": roles, "desk": desk_of(request.user, roles)})
