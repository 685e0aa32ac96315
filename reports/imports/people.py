"""People from a file: accounts that are new, and roles that somebody does not have yet. Nothing is taken away."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase, digits

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from departments import services
from departments.administration import administered_departments, administered_users
from departments.models import Cycle, Department, Membership, Role, User
from departments.workbooks import Problem

from .checking import RowForm, changes_of, problems_of, unit_of
from .plan import ADD, CHANGE, Action, Plan
from .table import Line, Table

ROLES = {label: key for key, label in Role.choices}
UNLIKE = str.maketrans("", "", "lIO01o")
ALPHABET = (ascii_lowercase + ascii_uppercase + digits).translate(UNLIKE)
LENGTH, GROUP = 12, 4


class UserRowForm(RowForm):
    """A new account as a row."""

    class Meta:
        model = User
        fields = ["username", "full_name"]
        labels = {"username": "用户名"}


@dataclass
class Account:
    """A person with the roles to be given; `user` is not stored yet where the account is new."""

    user: User
    roles: list[tuple[Department, str]] = field(default_factory=list)
    renamed: str = ""
    first_row: int = 0


@dataclass
class People:
    """The accounts and units that a file may name."""

    actor: User
    units: dict[str, Department]
    administered: dict[str, User]
    taken: set[str]
    held: set[tuple[int | None, int, str]]
    accounts: dict[str, Account] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: User) -> "People":
        """Read what there is, in a number of queries that does not grow."""
        users = {user.username: user for user in administered_users(actor)}
        held = Membership.objects.filter(user__in=users.values()) if len(users) < 500 else Membership.objects.all()
        return cls(
            actor,
            {unit.code: unit for unit in administered_departments(actor)},
            users,
            set(User.objects.values_list("username", flat=True)),
            set(held.values_list("user_id", "department_id", "role")),
        )


def plan_people(table: Table, actor: User, cycle: Cycle | None = None) -> Plan:
    """Return which accounts would be opened and which roles given."""
    plan, people = Plan(), People.of(actor)
    seen: dict[tuple[str, str, str], int] = {}
    for line in table.lines:
        unit, problem = unit_of(line, people.units)
        role = ROLES.get(line.text("role"))
        problems = [*_account_problems(line, people), *([problem] if problem else [])]
        if role is None:
            problems.append(line.problem("role", f"角色只能是：{'、'.join(ROLES)}。"))
        key = (line.text("username"), line.text("code"), line.text("role"))
        if first := seen.setdefault(key, line.number) - line.number:
            problems.append(line.problem("username", f"与第{line.number + first}行重复，请只保留一行。"))
        plan.problems += problems
        if not problems and unit and role:
            plan.actions += _action(line, people, unit, role)
    return plan


def _account_problems(line: Line, people: People) -> Iterator[Problem]:
    """Yield what is wrong with the person that a row names."""
    name = line.text("username")
    user = people.administered.get(name)
    if name == people.actor.username:
        yield line.problem("username", "不能增减自己的岗位，请由其他管理员办理。")
    elif user is None and name in people.taken:
        yield line.problem("username", f"用户名“{name}”已被使用，且不在您管理的范围内，请换一个。")
    elif user and not user.is_active:
        yield line.problem("username", f"用户“{name}”已停用，请先启用。")
    else:
        yield from problems_of(UserRowForm({key: line.text(key) for key in ("username", "full_name")}), line)
        yield from _two_names(line, people)


def _two_names(line: Line, people: People) -> Iterator[Problem]:
    """Yield that the file gives one account two names."""
    account = people.accounts.get(line.text("username"))
    if account and line.text("full_name") != (account.renamed or account.user.full_name):
        yield line.problem("full_name", f"与第{account.first_row}行同一用户名的姓名不同，请核对。")


def _action(line: Line, people: People, unit: Department, role: str) -> Iterator[Action]:
    """Yield what a row asks for that is not so yet."""
    name, full_name = line.text("username"), line.text("full_name")
    known, account = people.administered.get(name), people.accounts.get(name)
    values: dict[str, tuple[str, str]] = {}
    if account is None:
        user = known or User(username=name, full_name=full_name, must_change_password=True)
        account = people.accounts[name] = Account(user, first_row=line.number)
        if known is None or known.full_name != full_name:
            values["姓名"] = (known.full_name if known else "", full_name)
            account.renamed = full_name
    if (account.user.pk, unit.pk, role) not in people.held:
        values["岗位"] = ("", f"{unit.code} {unit.name}：{Role(role).label}")
    if not values:
        return
    subject, what = f"{name} {full_name}", CHANGE if known else ADD
    given = [(unit, role)] if "岗位" in values else []
    granted = Account(account.user, given, full_name if "姓名" in values else "", line.number)
    yield Action(line.number, subject, what, granted, changes_of(line, subject, what, values))


def new_passwords(actions: list[Action]) -> dict[str, str]:
    """Return a random initial password for every account that would be opened."""
    names = {action.subject.user.username: action.subject.user for action in actions if not action.subject.user.pk}
    return {name: _random_password(user) for name, user in names.items()}


def _random_password(user: User) -> str:
    """Return a password that the rules of the site accept, in groups that can be read out."""
    while True:
        text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        password = "-".join(text[start : start + GROUP] for start in range(0, LENGTH, GROUP))
        try:
            validate_password(password, user)
        except ValidationError:
            continue
        return password


def hashed(password: str) -> str:
    """Return a password as it is stored; that takes long on purpose."""
    return make_password(password)


def store_people(actions: list[Action], actor: User, hashes: dict[str, str]) -> Iterator[tuple[Action, str]]:
    """Open the accounts and give the roles; yield each with the name of an account that is new."""
    opened: dict[str, User] = {}
    for action in actions:
        account, name = action.subject, action.subject.user.username
        user = opened.get(name, account.user)
        is_new = user._state.adding
        if is_new:
            user.password = hashes[name]
            opened[name] = services.open_account(user, actor=actor)
        elif account.renamed and name not in opened:
            user.full_name = account.renamed
            services.change_user(user, actor=actor)
        for unit, role in account.roles:
            services.add_membership(Membership(user=user, department=unit, role=role), actor=actor)
        yield action, name if is_new else ""
