"""How far the rights of administrators and auditors reach. Not visible is 404, not allowed is 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from .models import Department, Membership, Role, User
from .permissions import require_role


def is_root_administrator(user: User) -> bool:
    """Whether `user` administers the whole tree."""
    return Membership.objects.filter(user=user, role=Role.ADMINISTRATOR, department__parent=None).exists()


def require_root_administrator(user: User) -> None:
    """Raise PermissionDenied unless `user` administers the whole tree, for what all departments share."""
    if not is_root_administrator(user):
        raise PermissionDenied


def administered_departments(user: User) -> QuerySet[Department]:
    """Return the departments that `user` administers.

    Raises:
        PermissionDenied: there is none.
    """
    require_role(user, Role.ADMINISTRATOR)
    return Department.objects.covered_by(user, Role.ADMINISTRATOR)


def get_administered_department(user: User, pk: int) -> Department:
    """Return a department for its administrator."""
    return get_object_or_404(administered_departments(user).select_related("parent"), pk=pk)


def administered_users(user: User) -> QuerySet[User]:
    """Return the accounts that `user` administers: those whose memberships all lie in administered departments.

    The administrator of the whole tree has all accounts, also those without any membership.
    """
    departments = administered_departments(user)
    if is_root_administrator(user):
        return User.objects.all()
    memberships = Membership.objects.filter(user=OuterRef("pk"))
    inside = Exists(memberships.filter(department__in=departments))
    outside = Exists(memberships.exclude(department__in=departments))
    return User.objects.filter(inside, ~outside)


def get_administered_user(user: User, pk: int) -> User:
    """Return an account for its administrator."""
    return get_object_or_404(administered_users(user), pk=pk)


def administered_memberships(user: User) -> QuerySet[Membership]:
    """Return the memberships at departments that `user` administers."""
    return Membership.objects.filter(department__in=administered_departments(user))
