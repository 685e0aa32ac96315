"""A district with streets, a branch beside it, and their administrators."""

import pytest

from departments.models import Department, Role
from tests.factories import make_department, make_member


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Do what waits for the commit, in which tests never end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def district(db):
    district = make_department("1", "某区", kind=Department.Kind.DISTRICT)
    make_department("11", "第一街道", parent=district)
    bureau = make_department("12", "教育局", parent=district, kind=Department.Kind.BUREAU)
    make_department("121", "第一小学", parent=bureau, kind=Department.Kind.SCHOOL)
    return district


@pytest.fixture
def administrator(client, district):
    administrator = make_member(Role.ADMINISTRATOR, district)
    client.force_login(administrator)
    return administrator


@pytest.fixture
def branch_administrator(client, district):
    """Who administers the bureau and its schools only."""
    administrator = make_member(Role.ADMINISTRATOR, Department.objects.get(code="12"))
    client.force_login(administrator)
    return administrator
