"""The parts of the entry that need what the report says: authorities, texts, problems."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from departments.requests import UserRequest
from indicators.views.screens import part_screen

from ..forms.problems import ProblemsScreen
from ..forms.texts import BasisScreen, PerformanceScreen, ResultsScreen


@require_http_methods(["GET", "POST"])
def basis(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Cited authorities and preamble (评价依据)."""
    return part_screen(request, evaluation_pk, "basis", BasisScreen)


@require_http_methods(["GET", "POST"])
def performance(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """How performance is managed (绩效管理)."""
    return part_screen(request, evaluation_pk, "performance", PerformanceScreen)


@require_http_methods(["GET", "POST"])
def problems(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Problems and measures (问题与改进)."""
    return part_screen(request, evaluation_pk, "problems", ProblemsScreen)


@require_http_methods(["GET", "POST"])
def results(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """How the results are used and published (结果应用与公开)."""
    return part_screen(request, evaluation_pk, "results", ResultsScreen)
