"""One automatic save asks the database as often among many rows as among few."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import Evaluation
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.test_enter_queries import fill
from tests.pages import form_values

pytestmark = pytest.mark.django_db

QUERIES_TO_STORE_A_TEXT = 30
QUERIES_TO_STORE_AND_SCORE = 60
QUERIES_TO_KEEP_A_DRAFT = 75


@pytest.fixture
def small_and_large(client):
    department = make_department()
    client.force_login(make_member(department=department))
    pair = [fill(make_evaluation(department, make_cycle(year)), count) for year, count in ((2020, 10), (2022, 200))]
    return [Evaluation.objects.get(pk=evaluation.pk) for evaluation in pair]


def queries_to_autosave(client, url, **typed):
    """Return how many queries the second of two saves of a visit takes, as most are."""
    values = form_values(client.get(url)) | {"visit": str(uuid4()), "autosave": "1"}
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url, values | typed)["X-Autosave"]
    return len(queries)


@pytest.mark.parametrize(
    ("part", "typed", "most"),
    [
        pytest.param("goals", {"goal-expected": "保障民生"}, QUERIES_TO_STORE_A_TEXT, id="a text"),
        pytest.param("budget", {"basic-initial": "80"}, QUERIES_TO_STORE_AND_SCORE, id="an amount"),
        pytest.param("budget", {"basic-initial": "约 80"}, QUERIES_TO_KEEP_A_DRAFT, id="what is no amount"),
    ],
)
def test_part_costs_the_same_among_many_rows(client, small_and_large, part, typed, most):
    few, many = (
        queries_to_autosave(client, reverse(f"indicators:enter_{part}", args=[row.pk]), **typed)
        for row in small_and_large
    )

    assert few == many
    assert few <= most


def test_indicator_costs_the_same_among_many(client, small_and_large):
    few, many = (
        queries_to_autosave(
            client,
            reverse("indicators:indicator_edit", args=[row.pk, row.indicators.get(name="指标0").pk]),
            **{"indicator-actual": "1"},
        )
        for row in small_and_large
    )

    assert few == many
    assert few <= QUERIES_TO_STORE_AND_SCORE
