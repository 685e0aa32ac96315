import pytest
from django.urls import reverse

from departments.models import AuditEntry
from tests.factories import make_evaluation, make_member
from tests.indicators.limited import make_limited_cycle
from tests.pages import form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return make_evaluation()


def enter(client, evaluation, part, **changes):
    client.force_login(make_member())
    url = reverse(f"indicators:enter_{part}", args=[evaluation.pk])
    return client.post(url, form_values(client.get(url)) | {key.replace("__", "-"): changes[key] for key in changes})


def test_goal_and_tasks_are_stored(client, evaluation):
    enter(client, evaluation, "goals", goal__expected="保障民生", goal__reached="已完成", tasks__0__title="疫情防控")

    evaluation.goal.refresh_from_db()
    assert (evaluation.goal.expected, evaluation.goal.reached) == ("保障民生", "已完成")
    assert evaluation.yearly_tasks.get().title == "疫情防控"


def test_too_long_goal_is_refused_and_kept(client, evaluation):
    response = enter(client, evaluation, "goals", goal__expected="长" * 1001)

    assert "最多1000个字，现有1001个字" in text_of(response)
    assert "长" * 1001 in response.content.decode()


@pytest.mark.parametrize(
    ("limit", "longest"), [pytest.param(3, 3, id="less"), pytest.param(5000, 2000, id="more than the database takes")]
)
def test_goal_is_as_long_as_the_scheme_of_the_round_allows(client, limit, longest):
    evaluation = make_evaluation(cycle=make_limited_cycle("donghu", goal=limit))

    refused = enter(client, evaluation, "goals", goal__expected="长" * (longest + 1))
    enter(client, evaluation, "goals", goal__reached="短" * (longest - 2) + "\r\n短")

    assert f"最多{longest}个字" in text_of(refused)
    assert f"最多{longest}字。" in text_of(refused)
    assert f'data-limit="{longest}"' in refused.content.decode()
    evaluation.goal.refresh_from_db()
    assert (evaluation.goal.expected, len(evaluation.goal.reached)) == ("", longest + 1)


def test_checklist_is_answered_with_proof(client, evaluation):
    item = evaluation.management_items.first()

    enter(
        client, evaluation, "management", **{f"item__{item.pk}__is_met": "yes", f"item__{item.pk}__proof": "制度汇编"}
    )

    item.refresh_from_db()
    assert (item.is_met, item.proof) == (True, "制度汇编")


def test_answer_can_be_taken_back(client, evaluation):
    item = evaluation.management_items.first()
    type(item).objects.filter(pk=item.pk).update(is_met=False, proof="无制度")

    enter(client, evaluation, "management", **{f"item__{item.pk}__is_met": ""})

    item.refresh_from_db()
    assert item.is_met is None


def test_stored_answer_is_shown(client, evaluation):
    item = evaluation.management_items.first()
    type(item).objects.filter(pk=item.pk).update(is_met=False, proof="无制度")

    enter(client, evaluation, "management")

    item.refresh_from_db()
    assert (item.is_met, item.version) == (False, 1)


def test_answer_without_proof_is_refused(client, evaluation):
    first, second = evaluation.management_items.all()[:2]
    changes = {f"item__{item.pk}__is_met": "no" for item in (first, second)}

    response = enter(client, evaluation, "management", **changes)

    assert text_of(response).count("请填写证明材料或说明。") >= 2
    assert f"“{first.text}” 证明材料或说明 ：" in text_of(response)
    assert not evaluation.management_items.exclude(is_met=None).exists()


def test_signature_is_stored_on_the_evaluation_and_logged(client, evaluation):
    enter(
        client,
        evaluation,
        "signature",
        signature__filled_by="张三",
        signature__head="李四",
        signature__completed_on="2023-05-30",
    )

    evaluation.refresh_from_db()
    assert (evaluation.filled_by, evaluation.head, str(evaluation.completed_on)) == ("张三", "李四", "2023-05-30")
    assert evaluation.version == 2
    assert AuditEntry.objects.get(action="evaluation.change").changes["filled_by"] == ["", "张三"]


def test_signature_of_another_does_not_get_lost(client, evaluation):
    client.force_login(make_member())
    url = reverse("indicators:enter_signature", args=[evaluation.pk])
    stale = form_values(client.get(url)) | {"signature-head": "王五"}
    enter(client, evaluation, "signature", signature__head="李四")

    response = client.post(url, stale)

    assert response.status_code == 409
    assert "现存：李四" in text_of(response)
