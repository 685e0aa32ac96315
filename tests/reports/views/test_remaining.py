"""The page of what remains, and the way to the next missing thing from every screen."""

import re

import pytest
from django.urls import reverse

from departments.models import Role
from indicators.models import Indicator
from indicators.parts import PARTS
from reports.checks import Severity
from reports.services import findings_of
from tests.factories import make_department, make_evaluation, make_member
from tests.pages import text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return make_evaluation()


@pytest.fixture
def preparer(client, evaluation):
    user = make_member(Role.PREPARER)
    client.force_login(user)
    return user


def remaining(client, evaluation):
    return client.get(reverse("reports:remaining", args=[evaluation.pk]))


def following(client, evaluation, **page):
    return client.get(reverse("reports:next_missing", args=[evaluation.pk]), page)


def test_every_finding_is_listed_with_a_way_to_its_field(client, evaluation, preparer):
    page = remaining(client, evaluation).content.decode()

    for finding in findings_of(evaluation):
        assert finding.message in page
    links = re.findall(r'<li><span class="severity[^>]*>[^<]*</span>\s*<a href="([^"]+)"', page)
    assert len(links) == len(findings_of(evaluation))
    assert reverse("indicators:enter_signature", args=[evaluation.pk]) + "#id_signature-head" in links


def test_the_counts_are_those_of_the_checks(client, evaluation, preparer):
    blocking = sum(finding.severity is Severity.BLOCK for finding in findings_of(evaluation))

    assert f"阻断 {blocking} 处" in text_of(remaining(client, evaluation))


def test_a_reader_sees_it_without_the_ways(client, evaluation):
    client.force_login(make_member(Role.REVIEWER))

    page = remaining(client, evaluation).content.decode()

    assert "尚未填写主要职责" in page
    assert reverse("indicators:enter_profile", args=[evaluation.pk]) not in page


def test_a_stranger_finds_nothing(client, evaluation):
    client.force_login(make_member(Role.PREPARER, make_department("102")))

    assert remaining(client, evaluation).status_code == 404
    assert following(client, evaluation).status_code == 404


def test_a_complete_evaluation_may_be_submitted_from_here(client, stage):
    client.force_login(stage.preparer)

    page = remaining(client, stage.evaluation).content.decode()

    assert "各部分已填齐，可以送审。" in page
    assert reverse("reports:submit", args=[stage.evaluation.pk]) in page


def test_a_locked_evaluation_asks_for_nothing(client, stage):
    stage.submitted()
    client.force_login(stage.preparer)

    page = text_of(remaining(client, stage.evaluation))

    assert "内容已锁定，不需要填报。" in page
    assert "去填第一处" not in page


def test_the_first_missing_thing_is_one_click_away(client, evaluation, preparer):
    assert following(client, evaluation).url.startswith(reverse("reports:enter_basis", args=[evaluation.pk]))


def test_the_next_missing_thing_is_that_of_the_next_page(client, evaluation, preparer):
    address = following(client, evaluation, after="profile").url

    assert address == reverse("indicators:enter_goals", args=[evaluation.pk]) + "#id_goal-expected"


@pytest.mark.parametrize(
    "page", [{"after": "nothing"}, {"after": "profile", "row": "x" * 5000}, {"after": ["profile", "x"]}, {"row": "7"}]
)
def test_a_forged_page_leads_somewhere(client, evaluation, preparer, page):
    assert following(client, evaluation, **page).status_code == 302


def test_when_nothing_is_missing_it_says_so(client, stage):
    client.force_login(stage.preparer)

    response = client.get(reverse("reports:next_missing", args=[stage.evaluation.pk]), follow=True)

    assert "各部分已填齐，没有待填的内容，可以送审。" in text_of(response)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_every_entry_screen_shows_the_way(client, stage, part):
    client.force_login(stage.preparer)
    stage.evaluation.goal.__class__.objects.update(reached="")

    page = client.get(reverse(part.url_name, args=[stage.evaluation.pk])).content.decode()

    if part.key == "goals":
        assert 'href="#id_goal-reached">本页还有1处待填</a>' in page
    else:
        assert f"?after={part.key}" in page
    assert reverse("reports:remaining", args=[stage.evaluation.pk]) in page


def test_a_row_of_a_list_is_found(client, stage):
    client.force_login(stage.preparer)
    task = stage.evaluation.yearly_tasks.last()
    number = stage.evaluation.yearly_tasks.count() - 1
    stage.evaluation.yearly_tasks.filter(pk=task.pk).update(result="")

    address = following(client, stage.evaluation).url

    assert address.endswith(f"#id_tasks-{number}-result")


def test_it_asks_the_same_for_few_and_many_indicators(client, evaluation, preparer):
    remaining(client, evaluation)
    few = queries_of(client, reverse("reports:remaining", args=[evaluation.pk]))
    parent = evaluation.indicators.get(name="质量指标")
    for number in range(20):
        Indicator.objects.create(evaluation=evaluation, parent=parent, name=f"甲{number}", is_leaf=True, points=1)

    assert queries_of(client, reverse("reports:remaining", args=[evaluation.pk])) <= few + 1
