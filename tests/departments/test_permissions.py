import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from departments import permissions
from departments.models import Department, Evaluation, Role
from tests.factories import make_department, make_evaluation, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make_department("1")


@pytest.fixture
def office(district):
    return make_department("101", parent=district)


def test_a_role_covers_the_units_below(district, office):
    reviewer = make_member(Role.REVIEWER, district)

    assert permissions.roles_of(reviewer, office) == {Role.REVIEWER}
    assert set(Department.objects.visible_to(reviewer)) == {district, office}


def test_a_role_does_not_reach_upwards(district, office):
    preparer = make_member(Role.PREPARER, office)

    assert permissions.roles_of(preparer, district) == set()
    assert set(Department.objects.visible_to(preparer)) == {office}


def test_a_neighbour_with_a_similar_path_is_not_covered(office):
    neighbours = [make_department(str(200 + number)) for number in range(12)]
    preparer = make_member(Role.PREPARER, neighbours[0])

    assert set(Department.objects.visible_to(preparer)) == {neighbours[0]}


def test_what_is_not_visible_is_not_found(office):
    stranger = make_member(Role.PREPARER, make_department("202"))

    with pytest.raises(Http404):
        permissions.get_visible_evaluation(stranger, make_evaluation(office).pk)


def test_what_is_visible_but_not_allowed_is_forbidden(office):
    reviewer = make_member(Role.REVIEWER, office)

    with pytest.raises(PermissionDenied):
        permissions.get_enterable_evaluation(reviewer, make_evaluation(office).pk)


def test_the_preparer_gets_in(office):
    evaluation = make_evaluation(office)

    assert permissions.get_enterable_evaluation(make_member(Role.PREPARER, office), evaluation.pk) == evaluation


def test_evaluations_are_found_by_role(office):
    evaluation = make_evaluation(office)
    reviewer = make_member(Role.REVIEWER, office)

    assert list(Evaluation.objects.for_role(reviewer, Role.REVIEWER)) == [evaluation]
    assert not Evaluation.objects.for_role(reviewer, Role.PUBLISHER).exists()


def test_a_right_somewhere_opens_the_lists(office):
    auditor = make_member(Role.AUDITOR, office)

    permissions.require_role(auditor, Role.AUDITOR)

    with pytest.raises(PermissionDenied):
        permissions.require_role(auditor, Role.ADMINISTRATOR)
