"""A page that sends itself: what is stored, what waits as a draft, and what the log says."""

import re
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from departments import clock, visits
from departments.models import AuditEntry, Draft, Duty, VisitChange
from departments.services import advance, end_idle_visits
from departments.workflow import Action
from indicators.models import Indicator
from tests.factories import make_evaluation, make_member
from tests.pages import form_values, text_of

pytestmark = pytest.mark.django_db


class Tab:
    """One page in one browser, with the inputs as they stand there."""

    def __init__(self, client, url):
        self.client, self.url = client, url
        self.values = form_values(client.get(url)) | {"visit": str(uuid4())}

    def send(self, kind="1", **typed):
        """Type, and let the page send itself; the answer's hidden inputs go into the page."""
        self.values |= typed
        response = self.client.post(self.url, self.values | {"autosave": kind})
        for name, value in hidden_inputs(response).items():
            self.values[name] = value
        return response

    def save(self, **typed):
        self.values |= typed
        return self.client.post(self.url, self.values)


def hidden_inputs(response):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return dict(found)


@pytest.fixture
def evaluation(db):
    return make_evaluation()


@pytest.fixture
def preparer(evaluation):
    return make_member()


@pytest.fixture
def clients(client, client_of, preparer):
    client.force_login(preparer)
    return client, client_of(make_member())


@pytest.fixture
def client_of():
    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def address(evaluation, part):
    return reverse(f"indicators:enter_{part}", args=[evaluation.pk])


@pytest.fixture
def goals(clients, evaluation):
    return Tab(clients[0], address(evaluation, "goals"))


@pytest.fixture
def budget(clients, evaluation):
    return Tab(clients[0], address(evaluation, "budget"))


def logged(action):
    return [entry.changes for entry in AuditEntry.objects.filter(action=action).order_by("pk")]


def test_what_is_typed_is_stored_without_a_click(goals, evaluation):
    response = goals.send(**{"goal-expected": "保障民生"})

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "保障民生"
    assert response["X-Autosave"] == "stored"
    assert "已自动保存" in text_of(response)
    assert goals.values["goal-version"] == "2"


def test_log_has_one_row_per_field_person_and_visit(goals):
    for text in ("保", "保障", "保障民生"):
        goals.send(**{"goal-expected": text})
    assert not logged("goal.change")

    goals.save()

    assert logged("goal.change") == [{"expected": ["", "保障民生"]}]


def test_row_added_and_then_changed_is_one_entry(clients, evaluation):
    tab = Tab(clients[0], address(evaluation, "profile"))
    tab.send(**{"duties-0-title": "民"})
    tab.send(**{"duties-0-title": "民政"})

    tab.send("leave")

    assert evaluation.duties.get().title == "民政"
    assert [entry["title"] for entry in logged("duty.add")] == [[None, "民政"]]
    assert not logged("duty.change")


def test_what_was_put_back_is_not_logged(goals):
    goals.send(**{"goal-expected": "一"})
    goals.send(**{"goal-expected": ""})

    goals.send("leave")

    assert not logged("goal.change")
    assert not VisitChange.objects.unlogged().exists()


def test_scores_that_follow_are_logged_once_per_visit(budget):
    for amount in ("100", "200", "300"):
        budget.send(**{"basic-initial": "400", "basic-executed": amount})

    budget.send("last", **{"basic-executed": "350"})

    assert len(logged("scorecard.score")) <= 1
    assert logged("budgetline.change") == [{"initial": [None, "400"], "executed": [None, "350"]}]


def test_step_of_the_workflow_ends_the_visit_first(goals, evaluation, preparer):
    goals.send(**{"goal-expected": "保障民生"})

    advance(evaluation, Action.SUBMIT, actor=preparer)

    assert [entry.action for entry in AuditEntry.objects.order_by("-pk")[:2]] == ["evaluation.submit", "goal.change"]


