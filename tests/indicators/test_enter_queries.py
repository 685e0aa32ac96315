"""A screen asks the database as often among 200 indicators as among 10, and for many rows of a list as for few."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import Evaluation
from indicators.parts import PARTS
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.filled import fill
from tests.pages import form_values
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

QUERIES_TO_SHOW = 60
QUERIES_TO_AUTOSAVE = {"text": 21, "amount": 32, "draft": 30, "indicator": 30, "grid": 31}
CHANGED = {
    "profile": "duties-0-title",
    "goals": "tasks-0-title",
    "budget": "projects-0-name",
    "problems": "problems-0-title",
}


@pytest.fixture
def small_and_large(client):
    department = make_department()
    client.force_login(make_member(department=department))
    rounds = [make_cycle(year, project_scheme="national-project") for year in (2020, 2022)]
    sizes = ((10, 2), (200, 6))
    pair = [fill(make_evaluation(department, cycle), *size) for cycle, size in zip(rounds, sizes, strict=True)]
    return [Evaluation.objects.get(pk=evaluation.pk) for evaluation in pair]


def addresses(evaluation):
    """Return all entry pages: the parts, the grid, one indicator."""
    leaf = evaluation.indicators.get(name="指标0", project_evaluation=None)
    return {
        **{part.key: reverse(part.url_name, args=[evaluation.pk]) for part in PARTS},
        "grid": reverse("indicators:indicator_grid", args=[evaluation.pk]),
        "indicator": reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk]),
    }


def test_showing_a_page_costs_the_same_among_many_rows(client, small_and_large):
    few, many = (
        {name: queries_of(client, url) for name, url in addresses(evaluation).items()} for evaluation in small_and_large
    )

    assert few == many
    assert max(few.values()) <= QUERIES_TO_SHOW


def queries_to_autosave(client, url, typed):
    """Return how many queries the second of two automatic saves of a visit takes, as most are."""
    values = form_values(client.get(url)) | {"visit": str(uuid4()), "autosave": "1"}
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url, values | typed)["X-Autosave"]
    return len(queries)


def test_one_automatic_save_costs_the_same_among_many_rows(client, small_and_large):
    cases = {
        "text": ("goals", {"goal-expected": "保障民生"}),
        "amount": ("budget", {"basic-initial": "80"}),
        "draft": ("budget", {"basic-initial": "约 80"}),
        "indicator": ("indicator", {"indicator-actual": "1"}),
        "grid": ("grid", {"leaves-0-reason": "已说明"}),
    }

    few, many = (
        {case: queries_to_autosave(client, addresses(row)[page], typed) for case, (page, typed) in cases.items()}
        for row in small_and_large
    )

    assert few == many
    assert [case for case in cases if few[case] > QUERIES_TO_AUTOSAVE[case]] == []


def test_automatic_save_of_a_bound_text_costs_no_more(client, small_and_large):
    texts = ("保障民生", "执行{{ 全年执行数|万元:2 }}，得{{ 总得分 }}，{{ 没有的名称 }}")

    plain, bound = (
        queries_to_autosave(client, addresses(row)["goals"], {"goal-expected": text})
        for row, text in zip(small_and_large, texts, strict=True)
    )

    assert bound == plain


def queries_to_save(client, evaluation, part, name):
    url = reverse(part.url_name, args=[evaluation.pk])
    values = form_values(client.get(url)) | {name: "改过的"}
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url, values).status_code == 302
    return len(queries)


def test_saving_one_change_costs_the_same_among_many_rows(client, small_and_large):
    few, many = (
        {part.key: queries_to_save(client, row, part, CHANGED[part.key]) for part in PARTS if part.key in CHANGED}
        for row in small_and_large
    )

    assert few == many
