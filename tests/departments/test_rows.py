from uuid import uuid4

import pytest
from django.http import QueryDict

from departments.models import AuditEntry, Project
from departments.services import Locked, StaleRows, save_screen
from tests.departments.unit_screen import UnitScreen, fresh, save, sent, with_duty
from tests.factories import make_cycle, make_evaluation, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return make_evaluation()


@pytest.fixture
def actor():
    return make_member()


def test_new_row_is_stored_and_blank_ones_are_not(evaluation, actor):
    data = sent(UnitScreen(evaluation), **{"duties-0-title": "民政服务"})

    save(evaluation, data, actor)

    assert list(evaluation.duties.values_list("title", "position")) == [("民政服务", 1)]


def test_form_sent_twice_adds_once(evaluation, actor):
    data = sent(UnitScreen(evaluation), **{"duties-0-title": "民政服务"})

    save(evaluation, data, actor)
    save(evaluation, data, actor)

    assert evaluation.duties.count() == 1
    assert AuditEntry.objects.filter(action="duty.add").count() == 1


def test_two_people_add_two_rows(evaluation, actor):
    screens = [sent(UnitScreen(evaluation), **{"duties-0-title": title}) for title in ("民政服务", "城市管理")]

    for data in screens:
        save(evaluation, data, actor)

    assert evaluation.duties.count() == 2


def test_rows_keep_the_order_they_are_given(evaluation, actor):
    with_duty(evaluation, title="第二")
    data = sent(
        UnitScreen(evaluation), **{"duties-0-position": "9", "duties-1-title": "第一", "duties-1-position": "3"}
    )

    save(evaluation, data, actor)

    assert list(evaluation.duties.values_list("title", flat=True)) == ["第一", "第二"]


def test_row_without_a_number_keeps_its_place(evaluation, actor):
    duty = with_duty(evaluation)
    data = sent(UnitScreen(evaluation), **{"duties-0-position": "", "duties-0-title": "民政救助"})

    save(evaluation, data, actor)

    duty.refresh_from_db()
    assert (duty.position, duty.title, duty.version) == (1, "民政救助", 2)


def test_change_is_logged_with_old_and_new(evaluation, actor):
    with_duty(evaluation)

    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-title": "民政救助"}), actor)

    entry = AuditEntry.objects.get(action="duty.change")
    assert entry.changes == {"title": ["民政", "民政救助"]}
    assert entry.actor == actor


def test_unchanged_screen_leaves_no_trace(evaluation, actor):
    duty = with_duty(evaluation)
    before = AuditEntry.objects.count()

    save(evaluation, sent(UnitScreen(evaluation)), actor)

    duty.refresh_from_db()
    assert (duty.version, AuditEntry.objects.count()) == (1, before)


def test_removed_row_stays_in_the_log(evaluation, actor):
    with_duty(evaluation)

    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-remove": "on"}), actor)

    assert not evaluation.duties.exists()
    assert AuditEntry.objects.get(action="duty.remove").changes["title"] == ["民政", None]


def test_row_to_be_removed_needs_not_be_right(evaluation, actor):
    with_duty(evaluation)

    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-remove": "on", "duties-0-title": ""}), actor)

    assert not evaluation.duties.exists()


def test_spare_row_ticked_to_be_removed_is_not_stored(evaluation, actor):
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-remove": "on", "duties-0-title": "民政"}), actor)

    assert not evaluation.duties.exists()


def test_all_faults_are_told_at_once_and_nothing_is_lost(evaluation):
    data = sent(UnitScreen(evaluation), **{"staffing-retired": "-1", "duties-0-text": "写", "projects-1-initial": "x"})

    screen = UnitScreen(fresh(evaluation), data)

    assert not screen.is_valid()
    assert [(target, label) for target, label, _ in screen.faults] == [
        ("id_staffing-retired", "离退休人数"),
        ("id_duties-0-title", "主要职责 第1行 职责"),
        ("id_projects-1-name", "项目 第2行 项目名称"),
        ("id_projects-1-initial", "项目 第2行 年初预算数（元）"),
    ]
    assert screen["projects"].forms[1]["initial"].value() == "x"


def test_same_name_twice_in_a_list_is_refused(evaluation):
    data = sent(UnitScreen(evaluation), **{"projects-0-name": "道路维修", "projects-1-name": "道路维修"})

    screen = UnitScreen(fresh(evaluation), data)

    assert not screen.is_valid()
    assert screen.faults == [("id_projects-1-name", "项目 第2行 项目名称", "项目名称重复。")]


