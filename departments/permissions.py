"""The doors: who gets to which object, and with which roles. Not visible is 404, not allowed is 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, Value
from django.shortcuts import get_object_or_404

from .models import Department, Evaluation, Membership, Role, User


def roles_of(user: User, department: Department) -> set[str]:
    """Return the roles of `user` that cover `department`."""
    covering = Membership.objects.filter(user=user).annotate(below=Value(department.path))
    return set(covering.filter(below__startswith=F("department__path")).values_list("role", flat=True))


def has_role(user: User, *roles: str) -> bool:
    """Whether `user` holds one of `roles` anywhere."""
    return Membership.objects.filter(user=user, role__in=roles).exists()


def require_role(user: User, *roles: str) -> None:
    """Raise PermissionDenied unless `user` holds one of `roles` somewhere."""
    if not has_role(user, *roles):
        raise PermissionDenied


def get_visible_evaluation(user: User, pk: int) -> Evaluation:
    """Return the evaluation, or 404 when `user` may not know of it."""
    evaluations = Evaluation.objects.visible_to(user).select_related("department", "cycle")
    return get_object_or_404(evaluations, pk=pk)


def get_supervising_department(user: User, pk: int) -> Department:
    """Return a department with units below it, or 404 when there are none or `user` may not know of it."""
    return get_object_or_404(Department.objects.visible_to(user).supervising(), pk=pk)


def get_evaluation_as(user: User, pk: int, role: str) -> Evaluation:
    """Return the evaluation for somebody who acts as `role` on it; 404 or 403 otherwise."""
    evaluation = get_visible_evaluation(user, pk)
    if role not in roles_of(user, evaluation.department):
        raise PermissionDenied
    return evaluation


def get_enterable_evaluation(user: User, pk: int) -> Evaluation:
    """Return the evaluation for a preparer; whether it is open for changes is asked by the services."""
    return get_evaluation_as(user, pk, Role.PREPARER)
