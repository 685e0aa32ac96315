"""Real transactions at the same moment, and a server that is killed in the middle of one."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from departments.models import AuditEntry, VisitChange
from departments.services import end_visits
from tests.factories import make_evaluation, make_member
from tests.pages import form_values

pytestmark = pytest.mark.django_db(transaction=True)

KILLED = """
import os, django
django.setup()
from departments import visits
from departments.models import Evaluation, User
from departments.services import save_screen
from departments.writes import Write
evaluation, actor = Evaluation.objects.get(), User.objects.get()
for text in ("一", "一二"):
    goal = Evaluation.objects.get().goal
    goal.expected = text
    with visits.during(visits.Visit("visit")):
        save_screen(evaluation, [Write(goal, goal.version, ["expected"])], actor=actor)
with visits.during(visits.Visit("visit")):
    goal = Evaluation.objects.get().goal
    goal.expected = "一二三"
    save_screen(evaluation, [Write(goal, goal.version, ["expected"])], actor=actor)
    os._exit(9)
"""


@pytest.fixture
def url():
    return reverse("indicators:enter_goals", args=[make_evaluation().pk])


def signed_in():
    client = Client()
    client.force_login(make_member())
    return client


def together(*actions):
    """Do all of it at the same moment, each over a connection of its own."""
    barrier = Barrier(len(actions))

    def act(action):
        barrier.wait()
        try:
            return action()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(act, actions))


def test_two_people_at_the_same_moment_lose_nothing(url):
    fields = {"goal-expected": "甲", "goal-reached": "乙"}
    pages = []
    for name, text in fields.items():
        client = signed_in()
        pages.append((client, form_values(client.get(url)) | {"visit": str(uuid4()), "autosave": "1", name: text}))

    for _ in range(5):
        answers = together(*(lambda page=page: page[0].post(url, page[1]) for page in pages))
        assert [answer["X-Autosave"] for answer in answers] == ["stored", "stored"]

    (goal,) = (change.evaluation.goal for change in VisitChange.objects.all()[:1])
    assert (goal.expected, goal.reached, goal.version) == ("甲", "乙", 3)


def test_same_page_sent_twice_at_the_same_moment_is_one_change(url):
    client = signed_in()
    page = form_values(client.get(url)) | {"visit": str(uuid4()), "autosave": "1", "goal-expected": "甲"}

    answers = together(*[lambda: client.post(url, page)] * 2)

    assert [answer.status_code for answer in answers] == [200, 200]
    assert VisitChange.objects.count() == 1


def test_leaving_while_saving_logs_everything_once(url):
    client = signed_in()
    page = form_values(client.get(url)) | {"visit": str(uuid4()), "goal-expected": "甲"}

    together(
        lambda: client.post(url, page | {"autosave": "1"}),
        lambda: client.post(url, page | {"autosave": "last"}),
        lambda: client.post(url, page | {"autosave": "leave"}),
    )
    client.post(url, page | {"autosave": "leave"})

    assert [entry.changes for entry in AuditEntry.objects.filter(action="goal.change")] == [{"expected": ["", "甲"]}]


def test_killed_server_loses_no_entry_of_the_log():
    evaluation = make_evaluation()
    make_member()
    settings = connection.settings_dict
    address = (
        f"sqlite:///{settings['NAME']}"
        if connection.vendor == "sqlite"
        else os.environ["DATABASE_URL"].replace("/postgres?", f"/{settings['NAME']}?")
    )
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "perfeval.settings"}

    killed = subprocess.run(
        [sys.executable, "-c", KILLED], env=environment, capture_output=True, text=True, check=False
    )

    assert killed.returncode == 9, killed.stderr
    assert not AuditEntry.objects.filter(action="goal.change").exists()
    end_visits(evaluation)
    assert type(evaluation.goal).objects.get().expected == "一二"
    assert [entry.changes for entry in AuditEntry.objects.filter(action="goal.change")] == [{"expected": ["", "一二"]}]
