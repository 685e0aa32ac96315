"""Plain functions that make what a test needs, through the services where there is one."""

from datetime import date
from itertools import count

from departments import clock
from departments.models import Cycle, Department, Membership, Role, User
from departments.services.organisation import add_department
from departments.stages import Level, Stage, as_stored
from departments.workflow import Status
from indicators.models import CycleScheme, Scheme
from indicators.services import install_schemes, start_evaluation

PASSWORD = "Jixiao-2023"

_numbers = count(1)


def make_user(username="", full_name="", **fields):
    """Return a person who can sign in with PASSWORD."""
    username = username or f"user{next(_numbers)}"
    return User.objects.create_user(username, password=PASSWORD, full_name=full_name or f"用户{username}", **fields)


def make_department(code="101", name="", parent=None, **fields):
    """Return the department with `code`, making it when there is none."""
    known = Department.objects.filter(code=code).first()
    if known:
        return known
    name = name or f"第{code}单位"
    values = {"short_name": name, "kind": Department.Kind.STREET, "index_code": f"k{code}"} | fields
    return add_department(Department(code=code, name=name, parent=parent, **values), actor=None)


def make_member(role=Role.PREPARER, department=None, user=None):
    """Return a person who holds `role` at `department` (by default at the one with code 101)."""
    user = user or make_user()
    Membership.objects.create(user=user, department=department or make_department(), role=role)
    return user


def make_cycle(year=2022, scheme="donghu", project_scheme="", **fields):
    """Return the round of `year`, with a scheme for whole departments, and for projects when one is named."""
    known = Cycle.objects.filter(year=year).first()
    if known:
        return known
    values = {"opens_on": date(year + 1, 3, 1), "due_on": date(year + 1, 6, 30)} | fields
    cycle = Cycle.objects.create(year=year, **values)
    if not Scheme.objects.filter(name=scheme).exists():
        install_schemes()
    for name in filter(None, (scheme, project_scheme)):
        newest = Scheme.objects.filter(name=name).latest("version")
        CycleScheme.objects.create(cycle=cycle, kind=newest.kind, scheme=newest)
    return cycle


def make_evaluation(department=None, cycle=None):
    """Return a fresh evaluation, open for entry."""
    return start_evaluation(department or make_department(), cycle or make_cycle(), actor=None)


def chain(*names, level=Level.OWN, department=None):
    """Return a chain of review as it is stored; each stage lies at `level`."""
    return as_stored(Stage(name, level, department=department and department.pk) for name in names or ["审核"])


def handed_in(department, user, *names, **fields):
    """Return the values of an evaluation under review, for tests that need the row alone."""
    values = {"status": Status.SUBMITTED, "submitted_by": user, "submitted_at": clock.now(), "submissions": 1}
    place = {"stages": chain(*names, department=department), "stage_department": department}
    return values | place | fields
