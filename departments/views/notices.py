"""Putting a notice away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from .. import services
from ..models import Notice
from ..requests import UserRequest


@require_POST
def seen(request: UserRequest, pk: int) -> HttpResponse:
    """Put one's own notice away."""
    services.mark_seen(get_object_or_404(Notice, pk=pk, user=request.user))
    return redirect("home")
