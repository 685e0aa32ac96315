"""Every step, change and decision can be read, and any two versions stand side by side."""

import re

import pytest
from django.urls import reverse

from departments.models import Role
from departments.writes import Write
from indicators.services import Mark, save_and_rescore, save_stage_scores
from reports import services
from tests.factories import make_department, make_evaluation, make_member
from tests.pages import text_of
from tests.queries import queries_of


@pytest.fixture
def told(stage):
    """An evaluation that was submitted, returned, changed in a text, and submitted again."""
    stage.submitted()
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="请写明走访户数")
    goal = stage.evaluation.goal
    goal.reached = f"{goal.reached}走访1280户。"
    save_and_rescore(stage.evaluation, [Write(goal, goal.version, ["reached"])], actor=stage.preparer)
    return stage.submitted()


def address(name, stage):
    return reverse(f"reports:{name}", args=[stage.evaluation.pk])


def rows(response):
    return [(entry.action, entry.actor, entry.comment) for entry in response.context["page"].object_list]


def test_history_tells_who_did_what_from_what_to_what_and_why(client, told):
    client.force_login(told.preparer)

    response = client.get(address("history", told))

    actions = [action for action, _, _ in rows(response)]
    assert {"evaluation.submit", "goal.change", "evaluation.return"} <= set(actions)
    assert ("evaluation.return", told.reviewer, "请写明走访户数") in rows(response)
    page = text_of(response)
    assert "走访1280户" in page
    assert re.search(r"状态：\s*审核中\s*→\s*已退回", page)


@pytest.mark.parametrize(
    ("chosen", "wanted", "unwanted"),
    [
        ({"kind": "steps"}, "evaluation.return", "goal.change"),
        ({"kind": "entries"}, "goal.change", "evaluation.return"),
        ({"words": "走访户数"}, "evaluation.return", "goal.change"),
        ({"action": "goal.change"}, "goal.change", "evaluation.submit"),
        ({"actor": "审核员"}, "evaluation.return", "goal.change"),
    ],
)
def test_history_is_filtered(client, told, chosen, wanted, unwanted):
    client.force_login(told.preparer)

    actions = {action for action, _, _ in rows(client.get(address("history", told), chosen))}

    assert wanted in actions
    assert unwanted not in actions


def test_a_wrong_day_is_told_and_not_exported(client, told):
    client.force_login(told.preparer)

    assert client.get(address("history", told), {"since": "2023-13-01"}).status_code == 200
    assert client.get(address("history", told), {"since": "2023-13-01", "export": "csv"}).status_code == 400


def test_a_unit_does_not_read_scores_of_its_reviewers_while_they_review(client, told):
    leaf = told.evaluation.indicators.leaves().exclude(score=None).exclude(rule="execution").first()
    mark = Mark(leaf.pk, leaf.score, "")
    save_stage_scores(told.reload(), [mark], actor=told.reviewer, seen=told.reload().version)

    def kinds(user):
        client.force_login(user)
        return {entry.object_type for entry in client.get(address("history", told)).context["page"].object_list}

    assert "indicators.StageScore" in kinds(told.reviewer)
    assert "indicators.StageScore" not in kinds(told.preparer)


def test_stranger_sees_nothing(client, told):
    client.force_login(make_member(Role.PREPARER, make_department("999")))

    assert client.get(address("history", told)).status_code == 404
    assert client.get(address("compare", told)).status_code == 404


def test_two_submissions_stand_side_by_side_word_by_word(client, told):
    client.force_login(told.reviewer)

    response = client.get(address("compare", told), {"before": "v1", "after": "v2"})

    [part] = response.context["parts"]
    [difference] = part.differences
    assert (part.title, difference.label) == ("目标与任务", "目标完成情况")
    assert "<ins>走访1280户。</ins>" in response.content.decode()
    assert "<del>" not in response.content.decode()


def test_backwards_it_is_taken_away(client, told):
    client.force_login(told.reviewer)

    page = client.get(address("compare", told), {"before": "v2", "after": "v1"}).content.decode()

    assert "<del>走访1280户。</del>" in page


def test_under_review_the_last_two_submissions_are_compared_without_a_choice(client, told):
    client.force_login(told.reviewer)

    response = client.get(address("compare", told))

    assert response.context["form"].cleaned_data == {"before": "v1", "after": "v2"}
    assert "走访1280户。" in text_of(response)


def test_open_for_changes_the_last_submission_is_compared_with_now(client, told):
    services.return_for_changes(told.evaluation, actor=told.reviewer, reason="再改")
    client.force_login(told.preparer)

    response = client.get(address("compare", told))

    assert response.context["form"].cleaned_data == {"before": "v2", "after": "now"}
    assert "两个版本的内容相同" in text_of(response)


def test_unknown_version_is_told(client, told):
    client.force_login(told.preparer)

    assert client.get(address("compare", told), {"before": "v9", "after": "now"}).status_code == 400


@pytest.mark.django_db
def test_fresh_evaluation_has_one_version(client):
    evaluation = make_evaluation()
    client.force_login(make_member())

    response = client.get(reverse("reports:compare", args=[evaluation.pk]))

    assert response.context["form"].cleaned_data == {"before": "now", "after": "now"}


def test_questions_do_not_grow_with_the_history(client, told):
    client.force_login(told.preparer)
    few = queries_of(client, address("history", told))
    goal = told.evaluation.goal
    for _ in range(5):
        services.return_for_changes(told.evaluation, actor=told.reviewer, reason="再改")
        goal.refresh_from_db()
        goal.reached += "改"
        save_and_rescore(told.evaluation, [Write(goal, goal.version, ["reached"])], actor=told.preparer)
        told.submitted()

    assert queries_of(client, address("history", told)) == few
