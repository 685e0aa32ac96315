import re

import pytest

from departments.models import Role
from reports.checks import Place
from reports.places import Addresses, by_part
from reports.services import findings_of
from tests.factories import make_evaluation, make_member

pytestmark = pytest.mark.django_db


def test_every_finding_leads_to_a_place_that_is_on_its_page(client):
    evaluation = make_evaluation()
    client.force_login(make_member(Role.PREPARER))
    addresses = Addresses(evaluation)
    found = {addresses.of(finding.place) for finding in findings_of(evaluation)}
    pages = {}

    for address in found:
        page, _, anchor = address.partition("#")
        if page not in pages:
            pages[page] = set(re.findall(r'id="([^"]+)"', client.get(page).content.decode()))
        assert not anchor or anchor in pages[page], address

    assert len(found) > 50


@pytest.mark.parametrize(
    ("field", "anchor"),
    [
        pytest.param("actual", "#id_indicator-actual", id="value"),
        pytest.param("sample", "#id_survey-sample", id="survey"),
        pytest.param("evidence", "", id="proof"),
    ],
)
def test_finding_about_an_indicator_leads_to_its_field(stage, field, anchor):
    leaf = stage.evaluation.indicators.get(name="民生保障数量")

    address = Addresses(stage.evaluation).of(Place("indicators", field, str(leaf.pk)))

    assert address == f"/evaluations/{stage.evaluation.pk}/enter/indicators/{leaf.pk}/{anchor}"


def test_finding_about_a_branch_leads_to_the_tree(stage):
    branch = stage.evaluation.indicators.filter(is_leaf=False).first()

    address = Addresses(stage.evaluation).of(Place("indicators", "points", str(branch.pk)))

    assert address == f"/evaluations/{stage.evaluation.pk}/enter/indicators/"


def test_part_is_complete_when_nothing_in_it_blocks(stage):
    empty = make_evaluation()

    assert all(part.is_complete for part in by_part(stage.evaluation, findings_of(stage.evaluation)))
    assert {part.part.key for part in by_part(empty, findings_of(empty)) if part.is_complete} == {"problems"}
