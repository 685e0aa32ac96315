"""What the log says about signing in and out."""

from django.db import transaction

from .. import audit
from ..models import User


def record_login(user: User, *, address: str) -> None:
    """Record that somebody has signed in."""
    audit.record(user, actor=user, action="user.login", comment=f"来自{address}")


def record_refused_login(username: str, *, address: str, is_locked: bool) -> None:
    """Record an attempt; a name that no account has is not kept, for it may be a mistyped password."""
    user = User.objects.filter(username=username).first() or User(full_name="（没有的用户名）")
    action = "user.login_locked" if is_locked else "user.login_failed"
    audit.record(user, actor=None, action=action, comment=f"来自{address}")


def record_logout(user: User, *, address: str) -> None:
    """Record that somebody has signed out."""
    audit.record(user, actor=user, action="user.logout", comment=f"来自{address}")


@transaction.atomic
def record_password_change(user: User) -> None:
    """Record that somebody has chosen a new password; it need not be changed again."""
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    audit.record(user, actor=user, action="user.password")


def record_export(user: User, kind: str, what: str) -> None:
    """Record that somebody has taken a copy of a list; `kind` is the model of its rows."""
    audit.record(user, actor=user, action=f"{kind}.export", comment=what)
