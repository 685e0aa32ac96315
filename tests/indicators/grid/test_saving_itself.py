"""The grid saves itself line by line: scores come back, what cannot be stored waits, and nobody loses a field."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import AuditEntry, Draft, Evaluation
from departments.services import advance
from departments.workflow import Action
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.filled import fill
from tests.indicators.grid.leaves import GridTab, grid_address, make_leaf
from tests.pages import form_values, text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

QUERIES_TO_SHOW = 60
QUERIES_TO_STORE_AND_SCORE = 60


@pytest.fixture
def evaluation():
    return make_evaluation()


@pytest.fixture
def preparer(client, evaluation):
    person = make_member()
    client.force_login(person)
    return person


@pytest.fixture
def colleague(evaluation):
    client = Client()
    client.force_login(make_member())
    return client


@pytest.fixture
def leaves(evaluation):
    return [make_leaf(evaluation, name) for name in ("甲", "乙", "丙")]


@pytest.fixture
def tab(client, preparer, leaves, evaluation):
    return GridTab(client, grid_address(evaluation))


def test_one_line_is_stored_and_its_scores_come_back(tab, leaves):
    response = tab.send(leaves[1], actual="47.5")

    leaves[1].refresh_from_db()
    answer = response.content.decode()
    assert (response["X-Autosave"], leaves[1].actual) == ("stored", Decimal("47.5"))
    assert f'id="score-{leaves[1].pk}" hx-swap-oob="true">5.00<' in answer
    assert f'id="score-{leaves[1].parent_id}" hx-swap-oob="true">' in answer
    assert f'id="basis-{leaves[1].pk}"' in answer
    assert f'id="score-{leaves[0].pk}"' not in answer
    assert 'id="grid-total"' in answer


def test_line_saved_again_goes_on_from_its_new_version(tab, leaves):
    for actual in ("1", "2", "3"):
        assert tab.send(leaves[0], actual=actual)["X-Autosave"] == "stored"

    leaves[0].refresh_from_db()
    assert leaves[0].actual == 3
    assert not AuditEntry.objects.filter(action="indicator.change").exists()

    tab.save()

    assert AuditEntry.objects.filter(action="indicator.change").count() == 1


def test_what_waits_in_one_line_survives_saving_another(client, tab, leaves):
    tab.send(leaves[0], actual="约 80")
    tab.send(leaves[1], actual="大概 5", reason="说明")
    answer = tab.send(leaves[2], actual="96")

    assert "2处未保存" in text_of(answer)
    page = client.get(tab.url)
    assert {"约 80", "大概 5"} <= set(form_values(page).values())
    leaves[1].refresh_from_db()
    assert (leaves[1].actual, leaves[1].reason) == (None, "说明")


def test_what_waits_is_gone_once_it_was_put_right_or_taken_back(tab, leaves):
    tab.send(leaves[0], actual="约 80")
    tab.send(leaves[1], actual="约 90")

    tab.send(leaves[0], actual="80")
    assert "1处未保存" in text_of(tab.send(leaves[2], actual="1"))
    tab.send(leaves[1], actual="")

    assert not Draft.objects.exists()


def test_two_people_in_one_line_keep_both_fields(tab, leaves, colleague):
    other = GridTab(colleague, tab.url)
    other.send(leaves[0], reason="她的原因")

    assert tab.send(leaves[0], actual="96")["X-Autosave"] == "stored"

    leaves[0].refresh_from_db()
    assert (leaves[0].actual, leaves[0].reason) == (96, "她的原因")


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "shown"),
    [
        pytest.param("actual", "96", "97", "现存：97", id="number"),
        pytest.param("target", "≤95", "≥95", "现存：≥95", id="only the sign"),
        pytest.param("reason", "我的", "她的", "现存：她的", id="text"),
    ],
)
def test_same_field_of_both_is_shown_side_by_side(tab, leaves, colleague, field, mine, theirs, shown):
    GridTab(colleague, tab.url).send(leaves[0], **{field: theirs})

    response = tab.send(leaves[0], **{field: mine})

    assert response["X-Autosave"] == "partly"
    assert shown in response.content.decode()
    assert "data-take" in response.content.decode()


def test_clash_with_the_indicators_own_page_is_shown_too(tab, leaves, colleague, evaluation):
    url = reverse("indicators:indicator_edit", args=[evaluation.pk, leaves[0].pk])
    colleague.post(url, form_values(colleague.get(url)) | {"indicator-actual": "97"})

    response = tab.save(leaves[0], actual="96")

    leaves[0].refresh_from_db()
    assert response.status_code == 409
    assert leaves[0].actual == 97
    assert "现存：97" in text_of(response)
    assert 'value="96"' in response.content.decode()


def test_line_that_somebody_has_removed_says_what_was_typed(tab, leaves):
    leaves[0].delete()

    assert "指标“甲”已被他人删除" in text_of(tab.send(leaves[0], actual="96"))
    assert "96" in text_of(tab.save(leaves[0], actual="96"))


def test_locked_evaluation_keeps_what_was_typed(client, tab, leaves, evaluation, preparer):
    advance(evaluation, Action.SUBMIT, actor=preparer)

    response = tab.send(leaves[0], actual="96")

    assert response["X-Autosave"] == "refused"
    assert "“96”" in text_of(client.get(tab.url))


@pytest.fixture
def small_and_large(client):
    department = make_department("305")
    client.force_login(make_member(department=department))
    pair = [fill(make_evaluation(department, make_cycle(year)), count) for year, count in ((2020, 10), (2022, 200))]
    return [Evaluation.objects.get(pk=evaluation.pk) for evaluation in pair]


def test_page_asks_as_often_for_few_as_for_many(client, small_and_large):
    few, many = (queries_of(client, grid_address(evaluation)) for evaluation in small_and_large)

    assert few == many <= QUERIES_TO_SHOW


def test_saving_a_line_asks_as_often_among_few_as_among_many(client, small_and_large):
    counts = []
    for evaluation in small_and_large:
        tab, leaf = GridTab(client, grid_address(evaluation)), evaluation.indicators.get(name="指标0")
        with CaptureQueriesContext(connection) as queries:
            assert tab.send(leaf, actual="1")["X-Autosave"] == "stored"
        counts.append(len(queries))

    assert counts[0] == counts[1] <= QUERIES_TO_STORE_AND_SCORE
