"""The doors: who gets to which object, and with which roles. Not visible is 404, not allowed is 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet, Value
from django.shortcuts import get_object_or_404

from .models import Department, Evaluation, Membership, Role, User


def roles_of(user: User, department: Department) -> set[str]:
    """Return the roles of `user` that cover `department`."""
    covering = Membership.objects.held_by(user).annotate(below=Value(department.path))
    return set(covering.filter(below__startswith=F("department__path")).values_list("role", flat=True))


def has_role(user: User, *roles: str) -> bool:
    """Whether `user` holds one of `roles` anywhere."""
    return Membership.objects.held_by(user).filter(role__in=roles).exists()


def roles_on(user: User, evaluation: Evaluation) -> set[str]:
    """Return the roles in which `user` may act on the evaluation: reviewer only in the stage where it is.

    Before a submission there is no stage, and whoever reviews the unit counts as one.
    """
    held = list(Membership.objects.held_by(user).values_list("role", "department", "department__path"))
    roles = {role for role, _, path in held if evaluation.department.path.startswith(path)}
    if evaluation.stage_department_id is None:
        return roles
    acts = any(role == Role.REVIEWER and at == evaluation.stage_department_id for role, at, _ in held)
    return roles | {Role.REVIEWER} if acts else roles - {Role.REVIEWER}


def reviewing(user: User, evaluation: Evaluation) -> QuerySet[Membership]:
    """Return the memberships by which `user` acts in the present stage of review, own ones and substituted ones."""
    return Membership.objects.held_by(user).filter(role=Role.REVIEWER, department=evaluation.stage_department_id)


def substituted_by(user: User, evaluation: Evaluation) -> User | None:
    """Return in whose place `user` reviews the evaluation, None who does so in their own name."""
    held = list(reviewing(user, evaluation).select_related("user").order_by("pk"))
    if not held or any(membership.user_id == user.pk for membership in held):
        return None
    return held[0].user


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
    evaluation = Evaluation.objects.select_related("department", "cycle").filter(pk=pk).first()
    if evaluation is not None and _covers(user, evaluation.department, role):
        return evaluation
    evaluation = get_visible_evaluation(user, pk)
    if role not in roles_on(user, evaluation):
        raise PermissionDenied
    return evaluation


def _covers(user: User, department: Department, role: str) -> bool:
    """Return whether `user` acts as `role` on `department`; only reviewers have substitutes to ask for."""
    held = Membership.objects.held_by(user) if role == Role.REVIEWER else Membership.objects.filter(user=user)
    covering = held.filter(role=role).annotate(below=Value(department.path))
    return covering.filter(below__startswith=F("department__path")).exists()


def get_enterable_evaluation(user: User, pk: int) -> Evaluation:
    """Return the evaluation for a preparer; whether it is open for changes is asked by the services."""
    return get_evaluation_as(user, pk, Role.PREPARER)
