"""The first page after signing in: what waits for this person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.models import Membership
from departments.requests import UserRequest

from ..home import desk_of


@require_safe
def index(request: UserRequest) -> HttpResponse:
    """Show what waits for each role of the person."""
    roles = set(Membership.objects.filter(user=request.user).values_list("role", flat=True))
    return render(request, "reports/home.html", {"roles": roles, "desk": desk_of(request.user, roles)})
