"""The parts that need nothing but the unit's own figures: each is a screen and the service that stores it."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from departments.requests import UserRequest

from .. import services
from ..forms.budget import BudgetScreen
from ..forms.management import ManagementScreen
from ..forms.profile import GoalsScreen, ProfileScreen
from ..forms.signature import SignatureScreen
from .screens import part_screen


@require_http_methods(["GET", "POST"])
def profile(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Duties, offices and staff (部门概况)."""
    return part_screen(request, evaluation_pk, "profile", ProfileScreen)


@require_http_methods(["GET", "POST"])
def goals(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """The year's goal and tasks (目标与任务)."""
    return part_screen(request, evaluation_pk, "goals", GoalsScreen)


@require_http_methods(["GET", "POST"])
def budget(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """All the year's money (预算与执行); the execution block is scored from it."""
    return part_screen(request, evaluation_pk, "budget", BudgetScreen, save=services.save_and_rescore)


@require_http_methods(["GET", "POST"])
def management(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """The checklists of budget management (预算管理)."""
    return part_screen(request, evaluation_pk, "management", ManagementScreen)


@require_http_methods(["GET", "POST"])
def signature(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Who filled it in, who answers for it, and when (填报信息)."""
    return part_screen(request, evaluation_pk, "signature", SignatureScreen)
