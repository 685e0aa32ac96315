"""The tree of departments keeps its paths, whatever is moved."""

import pytest
from django.core.exceptions import ValidationError

from departments.models import AuditEntry, Department
from departments.services.organisation import BelowItself, change_department
from tests.factories import make_department, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """区 - 局 - 所 - 站, and a 街道 beside the 局."""
    district = make_department("1")
    bureau = make_department("11", parent=district)
    office = make_department("111", parent=bureau)
    return {
        "district": district,
        "bureau": bureau,
        "office": office,
        "station": make_department("1111", parent=office),
        "street": make_department("12", parent=district),
    }


def move(department, parent):
    department.parent = parent
    change_department(department, actor=make_user())


def names_on_path(department):
    department.refresh_from_db()
    return [Department.objects.get(pk=int(key)).code for key in department.path.rstrip("/").split("/")]


def test_path_leads_from_the_top(tree):
    assert names_on_path(tree["station"]) == ["1", "11", "111", "1111"]


def test_moving_takes_everything_below_along(tree):
    move(tree["office"], tree["street"])

    assert names_on_path(tree["office"]) == ["1", "12", "111"]
    assert names_on_path(tree["station"]) == ["1", "12", "111", "1111"]
    assert names_on_path(tree["bureau"]) == ["1", "11"]


def test_department_can_become_a_top(tree):
    move(tree["bureau"], None)

    assert names_on_path(tree["station"]) == ["11", "111", "1111"]


@pytest.mark.parametrize("place", ["bureau", "office", "station"])
def test_department_never_lies_below_itself(tree, place):
    with pytest.raises(BelowItself):
        move(tree["bureau"], tree[place])

    assert names_on_path(tree["station"]) == ["1", "11", "111", "1111"]


def test_move_is_recorded_with_old_and_new_place(tree):
    move(tree["office"], tree["street"])

    entry = AuditEntry.objects.get(action="department.change")
    assert entry.changes == {"parent": [tree["bureau"].pk, tree["street"].pk]}
    assert entry.department == tree["office"]


def test_new_values_are_recorded_and_the_path_stays(tree):
    tree["office"].name = "新名称"
    change_department(tree["office"], actor=None)

    assert AuditEntry.objects.get(action="department.change").changes == {"name": ["第111单位", "新名称"]}
    assert names_on_path(tree["office"]) == ["1", "11", "111"]


def test_saving_nothing_new_leaves_no_trace(tree):
    change_department(tree["office"], actor=None)

    assert not AuditEntry.objects.filter(action="department.change").exists()


@pytest.mark.parametrize("code", ["../101", "101/2", "一零一", "101 ", "101\n", ""])
def test_code_that_cannot_be_part_of_an_address_is_refused(code):
    with pytest.raises(ValidationError):
        Department(code=code, name="单位", short_name="单位", kind="street").clean_fields(exclude=["path"])
