import pytest
from django.urls import reverse

from departments.models import Evaluation, Exemption, Role
from tests.factories import handed_in, make_department, make_evaluation, make_member
from tests.queries import queries_of

LIST = reverse("departments:exemption_list")
ADD = reverse("departments:exemption_add")


@pytest.fixture
def administrator(client, db):
    user = make_member(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def evaluation(administrator):
    found = make_evaluation()
    Evaluation.objects.filter(pk=found.pk).update(**handed_in(found.department, administrator))
    return found


def entry(evaluation, person, **changes):
    values = {"evaluation": evaluation.pk, "action": "approve", "person": person.pk, "reason": "仅一名在岗干部"}
    return values | changes


def test_an_allowed_exception_stands_on_the_list_with_who_when_and_why(client, administrator, evaluation):
    person = make_member(Role.REVIEWER)

    page = client.post(ADD, entry(evaluation, person), follow=True).content.decode()

    assert "此项例外列入清单" in page
    for shown in (str(evaluation), str(person), "仅一名在岗干部", str(administrator), "未使用"):
        assert shown in page
    client.force_login(make_member(Role.AUDITOR))
    assert "仅一名在岗干部" in client.get(LIST).content.decode()


def test_it_needs_a_reason_and_another_person(client, administrator, evaluation):
    page = client.post(ADD, entry(evaluation, administrator, reason="")).content.decode()

    assert "请填写理由" in page
    assert "已不在可选范围内" in page
    assert not Exemption.objects.exists()


def test_a_second_one_of_the_same_kind_is_refused(client, evaluation):
    person = make_member(Role.REVIEWER)
    client.post(ADD, entry(evaluation, person))

    page = client.post(ADD, entry(evaluation, person)).content.decode()

    assert "未使用的例外" in page
    assert Exemption.objects.count() == 1


def test_other_units_exceptions_are_not_shown(client, evaluation):
    client.post(ADD, entry(evaluation, make_member(Role.REVIEWER)))
    client.force_login(make_member(Role.AUDITOR, make_department("2")))

    assert "没有批准过例外" in client.get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_asks_the_same_for_few_and_many(client, evaluation, count):
    for _ in range(count):
        client.post(ADD, entry(evaluation, make_member(Role.REVIEWER)))

    assert queries_of(client, LIST) == 10
