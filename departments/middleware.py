"""What stands between a person and every page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Respond = Callable[[HttpRequest], HttpResponse]

_ALWAYS_OPEN = ("departments:password", "departments:logout")


class PasswordChangeMiddleware:
    """Leads a person with an initial password to the password page first, whatever else was asked for."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *args: Any) -> HttpResponse | None:
        """Redirect, unless the page is open to everybody or needed for the change itself."""
        is_public = not getattr(view, "login_required", True)
        is_open = request.resolver_match is not None and request.resolver_match.view_name in _ALWAYS_OPEN
        if is_public or is_open or not getattr(request.user, "must_change_password", False):
            return None
        return redirect("departments:password")