def test_name_may_be_used_again_when_the_other_row_goes(evaluation, actor):
    Project.objects.create(evaluation=evaluation, name="道路维修")
    changes = {"projects-0-remove": "on", "projects-1-name": "道路维修", "projects-1-is_key": "on"}

    save(evaluation, sent(UnitScreen(evaluation), **changes), actor)

    assert evaluation.projects.get().is_key


@pytest.mark.parametrize("token", ["", "not-a-token"])
def test_row_without_a_lawful_token_gets_one(evaluation, actor, token):
    data = sent(UnitScreen(evaluation), **{"duties-0-title": "民政", "duties-0-token": token})

    save(evaluation, data, actor)

    assert evaluation.duties.get().token


def test_token_of_another_unit_opens_nothing(evaluation, actor):
    foreign = with_duty(make_evaluation(department=make_member().memberships.get().department, cycle=make_cycle(2023)))
    changes = {"duties-0-token": str(foreign.token), "duties-0-title": "改"}

    save(evaluation, sent(UnitScreen(evaluation), **changes), actor)

    foreign.refresh_from_db()
    assert foreign.title == "民政"
    assert evaluation.duties.get().title == "改"


@pytest.mark.parametrize("count", ["-1", "x", "", "9" * 5000, "²", "１２３４５６７８９０"])
def test_forged_number_of_rows_is_none(evaluation, count):
    screen = UnitScreen(evaluation, QueryDict(f"duties-count={count}", mutable=True))

    assert screen["duties"].forms == []


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 12, "-1", "x", "\x00", "²"])
def test_forged_version_is_told_or_clashes(evaluation, actor, version):
    with_duty(evaluation)
    screen = UnitScreen(
        fresh(evaluation), sent(UnitScreen(evaluation), **{"duties-0-title": "改", "duties-0-version": version})
    )

    if screen.is_valid():
        with pytest.raises(StaleRows):
            save_screen(evaluation, screen.writes(), actor=actor)
    else:
        assert screen.faults == [("", "主要职责 第1行", "页面已失效，请刷新后重新填写。")]


def test_number_of_rows_has_a_limit(evaluation):
    screen = UnitScreen(evaluation, QueryDict("duties-count=99999", mutable=True))

    assert len(screen["duties"].forms) == 500


def test_locked_evaluation_takes_nothing(evaluation, actor):
    screen = UnitScreen(evaluation, sent(UnitScreen(evaluation), **{"duties-0-title": "民政"}))
    screen.is_valid()
    type(evaluation).objects.update(status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=actor)

    with pytest.raises(Locked, match="审核中"):
        save_screen(evaluation, screen.writes(), actor=actor)

    assert not evaluation.duties.exists()


def test_frozen_screen_has_no_spare_rows_and_no_way_to_type(evaluation):
    with_duty(evaluation)

    screen = UnitScreen(evaluation, is_frozen=True)

    assert len(screen["duties"].forms) == 1
    assert " readonly" in str(screen["duties"].forms[0]["title"])
    assert " disabled" in str(screen["duties"].forms[0]["remove"])


def test_freezing_keeps_what_was_typed(evaluation):
    screen = UnitScreen(evaluation, sent(UnitScreen(evaluation), **{"duties-0-title": "民政"}))

    screen.freeze()

    field = str(screen["duties"].forms[0]["title"])
    assert 'value="民政"' in field
    assert " readonly" in field


def test_script_row_has_no_token_of_its_own(evaluation):
    empty = UnitScreen(evaluation)["duties"].empty_form

    assert empty.prefix == "duties-__duties__"
    assert "value" not in str(empty["token"])


@pytest.mark.parametrize(
    ("name", "row", "anchor"),
    [
        pytest.param("retired", "", "id_staffing-retired", id="field of a single row"),
        pytest.param("text", "1", "id_duties-1-text", id="field of a row in a list"),
        pytest.param("staffing", "", "id_staffing-as_of", id="single row by its name"),
        pytest.param("unheard_of", "", None, id="nowhere"),
    ],
)
def test_a_field_is_found_by_name_and_row(evaluation, name, row, anchor):
    for title in ("民政", "城管"):
        with_duty(evaluation, title=title)

    found = UnitScreen(evaluation).find(name, row)

    assert getattr(found, "auto_id", None) == anchor


def test_a_list_is_found_by_its_name(evaluation):
    screen = UnitScreen(evaluation)

    assert screen.find("duties") is screen["duties"]


def test_tokens_are_distinct_in_one_evaluation(evaluation):
    assert len({form["token"].value() for form in UnitScreen(evaluation)["duties"].forms} | {str(uuid4())}) == 3
