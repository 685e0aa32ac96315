"""The first page: what waits, how far it is, and that there is nothing to do."""

import pytest
from django.urls import reverse

from departments.models import Role
from reports import services
from reports.home import Queue, Task
from reports.home.waiting import MOST_ROWS
from tests.factories import make_evaluation, make_member
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def home(client, user):
    client.force_login(user)
    return client.get(reverse("home"))


def test_a_preparer_sees_how_far_each_part_is(client):
    evaluation = make_evaluation()

    page = home(client, make_member(Role.PREPARER))

    said = text_of(page)
    assert "填报信息 3处待填" in said
    assert "2023-06-30 截止" in said
    assert reverse("reports:next_missing", args=[evaluation.pk]) in page.content.decode()


def test_a_preparer_with_everything_filled_in_is_led_to_submitting(client, stage):
    assert "已填齐，去送审" in text_of(home(client, stage.preparer))


def test_what_was_returned_says_why(client, stage):
    stage.submitted()
    services.return_for_changes(stage.reload(), actor=stage.reviewer, reason="请补充满意度调查的样本。")

    assert "退回意见： 请补充满意度调查的样本。" in text_of(home(client, stage.preparer))


@pytest.mark.parametrize(
    ("step", "said"),
    [("submitted", "已送审，等待审核"), ("approved", "已审核通过，等待公开"), ("published", "本年度工作已完成")],
)
def test_a_unit_with_nothing_to_do_sees_that_it_is_done(client, stage, step, said):
    getattr(stage, step)()

    page = text_of(home(client, stage.preparer))

    assert "目前没有需要您办理的事项。" in page
    assert said in page


def test_somebody_with_something_to_do_is_not_told_that_it_is_done(client, stage):
    stage.submitted()

    assert "目前没有需要您办理的事项" in text_of(home(client, stage.preparer))
    assert "目前没有需要您办理的事项" not in text_of(home(client, stage.reviewer))


def test_an_empty_queue_says_so(client, stage):
    assert "目前没有待审核的自评。" in text_of(home(client, stage.reviewer))


def test_a_queue_that_is_cut_says_that_there_are_more():
    tasks = tuple(Task(str(number), "/") for number in range(MOST_ROWS))

    assert Queue("a", "甲", tasks).count == "30件以上"
    assert Queue("a", "甲", tasks[:2]).count == "2件"
