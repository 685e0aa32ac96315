"""What holds for every part of the entry."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from departments.models import Evaluation, Role
from departments.services import save_screen
from indicators.forms.budget import BudgetScreen
from indicators.parts import PARTS, part_after, part_of, parts_of
from indicators.views.screens import store
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.pages import form_values, text_of

pytestmark = pytest.mark.django_db

FORMS = [part for part in PARTS if part.key not in ("indicators", "projects")]
every_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
every_form = pytest.mark.parametrize("part", FORMS, ids=lambda part: part.key)


def address(part, evaluation):
    return reverse(part.url_name, args=[evaluation.pk])


def submit(evaluation, user):
    Evaluation.objects.filter(pk=evaluation.pk).update(
        status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=user
    )


@pytest.fixture
def evaluation():
    return make_evaluation(cycle=make_cycle(project_scheme="national-project"))


@pytest.fixture
def preparer(client):
    preparer = make_member(Role.PREPARER)
    client.force_login(preparer)
    return preparer


@every_part
def test_preparer_sees_the_screen_and_the_list_of_parts(client, evaluation, preparer, part):
    response = client.get(address(part, evaluation))

    assert response.status_code == 200
    page = text_of(response)
    assert all(other.title in page for other in PARTS)
    assert 'aria-current="page">' + part.title in response.content.decode()


@every_form
def test_unchanged_screen_can_be_saved(client, evaluation, preparer, part):
    response = client.post(address(part, evaluation), form_values(client.get(address(part, evaluation))))

    assert response.status_code == 302
    assert response.url == address(part, evaluation)
    assert "已保存。" in text_of(client.get(response.url))


@every_form
def test_saving_may_go_on_to_the_next_part(client, evaluation, preparer, part):
    values = form_values(client.get(address(part, evaluation))) | {"next": "1"}

    response = client.post(address(part, evaluation), values)

    assert response.url == address(part_after(part.key, evaluation), evaluation)


@every_form
def test_reader_sees_it_without_the_means_to_change_it(client, evaluation, part):
    client.force_login(make_member(Role.REVIEWER))

    response = client.get(address(part, evaluation))

    assert "您在该单位没有填报权限，只能查看。" in text_of(response)
    assert "保存并下一部分" not in text_of(response)


@every_form
def test_reader_must_not_write(client, evaluation, part):
    client.force_login(make_member(Role.REVIEWER))

    assert client.post(address(part, evaluation), {}).status_code == 403


@every_part
def test_other_unit_does_not_exist(client, evaluation, part):
    client.force_login(make_member(Role.PREPARER, make_department("202")))

    assert client.get(address(part, evaluation)).status_code == 404


@every_form
def test_other_unit_cannot_be_written(client, evaluation, part):
    client.force_login(make_member(Role.PREPARER, make_department("202")))

    assert client.post(address(part, evaluation), {}).status_code == 404


@every_part
def test_locked_screen_says_why(client, evaluation, preparer, part):
    submit(evaluation, preparer)

    response = client.get(address(part, evaluation))

    assert "自评现为“审核中”，不能修改，锁定至" in text_of(response)
    assert "entry-actions" not in response.content.decode()


@every_form
def test_locked_screen_refuses_what_is_sent(client, evaluation, preparer, part):
    values = form_values(client.get(address(part, evaluation)))
    submit(evaluation, preparer)

    response = client.post(address(part, evaluation), values)

    assert response.status_code == 409
    assert "您填写的内容没有保存，仍显示在下面" in text_of(response)


def test_locked_screen_keeps_what_was_typed(client, evaluation, preparer):
    url = reverse("indicators:enter_goals", args=[evaluation.pk])
    values = form_values(client.get(url)) | {"goal-expected": "保障民生"}
    submit(evaluation, preparer)

    response = client.post(url, values)

    assert "保障民生" in response.content.decode()
    assert evaluation.goal.expected == ""


def test_returned_evaluation_is_open_again(client, preparer):
    evaluation = make_evaluation(cycle=make_cycle(2021))
    Evaluation.objects.filter(pk=evaluation.pk).update(status="returned", return_reason="请核对")
    url = reverse("indicators:enter_goals", args=[evaluation.pk])

    client.post(url, form_values(client.get(url)) | {"goal-expected": "保障民生"})

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "保障民生"


def test_only_reading_and_saving_are_known_methods(client, evaluation, preparer):
    assert client.delete(reverse("indicators:enter_goals", args=[evaluation.pk])).status_code == 405


def test_parts_follow_each_other_to_the_last(evaluation):
    assert part_after("basis", evaluation) == part_of("profile")
    assert part_after("signature", evaluation) == part_of("signature")


def test_projects_have_a_part_only_where_their_round_has_a_scheme_for_them(evaluation):
    without = make_evaluation(cycle=make_cycle(2021))

    assert part_after("indicators", evaluation) == part_of("projects")
    assert part_after("indicators", without) == part_of("problems")
    assert part_of("projects") not in parts_of(without)


def test_row_that_another_person_adds_in_the_same_moment_collides(evaluation, preparer):
    data = QueryDict(mutable=True)
    data.update({"projects-count": "1", "projects-0-name": "道路维修"})
    screen = BudgetScreen(evaluation, data)

    def save_after_another(*arguments, **options):
        evaluation.projects.create(name="道路维修")
        save_screen(*arguments, **options)

    request = RequestFactory().post("/")
    request.user = preparer
    trouble = store(screen, save_after_another, request)

    assert trouble["status"] == 409
    assert "重复" in trouble["problem"]
    assert evaluation.projects.count() == 1
