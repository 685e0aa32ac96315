import pytest

from departments import audit
from departments.forms.rows import said_by
from departments.models import AuditEntry, Duty, Project, Staffing
from departments.services import Collision, StaleRows, save_screen
from departments.writes import Write
from indicators.models import Goal
from tests.departments.unit_screen import UnitScreen, fresh, save, sent, with_duty
from tests.factories import make_evaluation, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return make_evaluation()


@pytest.fixture
def actor():
    return make_member()


def test_row_that_another_person_has_just_added_collides(evaluation, actor):
    data = sent(UnitScreen(evaluation), **{"projects-0-name": "道路维修", "duties-0-title": "民政"})
    screen = UnitScreen(fresh(evaluation), data)
    assert screen.is_valid()
    Project.objects.create(evaluation=evaluation, name="道路维修")

    with pytest.raises(Collision, match="重复"):
        save_screen(evaluation, screen.writes(), actor=actor)

    assert not evaluation.duties.exists()


def test_stale_form_overwrites_nothing_and_shows_both_values(evaluation, actor):
    with_duty(evaluation, text="旧")
    colleague = make_user(full_name="王芳")
    stale = sent(UnitScreen(evaluation), **{"duties-0-text": "我的", "staffing-retired": "3"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-text": "她的"}), colleague)
    screen = UnitScreen(fresh(evaluation), stale)
    assert screen.is_valid()

    with pytest.raises(StaleRows) as clash:
        save_screen(evaluation, screen.writes(), actor=actor)
    screen.show_conflicts(clash.value.conflicts)

    form = screen["duties"].forms[0]
    assert form["text"].value() == "我的"
    assert form.stored == {"text": "她的"}
    assert "王芳" in form.notice
    assert evaluation.duties.get().text == "她的"
    assert Staffing.objects.get().retired is None


def test_saving_again_after_a_clash_is_a_decision(evaluation, actor):
    with_duty(evaluation, text="旧")
    stale = sent(UnitScreen(evaluation), **{"duties-0-text": "我的"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-text": "她的"}), actor)
    screen = UnitScreen(fresh(evaluation), stale)
    screen.is_valid()
    with pytest.raises(StaleRows) as clash:
        save_screen(evaluation, screen.writes(), actor=actor)
    screen.show_conflicts(clash.value.conflicts)

    save(evaluation, screen.data, actor)

    assert evaluation.duties.get().text == "我的"


def test_all_clashes_are_told_not_only_the_first(evaluation, actor):
    for title in ("民政", "城管"):
        with_duty(evaluation, title=title)
    stale = sent(UnitScreen(evaluation), **{"duties-0-text": "一", "duties-1-text": "二"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-text": "甲", "duties-1-text": "乙"}), actor)
    screen = UnitScreen(fresh(evaluation), stale)
    screen.is_valid()

    with pytest.raises(StaleRows) as clash:
        save_screen(evaluation, screen.writes(), actor=actor)

    assert len(clash.value.conflicts) == 2


def test_two_people_who_type_the_same_do_not_clash(evaluation, actor):
    with_duty(evaluation)
    data = sent(UnitScreen(evaluation), **{"duties-0-text": "同样"})
    save(evaluation, data, actor)

    save(evaluation, data, actor)

    assert evaluation.duties.get().version == 2


def test_rows_that_a_person_left_alone_do_not_clash(evaluation, actor):
    with_duty(evaluation)
    mine = sent(UnitScreen(evaluation), **{"staffing-retired": "3"})
    save(evaluation, sent(UnitScreen(evaluation), **{"projects-0-name": "道路"}), actor)

    save(evaluation, mine, actor)

    assert Staffing.objects.get().retired == 3
    assert evaluation.projects.count() == 1


def test_row_removed_by_another_can_be_added_again(evaluation, actor):
    duty = with_duty(evaluation, text="旧")
    stale = sent(UnitScreen(evaluation), **{"duties-0-text": "我的"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-remove": "on"}), make_user(full_name="王芳"))
    screen = UnitScreen(fresh(evaluation), stale)
    screen.is_valid()
    with pytest.raises(StaleRows) as clash:
        save_screen(evaluation, screen.writes(), actor=actor)
    screen.show_conflicts(clash.value.conflicts)
    notice = screen["duties"].forms[0].notice

    save(evaluation, screen.data, actor)

    assert "已被删除" in notice
    assert "王芳" in notice
    assert evaluation.duties.get().token == duty.token


def test_removing_what_another_has_changed_is_asked_again(evaluation, actor):
    with_duty(evaluation)
    removal = sent(UnitScreen(evaluation), **{"duties-0-remove": "on"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-text": "新"}), actor)
    screen = UnitScreen(fresh(evaluation), removal)
    screen.is_valid()

    with pytest.raises(StaleRows):
        save_screen(evaluation, screen.writes(), actor=actor)


def test_removing_twice_is_no_fault(evaluation, actor):
    with_duty(evaluation)
    removal = sent(UnitScreen(evaluation), **{"duties-0-remove": "on"})

    save(evaluation, removal, actor)
    save(evaluation, removal, actor)

    assert AuditEntry.objects.filter(action="duty.remove").count() == 1


def test_two_people_who_create_the_one_row_clash(evaluation, actor):
    Goal.objects.all().delete()
    first, second = (Goal(evaluation=evaluation, expected=text) for text in ("甲", "乙"))
    save_screen(evaluation, [Write(first, 0, ["expected"])], actor=actor)

    with pytest.raises(StaleRows):
        save_screen(evaluation, [Write(second, 0, ["expected"])], actor=actor)

    assert Goal.objects.get().expected == "甲"


@pytest.mark.parametrize("version", ["x", "-1", "99", ""])
def test_forged_version_overwrites_nothing(evaluation, actor, version):
    with_duty(evaluation)
    data = sent(UnitScreen(evaluation), **{"duties-0-title": "改", "duties-0-version": version})
    screen = UnitScreen(fresh(evaluation), data)

    if screen.is_valid():
        with pytest.raises(StaleRows):
            save_screen(evaluation, screen.writes(), actor=actor)
    else:
        assert "页面已失效" in screen.faults[0][2]

    assert evaluation.duties.get().title == "民政"


def test_the_latest_change_of_a_row_is_known(evaluation, actor):
    duty = with_duty(evaluation)
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-title": "民政救助"}), actor)

    assert audit.latest(duty).actor == actor
    assert audit.latest(Duty(evaluation=evaluation)) is None


def test_unknown_actor_is_the_system(evaluation):
    assert said_by(None) == ""
    assert "系统" in said_by(audit.record(evaluation, actor=None, action="evaluation.open"))


def test_writing_nothing_but_an_unknown_removal_changes_nothing(evaluation, actor):
    gone = with_duty(evaluation)
    Duty.objects.all().delete()

    save_screen(evaluation, [Write(gone, 1, is_removal=True)], actor=actor)

    assert not AuditEntry.objects.filter(action="duty.remove").exists()


def test_two_people_in_different_fields_of_a_row_both_keep_their_work(evaluation, actor):
    with_duty(evaluation, text="旧")
    mine = sent(UnitScreen(evaluation), **{"duties-0-title": "民政救助"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-text": "她的"}), make_user())

    save(evaluation, mine, actor)

    duty = evaluation.duties.get()
    assert (duty.title, duty.text, duty.version) == ("民政救助", "她的", 3)
    assert AuditEntry.objects.filter(actor=actor).latest("pk").changes == {"title": ["民政", "民政救助"]}


def test_only_the_field_that_both_changed_clashes(evaluation, actor):
    with_duty(evaluation, text="旧")
    mine = sent(UnitScreen(evaluation), **{"duties-0-title": "我的标题"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-title": "她的标题", "duties-0-text": "她的"}), actor)
    screen = clashing(evaluation, mine, actor)

    assert screen["duties"].forms[0].stored == {"title": "她的标题"}
    save(evaluation, screen.data, actor)

    duty = evaluation.duties.get()
    assert (duty.title, duty.text) == ("我的标题", "她的")


def test_decision_against_one_version_is_none_against_the_next(evaluation, actor):
    with_duty(evaluation, text="旧")
    mine = sent(UnitScreen(evaluation), **{"duties-0-text": "我的"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-text": "她的"}), actor)
    screen = clashing(evaluation, mine, actor)
    save(evaluation, sent(UnitScreen(fresh(evaluation)), **{"duties-0-text": "她的第二稿"}), actor)

    again = clashing(evaluation, screen.data, actor)

    assert again["duties"].forms[0].stored == {"text": "她的第二稿"}
    assert evaluation.duties.get().text == "她的第二稿"


def test_what_another_has_put_back_does_not_clash(evaluation, actor):
    with_duty(evaluation, text="旧")
    mine = sent(UnitScreen(evaluation), **{"duties-0-title": "民政救助"})
    save(evaluation, sent(UnitScreen(evaluation), **{"duties-0-title": "她的"}), actor)
    save(evaluation, sent(UnitScreen(fresh(evaluation)), **{"duties-0-title": "民政"}), actor)

    save(evaluation, mine, actor)

    assert evaluation.duties.get().title == "民政救助"


def test_amounts_and_truth_values_are_merged_as_what_they_are(evaluation, actor):
    save(evaluation, sent(UnitScreen(evaluation), **{"projects-0-name": "道路维修", "projects-0-initial": "5"}), actor)
    mine = sent(UnitScreen(fresh(evaluation)), **{"projects-0-is_key": "on"})
    theirs = sent(UnitScreen(fresh(evaluation)), **{"projects-0-initial": "6"})
    save(evaluation, theirs, make_user())

    save(evaluation, mine, actor)

    project = evaluation.projects.get()
    assert (project.initial, project.is_key) == (6, True)


def clashing(evaluation, data, actor):
    """Return the screen after the clash that saving `data` ends in."""
    screen = UnitScreen(fresh(evaluation), data)
    assert screen.is_valid()
    with pytest.raises(StaleRows) as clash:
        save_screen(evaluation, screen.writes(), actor=actor)
    screen.show_conflicts(clash.value.conflicts)
    return screen


def test_stored_truth_values_are_shown_in_words(evaluation, actor):
    save(evaluation, sent(UnitScreen(evaluation), **{"projects-0-name": "道路维修", "projects-0-is_key": "on"}), actor)
    stale = sent(UnitScreen(fresh(evaluation)), **{"projects-0-remove": "on"})
    save(evaluation, sent(UnitScreen(fresh(evaluation)), **{"projects-0-initial": "5"}), actor)
    screen = clashing(evaluation, stale, actor)

    assert screen["projects"].forms[0].stored == {"initial": "5.00"}
