"""While somebody types: how many points are missing where, and what the score would be; nothing is stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import Role
from indicators.models import Indicator
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.test_enter_indicators import address, make_leaf
from tests.indicators.test_enter_project_trees import make_leaf as make_project_leaf
from tests.indicators.test_enter_project_trees import make_project
from tests.pages import form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    return make_evaluation(cycle=make_cycle(project_scheme="national-project"))


def type_in(client, leaf, **changes):
    values = form_values(client.get(address(leaf))) | {f"indicator-{name}": text for name, text in changes.items()}
    return client.post(reverse("indicators:indicator_live", args=[leaf.evaluation_id, leaf.pk]), values)


def test_typed_points_say_what_is_missing_in_the_branch_and_above(client, evaluation):
    leaf = make_leaf(evaluation)

    page = text_of(type_in(client, leaf, points="4"))

    assert "分值：“数量指标”还差6分" in page
    assert "分值：“数量指标”多出2.5分" in text_of(type_in(client, leaf, points="12.5"))
    assert "分值逐级加总一致" in text_of(type_in(client, leaf, points="10"))


def test_typed_value_says_the_score_with_its_explanation(client, evaluation):
    leaf = make_leaf(evaluation)

    page = text_of(type_in(client, leaf, actual="50"))

    assert "5.00 / 10分" in page
    assert "实际值 50 ÷ 目标值 100 × 分值 10 = 5.00分" in page
    assert "尚未保存" in page


def test_nothing_is_stored(client, evaluation):
    leaf = make_leaf(evaluation)
    before = Indicator.objects.filter(pk=leaf.pk).values().get()

    type_in(client, leaf, actual="50", points="3", name="")

    assert Indicator.objects.filter(pk=leaf.pk).values().get() == before


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"points": "很多"}, id="no number"),
        pytest.param({"points": ""}, id="nothing"),
        pytest.param({"actual": "约80"}, id="about"),
        pytest.param({"rule": "magic"}, id="no rule"),
        pytest.param({"points": "9" * 40}, id="too long"),
    ],
)
def test_what_cannot_be_read_counts_as_stored(client, evaluation, typed):
    leaf = make_leaf(evaluation, actual=50)

    response = type_in(client, leaf, **typed)

    assert response.status_code == 200
    assert "5.00 / 10分" in text_of(response)


def test_empty_request_is_answered(client, evaluation):
    leaf = make_leaf(evaluation)

    assert client.post(reverse("indicators:indicator_live", args=[evaluation.pk, leaf.pk]), {}).status_code == 200


def test_indicator_that_is_being_added_counts_too(client, evaluation):
    branch = evaluation.indicators.whole().get(name="数量指标")
    page = client.get(reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk]))
    assert "“数量指标”还差10分" in text_of(page)
    assert "得分 请选择评分方法。" in text_of(page)
    assert "没有名为" not in text_of(page)
    assert "/ 0分" not in text_of(page)
    url = reverse("indicators:indicator_add_live", args=[evaluation.pk, branch.pk])

    response = client.post(url, form_values(page) | {"indicator-points": "4"})

    assert f'hx-post="{url}"' in page.content.decode()
    assert "“数量指标”还差6分" in text_of(response)
    assert not branch.children.exists()


def test_tree_of_a_project_is_added_up_by_itself(client, evaluation):
    leaf = make_project_leaf(make_project(evaluation), points=4)
    expected = leaf.parent.points - 5

    response = type_in(client, leaf, points="5")

    assert f"“数量指标”还差{expected.normalize():f}分" in text_of(response)


def test_live_answer_costs_the_same_among_many(client, evaluation):
    leaf = make_leaf(evaluation)
    url, sent = (
        reverse("indicators:indicator_live", args=[evaluation.pk, leaf.pk]),
        form_values(client.get(address(leaf))),
    )
    few = queries_to_post(client, url, sent)
    for index in range(10):
        make_leaf(evaluation, name=f"指标{index}", points=1)

    assert queries_to_post(client, url, sent) == few


def queries_to_post(client, url, sent):
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url, sent).status_code == 200
    return len(queries)


def test_reader_and_other_unit_try_nothing_out(client, evaluation):
    leaf = make_leaf(evaluation)
    url = reverse("indicators:indicator_live", args=[evaluation.pk, leaf.pk])

    client.force_login(make_member(Role.REVIEWER))
    assert client.post(url, {}).status_code == 403
    client.force_login(make_member(department=make_department("202")))
    assert client.post(url, {}).status_code == 404