def test_idle_visit_is_ended_by_the_sweep(goals):
    goals.send(**{"goal-expected": "保障民生"})
    assert end_idle_visits() == 0

    with clock.at(clock.now() + timedelta(minutes=31)):
        call_command("sweep", stdout=(output := StringIO()))

    assert "补记日志 1 条" in output.getvalue()
    assert logged("goal.change") == [{"expected": ["", "保障民生"]}]


def test_logged_steps_are_forgotten_after_a_month(goals):
    goals.send("last", **{"goal-expected": "保障民生"})

    with clock.at(clock.now() + timedelta(days=31)):
        end_idle_visits()

    assert not VisitChange.objects.exists()
    assert logged("goal.change")


def test_another_person_in_the_row_ends_the_visit(clients, evaluation):
    mine, theirs = (Tab(client, address(evaluation, "goals")) for client in clients)
    mine.send(**{"goal-expected": "一"})
    theirs.send(**{"goal-reached": "她的"})

    assert logged("goal.change") == [{"expected": ["", "一"]}]


def test_two_people_in_different_fields_lose_nothing(clients, evaluation):
    mine, theirs = (Tab(client, address(evaluation, "goals")) for client in clients)
    mine.send(**{"goal-expected": "一"})
    theirs.send(**{"goal-reached": "她的"})
    mine.send(**{"goal-expected": "一二"})
    theirs.send(**{"goal-reached": "她的二"})
    mine.send(**{"goal-expected": "一二三"})

    evaluation.goal.refresh_from_db()
    assert (evaluation.goal.expected, evaluation.goal.reached) == ("一二三", "她的二")


def test_same_field_shows_both_values_and_keeps_the_other_fields(clients, evaluation):
    mine, theirs = (Tab(client, address(evaluation, "goals")) for client in clients)
    theirs.send(**{"goal-expected": "她的"})

    response = mine.send(**{"goal-expected": "我的", "goal-reached": "我的完成"})

    evaluation.goal.refresh_from_db()
    assert (evaluation.goal.expected, evaluation.goal.reached) == ("她的", "我的完成")
    assert "现存：她的" in text_of(response)
    assert response["X-Autosave"] == "partly"
    again = mine.send(**{"goal-reached": "我的完成二"})
    evaluation.goal.refresh_from_db()
    assert (evaluation.goal.expected, evaluation.goal.reached) == ("她的", "我的完成二")
    assert "现存：她的" in text_of(again)


def test_choosing_ones_own_value_is_a_decision(clients, evaluation):
    mine, theirs = (Tab(client, address(evaluation, "goals")) for client in clients)
    theirs.send(**{"goal-expected": "她的"})
    response = mine.send(**{"goal-expected": "我的"})
    assert 'data-decision="1+2"' in response.content.decode()

    mine.send(**{"goal-version": "1+2"})

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "我的"


def test_clash_is_still_one_after_the_page_is_opened_again(clients, evaluation):
    mine, theirs = (Tab(client, address(evaluation, "goals")) for client in clients)
    theirs.send(**{"goal-expected": "她的"})
    mine.send(**{"goal-expected": "我的"})

    reopened = Tab(clients[0], mine.url)
    assert reopened.values["goal-expected"] == "我的"
    response = reopened.send(**{"goal-reached": "完成"})

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "她的"
    assert "现存：她的" in text_of(response)


def test_answer_that_never_arrived_is_no_clash(goals, evaluation):
    lost = dict(goals.values)
    goals.send(**{"goal-expected": "一"})
    goals.values = lost

    response = goals.send(**{"goal-expected": "一二"})

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "一二"
    assert response["X-Autosave"] == "stored"


def test_added_row_whose_answer_never_arrived_is_the_same_row(clients, evaluation):
    tab = Tab(clients[0], address(evaluation, "profile"))
    lost = dict(tab.values)
    tab.send(**{"duties-0-title": "民"})
    tab.values = lost

    tab.send(**{"duties-0-title": "民政"})

    assert Duty.objects.get().title == "民政"


