"""Accounts and what they may do."""

from axes.utils import reset as unlock
from django.db import transaction

from .. import audit
from ..models import Department, Membership, User
from .records import remove, store

_LOGGED = ("username", "full_name", "is_active")


class OwnAccount(Exception):
    """Nobody changes the rights of their own account."""

    def __init__(self) -> None:
        super().__init__("不能停用自己的账号，也不能增减自己的岗位，请由其他管理员办理。")


@transaction.atomic
def add_user(user: User, *, password: str, department: Department, role: str, actor: User | None) -> User:
    """Store a new account with its first membership; the password given is an initial one unless the user says not."""
    user.set_password(password)
    open_account(user, actor=actor)
    add_membership(Membership(user=user, department=department, role=role), actor=actor)
    return user


def open_account(user: User, *, actor: User | None) -> User:
    """Store a new account that has its password already."""
    return store(user, actor=actor, fields=_LOGGED)


def change_user(user: User, *, actor: User | None) -> User:
    """Store new names, or close and reopen the account.

    Raises:
        OwnAccount: the actor is about to lock themselves out.
    """
    if user == actor and not user.is_active:
        raise OwnAccount
    return store(user, actor=actor, fields=_LOGGED)


@transaction.atomic
def reset_password(user: User, *, password: str, actor: User) -> None:
    """Give the account an initial password, which its owner has to replace, and end a lock."""
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    unlock(username=user.username)
    audit.record(user, actor=actor, action="user.reset_password")


def add_membership(membership: Membership, *, actor: User | None) -> Membership:
    """Give a user a role at a department.

    Raises:
        OwnAccount: the actor is about to give themselves rights.
    """
    if membership.user == actor:
        raise OwnAccount
    return store(membership, actor=actor)


def remove_membership(membership: Membership, *, actor: User | None) -> None:
    """Take a role away.

    Raises:
        OwnAccount: it is the actor's own.
    """
    if membership.user == actor:
        raise OwnAccount
    remove(membership, actor=actor)
