"""What is sent beyond all measure gets an answer that helps."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.factories import make_evaluation, make_member
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals(client):
    client.force_login(make_member())
    return reverse("indicators:enter_goals", args=[make_evaluation().pk])


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        pytest.param("DATA_UPLOAD_MAX_MEMORY_SIZE", 20000, {"goal-expected": "长" * 3000}, id="too long"),
        pytest.param("DATA_UPLOAD_MAX_NUMBER_FIELDS", 50, {f"x{i}": "" for i in range(60)}, id="too many"),
    ],
)
def test_too_much_says_the_limit_and_the_way_back(client, goals, settings, name, value, sent):
    setattr(settings, name, value)

    response = client.post(goals, urlencode(sent), content_type="application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert "内容过长" in text_of(response)
    assert "后退" in text_of(response)


def test_text_of_two_million_characters_comes_back_with_a_message(client, goals):
    values = form_values(client.get(goals)) | {"goal-expected": "长" * 2_000_000}

    response = client.post(goals, values)

    assert "现有2000000个字，请缩短。" in described(response, "goal-expected")
    assert "长" * 1000 in response.content.decode()


def test_other_bad_requests_are_answered_as_before(client, settings):
    settings.ALLOWED_HOSTS = ["example.gov.cn"]

    response = client.get("/login/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "请求无法识别" in text_of(response)