def test_unreadable_value_waits_as_a_draft_and_the_rest_is_stored(budget, evaluation):
    response = budget.send(**{"basic-initial": "约 80", "basic-executed": "70"})

    line = evaluation.budget_lines.get(category="basic")
    assert (line.initial, line.executed) == (None, 70)
    assert response["X-Autosave"] == "partly"
    assert "1处未保存" in text_of(response)
    assert "无法识别“约 80”" in text_of(response)


def test_unreadable_value_is_shown_again_in_any_browser_of_the_person(budget, client_of, preparer, evaluation):
    budget.send(**{"basic-initial": "约 80"})

    response = client_of(preparer).get(budget.url)

    assert form_values(response)["basic-initial"] == "约 80"
    assert "您上次填写的1处内容尚未保存" in text_of(response)
    assert "无法识别" in text_of(response)


def test_draft_is_shown_to_nobody_else(budget, clients):
    budget.send(**{"basic-initial": "约 80"})

    assert "约 80" not in text_of(clients[1].get(budget.url))


def test_draft_ends_when_the_value_can_be_stored(budget, evaluation):
    budget.send(**{"basic-initial": "约 80"})

    response = budget.send(**{"basic-initial": "80"})

    assert not Draft.objects.exists()
    assert evaluation.budget_lines.get(category="basic").initial == 80
    assert 'id="id_basic-initial_state"' in response.content.decode()
    assert "无法识别" not in text_of(response)


def test_person_can_give_a_draft_up(budget, evaluation):
    budget.send(**{"basic-initial": "约 80"})

    response = budget.client.post(budget.url, {"discard": "1"}, follow=True)

    assert not Draft.objects.exists()
    assert form_values(response)["basic-initial"] == ""


def test_page_that_did_not_know_a_draft_does_not_erase_it(budget, clients):
    unaware = Tab(clients[0], budget.url)
    budget.send(**{"basic-initial": "约 80"})

    unaware.send(**{"project-initial": "5"})

    assert [kept["values"] for kept in Draft.objects.get().fields.values()] == [["约 80"]]


def test_new_row_that_misses_something_waits_whole_and_comes_back_as_the_same_row(budget, client_of, preparer):
    budget.send(**{"projects-0-initial": "5"})
    token = budget.values["projects-0-token"]

    reopened = Tab(client_of(preparer), budget.url)

    assert (reopened.values["projects-0-token"], reopened.values["projects-0-initial"]) == (token, "5")
    reopened.send(**{"projects-0-name": "道路维修"})
    assert not Draft.objects.exists()


LATE, EARLY = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "f0")
"""Two tokens of new rows; a database that sorted them would put the rows the wrong way round."""


def reopened(client, tab, *names):
    """Return what a new page shows in inputs of the first rows."""
    values = Tab(client, tab.url).values
    return [values[name] for name in names]


def test_several_new_rows_that_wait_come_back_as_as_many(budget, client_of, preparer):
    budget.values |= {"projects-0-token": LATE, "projects-1-token": EARLY}
    budget.send(**{"projects-0-initial": "5", "projects-1-initial": "6"})

    shown = reopened(client_of(preparer), budget, "projects-0-initial", "projects-1-initial")

    assert shown == ["5", "6"]


def test_new_rows_that_wait_keep_their_order_whichever_was_typed_first(budget, clients):
    other = Tab(clients[0], budget.url)
    budget.values |= {"projects-0-token": LATE, "projects-1-token": EARLY}
    budget.send(**{"projects-1-initial": "6"})
    other.send(**{"basic-initial": "约 80"})
    budget.send(**{"projects-0-initial": "5"})

    assert reopened(clients[0], budget, "projects-0-initial", "projects-1-initial") == ["5", "6"]


def test_new_row_keeps_its_place_while_a_later_one_is_stored(budget, clients, evaluation):
    budget.send(**{"projects-0-initial": "5"})
    budget.send(**{"projects-1-name": "绿化", "projects-1-initial": "6"})
    late = Tab(clients[0], budget.url)
    assert late.values["projects-1-initial"] == "5"

    late.send(**{"projects-1-name": "道路维修"})

    assert list(evaluation.projects.values_list("name", flat=True)) == ["道路维修", "绿化"]


