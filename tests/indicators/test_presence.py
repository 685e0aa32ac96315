"""Who else has this section open: told to those who share it, and forgotten a minute later without a trace."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from departments import clock
from departments.models import AuditEntry, Presence, Role
from departments.services import note_presence
from indicators.parts import PARTS, part_of
from tests.factories import make_cycle, make_department, make_evaluation, make_member, make_user
from tests.pages import text_of

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 5, 18, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def evaluation():
    return make_evaluation(cycle=make_cycle(project_scheme="national-project"))


@pytest.fixture
def mine(client, evaluation):
    client.force_login(make_member(user=make_user(full_name="我自己")))
    return client


@pytest.fixture
def hers(evaluation):
    client = Client()
    client.force_login(make_member(user=make_user(full_name="王芳")))
    return client


def address(evaluation, part="goals"):
    return reverse(part_of(part).url_name, args=[evaluation.pk])


def beat(client, evaluation, section="goals", path="", **more):
    said = {"section": section, "path": path or address(evaluation, section)} | more
    return client.post(reverse("indicators:presence", args=[evaluation.pk]), said)


def test_two_on_one_page_are_told_of_each_other(evaluation, mine, hers):
    assert not text_of(beat(mine, evaluation))

    assert text_of(beat(hers, evaluation)) == "我自己也打开了本页"
    assert text_of(beat(mine, evaluation)) == "王芳也打开了本页"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_every_entry_screen_says_it_also_without_a_script(evaluation, mine, hers, part):
    url = reverse(part.url_name, args=[evaluation.pk])
    beat(hers, evaluation, part.key, url)

    assert "王芳也打开了本页" in text_of(mine.get(url))


def test_other_pages_of_the_section_are_told_apart(evaluation, mine, hers):
    beat(hers, evaluation, "indicators", reverse("indicators:indicator_grid", args=[evaluation.pk]))

    assert "王芳打开了本部分的其他页面" in text_of(mine.get(address(evaluation, "indicators")))
    assert "王芳" not in text_of(mine.get(address(evaluation)))


def test_silence_of_a_minute_is_absence_and_leaves_no_row(evaluation, mine, hers):
    with clock.at(NOW):
        beat(hers, evaluation)
    with clock.at(NOW + timedelta(seconds=59)):
        assert "王芳" in text_of(beat(mine, evaluation))
    with clock.at(NOW + timedelta(seconds=61)):
        assert "王芳" not in text_of(beat(mine, evaluation))

    assert [row.user.full_name for row in Presence.objects.all()] == ["我自己"]


def test_leaving_is_told_at_once_and_nothing_of_it_is_logged(evaluation, mine, hers):
    before = AuditEntry.objects.count()
    beat(hers, evaluation)
    beat(hers, evaluation)

    assert beat(hers, evaluation, left="1").status_code == 204

    assert not text_of(beat(mine, evaluation))
    assert Presence.objects.count() == 1
    assert AuditEntry.objects.count() == before


def test_sweep_forgets_whoever_fell_silent(evaluation, settings):
    with clock.at(NOW):
        note_presence(evaluation, make_member(), "goals", address(evaluation))

    call_command("sweep", stdout=StringIO())

    assert not Presence.objects.exists()


def test_other_evaluations_are_another_room(evaluation, mine):
    elsewhere = make_evaluation(make_department("202"))
    stranger = Client()
    stranger.force_login(make_member(department=elsewhere.department))
    beat(stranger, elsewhere)

    assert not text_of(beat(mine, evaluation))
    assert beat(stranger, evaluation).status_code == 404


def test_reader_is_seen_too_and_a_name_is_no_markup(evaluation, mine):
    reader = Client()
    reader.force_login(make_member(Role.REVIEWER, user=make_user(full_name="<b>审核人</b>")))
    beat(reader, evaluation)

    answer = beat(mine, evaluation).content.decode()

    assert "&lt;b&gt;审核人&lt;/b&gt;也打开了本页" in answer


@pytest.mark.parametrize(
    ("section", "path"),
    [
        pytest.param("nothing", "", id="no section"),
        pytest.param("goals", "/nowhere", id="no page"),
        pytest.param("goals", "/", id="another page"),
        pytest.param("goals", "/evaluations/999999/enter/goals/", id="another evaluation"),
        pytest.param("goals", "/evaluations/1/" + "x" * 300, id="too long"),
    ],
)
def test_what_no_page_says_is_refused(evaluation, mine, section, path):
    path = path or address(evaluation)

    assert beat(mine, evaluation, section, path).status_code == 400
    assert not Presence.objects.exists()
