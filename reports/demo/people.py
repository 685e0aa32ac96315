"""The people of the demo, one for each role."""

from dataclasses import dataclass

from departments.models import Membership, Role, User

from .organise import Stage

PASSWORD = "Demo-2023-Jixiao"  # noqa: S105 - printed for everybody who tries the demo


@dataclass(frozen=True)
class Account:
    """A demo account and where its role lies."""

    username: str
    full_name: str
    role: Role
    is_of_district: bool = False


ACCOUNTS = (
    Account("tianbao", "演示填报员", Role.PREPARER),
    Account("shenhe", "演示审核员", Role.REVIEWER),
    Account("fabu", "演示发布员", Role.PUBLISHER),
    Account("guanli", "演示管理员", Role.ADMINISTRATOR, is_of_district=True),
    Account("shenji", "演示审计员", Role.AUDITOR, is_of_district=True),
)


def settle(stage: Stage) -> dict[str, User]:
    """Create the accounts with their memberships and return them by role."""
    return {account.role: _settle(account, stage) for account in ACCOUNTS}


def _settle(account: Account, stage: Stage) -> User:
    user = User.objects.create_user(account.username, password=PASSWORD, full_name=account.full_name)
    for department in [stage.district] if account.is_of_district else [stage.office, stage.practice]:
        Membership.objects.create(user=user, department=department, role=account.role)
    return user