def test_rows_that_the_script_adds_keep_their_order_whichever_is_stored_first(clients, evaluation):
    tab = Tab(clients[0], address(evaluation, "profile"))
    added = {f"duties-{row}-{name}": "" for row in (2, 3) for name in ("position", "title", "text")}
    tokens = {"duties-2-token": LATE, "duties-3-token": EARLY}
    tab.send(**added | tokens | {"duties-count": "4", "duties-3-title": "后写在前"})

    tab.send(**{"duties-2-title": "先写"})
    tab.send(**{"duties-0-title": "第一", "duties-3-title": "后写"})

    assert list(evaluation.duties.values_list("title", flat=True)) == ["第一", "先写", "后写"]


def test_row_at_odds_with_itself_waits_whole(clients, evaluation):
    item = evaluation.management_items.first()
    tab = Tab(clients[0], address(evaluation, "management"))

    tab.send(**{f"item-{item.pk}-is_met": "yes"})

    item.refresh_from_db()
    assert item.is_met is None
    assert len(Draft.objects.get().fields) == 2 or "证明" in str(Draft.objects.get().fields)
    tab.send(**{f"item-{item.pk}-proof": "制度汇编"})
    item.refresh_from_db()
    assert (item.is_met, item.proof) == (True, "制度汇编")


def test_nothing_is_removed_without_a_click(clients, evaluation):
    duty = Duty.objects.create(evaluation=evaluation, title="民政", position=1)
    tab = Tab(clients[0], address(evaluation, "profile"))

    tab.send(**{"duties-0-remove": "on", "duties-0-title": "民政救助"})

    duty.refresh_from_db()
    assert duty.title == "民政救助"


def test_indicator_that_is_being_added_waits_for_the_click(clients, evaluation):
    branch = evaluation.indicators.get(name="数量指标")
    url = reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk])
    tab = Tab(clients[0], url)

    response = tab.send(**{"indicator-name": "民生保障人数"})

    assert "处未保存" in text_of(response)
    assert not branch.children.exists()
    assert Tab(clients[0], url).values["indicator-name"] == "民生保障人数"


def test_indicator_is_stored_with_its_score(clients, evaluation):
    parent = evaluation.indicators.get(name="数量指标")
    leaf = Indicator.objects.create(
        evaluation=evaluation, parent=parent, is_leaf=True, name="人数", points=10, rule="positive", target=100
    )
    tab = Tab(clients[0], reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk]))

    tab.send(**{"indicator-actual": "50"})

    leaf.refresh_from_db()
    assert (leaf.actual, leaf.score) == (50, Decimal("5.00"))


def test_locked_evaluation_keeps_what_was_typed_as_a_draft(goals, evaluation, preparer):
    advance(evaluation, Action.SUBMIT, actor=preparer)

    response = goals.send(**{"goal-expected": "晚了"})

    assert response.status_code == 409
    assert response["X-Autosave"] == "refused"
    assert "未保存：自评现为“审核中”，不能修改" in text_of(response)
    assert "晚了" in text_of(goals.client.get(goals.url))
    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == ""


def test_page_of_one_person_is_not_stored_in_the_name_of_another(goals, clients, evaluation):
    goals.client = clients[1]

    response = goals.send(**{"goal-expected": "一"})

    assert response.status_code == 409
    assert "不是同一人" in text_of(response)
    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == ""


def test_explicit_save_logs_at_once(goals):
    goals.save(**{"goal-expected": "一"})

    assert logged("goal.change") == [{"expected": ["", "一"]}]


def test_page_sent_twice_is_stored_and_logged_once(goals, evaluation):
    values = dict(goals.values)
    goals.send(**{"goal-expected": "一"})
    goals.values = values | {"goal-expected": "一"}
    goals.send()
    goals.send("leave")

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.version == 2
    assert len(logged("goal.change")) == 1


def test_forged_visit_is_no_visit(goals, evaluation):
    goals.values["visit"] = "x"

    goals.send(**{"goal-expected": "一"})

    assert logged("goal.change") == [{"expected": ["", "一"]}]
    assert visits.key() == ""
