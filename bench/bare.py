"""The addresses of the site, and beside them the barest views that store something: one UPDATE of one row."""

from django.http import HttpResponse
from django.urls import path

from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest
from indicators.models import Indicator
from perfeval.urls import handler400, urlpatterns

__all__ = ["handler400", "urlpatterns"]


def update(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Store one value for anybody who has signed in."""
    Indicator.objects.filter(pk=pk).update(actual=request.POST["actual"])
    return HttpResponse(status=204)


def update_own(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Store one value for somebody who may."""
    get_enterable_evaluation(request.user, evaluation_pk)
    return update(request, evaluation_pk, pk)


urlpatterns = [
    path("bare/<int:evaluation_pk>/<int:pk>/", update),
    path("bare/<int:evaluation_pk>/<int:pk>/own/", update_own),
    *urlpatterns,
]
