"""Answers to requests that cannot be read."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

BYTES_OF_A_CHARACTER = 9
"""How long a Chinese character is on its way from a form."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that too much was sent, and how to get it back; anything else is simply not understood."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return defaults.bad_request(request, exception)
    limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // BYTES_OF_A_CHARACTER // 10000
    context = {"limit": limit, "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}
    if isinstance(exception, TooManyFilesSent):
        context["files"] = settings.DATA_UPLOAD_MAX_NUMBER_FILES
    return HttpResponse(render_to_string("413.html", context), status=413)
