import pytest
from django.db import IntegrityError, transaction

from departments import clock
from departments.models import AuditEntry, CarriedText, Duty, Evaluation, Origin
from departments.services import Locked, Source, carry, confirm, save_screen
from departments.writes import Write
from tests.factories import make_cycle, make_department, make_evaluation, make_member

pytestmark = pytest.mark.django_db

LAST_YEAR = Source(Origin.LAST_YEAR, "2021年度自评", 2021)


@pytest.fixture
def evaluation():
    return make_evaluation()


@pytest.fixture
def duty(evaluation):
    return Duty.objects.create(evaluation=evaluation, title="组织公共服务", text="办理民政事项。\n\n办理社会保障事项。")


def carried(evaluation, *rows, source=LAST_YEAR):
    carry(evaluation, [(row, ("text",)) for row in rows], source=source, actor=None)
    return list(evaluation.carried_texts.all())


def lock(evaluation):
    now = clock.now()
    user = make_member()
    Evaluation.objects.filter(pk=evaluation.pk).update(status="submitted", submitted_at=now, submitted_by=user)


def test_each_paragraph_keeps_where_it_comes_from(evaluation, duty):
    first, second = carried(evaluation, duty)

    assert (first.opening, second.opening) == ("办理民政事项。", "办理社会保障事项。")
    assert (first.origin, first.source, first.since, first.confirmed_at) == ("last_year", "2021年度自评", 2021, None)
    assert first.place == ("departments.Duty", duty.pk, "text")


def test_a_paragraph_that_was_old_already_keeps_its_year(evaluation, duty):
    [first, _] = carried(evaluation, duty)
    evaluation.carried_texts.all().delete()

    again = carried(evaluation, duty, source=Source(Origin.LAST_YEAR, "2021年度自评", 2021, {first.digest: 2018}))

    assert [row.since for row in again] == [2018, 2021]


def test_carrying_the_same_twice_leaves_one_mark(evaluation, duty):
    carried(evaluation, duty)

    again = carried(evaluation, duty, source=Source(Origin.OLD_REPORT, "旧报告.docx"))

    assert [row.source for row in again] == ["2021年度自评"] * 2


def test_carrying_is_logged_in_one_row(evaluation, duty):
    carried(evaluation, duty)

    [entry] = AuditEntry.objects.filter(action="carriedtext.carry")
    assert entry.comment == "沿用“2021年度自评”的文字2段"


def test_nothing_carried_leaves_no_trace(evaluation):
    assert carry(evaluation, [], source=LAST_YEAR, actor=None) == 0
    assert not AuditEntry.objects.filter(action="carriedtext.carry").exists()


def test_a_changed_paragraph_is_known_no_more_and_its_neighbour_is(evaluation, duty):
    first, second = carried(evaluation, duty)
    text = "办理民政和双拥事项。\n办理社会保障事项。"

    assert first.paragraph_in(text) is None
    assert second.paragraph_in(text) == "办理社会保障事项。"


def test_confirming_says_who_and_when(evaluation, duty):
    first, second = carried(evaluation, duty)
    user = make_member()

    assert confirm(evaluation, [first.pk], actor=user) == 1

    first.refresh_from_db()
    assert first.confirmed_by == user
    assert first.confirmed_at is not None
    assert list(CarriedText.objects.unconfirmed()) == [second]
    assert "办理民政事项。" in AuditEntry.objects.get(action="carriedtext.confirm").comment


def test_confirming_twice_changes_and_logs_nothing(evaluation, duty):
    first, _ = carried(evaluation, duty)
    confirm(evaluation, [first.pk], actor=make_member())

    assert confirm(evaluation, [first.pk], actor=make_member()) == 0
    assert AuditEntry.objects.filter(action="carriedtext.confirm").count() == 1


def test_another_evaluations_paragraph_is_passed_over(evaluation, duty):
    first, _ = carried(evaluation, duty)
    other = make_evaluation(make_department("102"))

    assert confirm(other, [first.pk], actor=make_member()) == 0


def test_a_locked_evaluation_neither_carries_nor_confirms(evaluation, duty):
    first, _ = carried(evaluation, duty)
    lock(evaluation)

    with pytest.raises(Locked):
        carry(evaluation, [(duty, ("text",))], source=LAST_YEAR, actor=None)
    with pytest.raises(Locked):
        confirm(evaluation, [first.pk], actor=make_member())


def test_a_removed_row_takes_its_marks_with_it(evaluation, duty):
    carried(evaluation, duty)

    save_screen(evaluation, [Write(duty, duty.version, is_removal=True)], actor=make_member())

    assert not evaluation.carried_texts.exists()


def test_half_a_confirmation_is_refused_by_the_database(evaluation, duty):
    first, _ = carried(evaluation, duty)

    with pytest.raises(IntegrityError), transaction.atomic():
        CarriedText.objects.filter(pk=first.pk).update(confirmed_at=clock.now())


def test_the_year_before_is_that_of_the_same_department(evaluation):
    before = make_evaluation(cycle=make_cycle(2021))
    make_evaluation(make_department("102"), make_cycle(2021))
    make_evaluation(cycle=make_cycle(2020))

    assert Evaluation.objects.of_year_before(evaluation) == before
    assert Evaluation.objects.of_year_before(before).cycle.year == 2020
    assert Evaluation.objects.of_year_before(Evaluation.objects.of_year_before(before)) is None
