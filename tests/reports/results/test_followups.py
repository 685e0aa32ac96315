"""What was promised is followed up, and told in the next year's report."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import AuditEntry, Cycle, Evaluation
from departments.services import Locked
from departments.workflow import Action
from indicators.models import CycleScheme
from indicators.services import start_evaluation
from reports.checks import Context, run
from reports.document.compose import compose
from reports.gather import gather
from reports.models import Followup, Measure, Problem
from reports.public_view import public_view
from reports.services.guard import blocking_reasons
from reports.services.guard import text_of as reason_of
from reports.services.rectification import FollowupRefused, owed, save_followups, take_over, tracked
from tests.factories import handed_in
from tests.pages import form_values, text_of


@pytest.fixture
def approved(stage):
    return stage.approved()


def address(name, evaluation):
    return reverse(f"reports:{name}", args=[evaluation.pk])


def done(row, **changes):
    values = {"state": "done", "done_on": date(2023, 9, 1), "progress": "已增设窗口。", "proof": "验收单"} | changes
    for name, value in values.items():
        setattr(row, name, value)
    return row


def sent(evaluation, **first):
    """Return what the ledger sends when nothing but the first row is changed."""
    rows = tracked(evaluation)
    values = {f"m{row.measure_id}-based_on": row.version for row in rows}
    values |= {f"m{row.measure_id}-state": row.state for row in rows}
    return values | {f"m{rows[0].measure_id}-{name}": value for name, value in first.items()}


def test_every_measure_stands_in_the_ledger_with_office_and_day(client, approved):
    client.force_login(approved.preparer)

    page = text_of(client.get(address("followup", approved.evaluation)))

    measures = list(approved.evaluation.measures.all())
    assert measures
    for measure in measures:
        assert {measure.office, str(measure.due_on)} <= {word for word in page.split() if word}


def test_unit_follows_a_measure_up_and_the_log_says_so(client, approved):
    client.force_login(approved.preparer)
    said = sent(approved.evaluation, state="done", done_on="2023-09-01", progress="已增设窗口。")

    response = client.post(address("followup", approved.evaluation), said, follow=True)

    assert "已保存1项整改情况" in text_of(response)
    followup = Followup.objects.get()
    assert (followup.state, followup.done_on, followup.version) == ("done", date(2023, 9, 1), 1)
    entry = AuditEntry.objects.get(action="followup.add")
    assert (entry.actor, entry.evaluation) == (approved.preparer, approved.evaluation)
    assert entry.changes["state"] == ["open", "done"]


def test_done_without_a_day_is_refused_and_typing_kept(client, approved):
    client.force_login(approved.preparer)

    response = client.post(
        address("followup", approved.evaluation), sent(approved.evaluation, state="done", progress="已增设窗口。")
    )

    assert "已完成的，请填写完成日期" in text_of(response)
    assert "已增设窗口。" in response.content.decode()
    assert not Followup.objects.exists()


def test_later_of_two_is_told_and_overwrites_nothing(client, approved):
    late = sent(approved.evaluation, state="doing", progress="别的")
    save_followups(approved.evaluation, [done(tracked(approved.evaluation)[0])], actor=approved.preparer)
    client.force_login(approved.preparer)

    response = client.post(address("followup", approved.evaluation), late)

    assert response.status_code == 409
    assert "您填写的内容没有保存" in text_of(response)
    assert "别的" in response.content.decode()
    assert Followup.objects.get().progress == "已增设窗口。"


def test_saving_twice_changes_nothing(approved):
    save_followups(approved.evaluation, [done(tracked(approved.evaluation)[0])], actor=approved.preparer)

    assert save_followups(approved.evaluation, tracked(approved.evaluation), actor=approved.preparer) == 0


def test_before_the_approval_nothing_is_followed_up(stage):
    with pytest.raises(FollowupRefused, match="审核通过后"):
        save_followups(stage.evaluation, [done(tracked(stage.evaluation)[0])], actor=stage.preparer)


def test_only_the_unit_follows_up(approved):
    with pytest.raises(FollowupRefused, match="没有登记整改情况的权限"):
        save_followups(approved.evaluation, [done(tracked(approved.evaluation)[0])], actor=approved.reviewer)


@pytest.fixture
def next_year(approved):
    """The unit's evaluation of the year after, with the first measure done by then."""
    save_followups(approved.evaluation, [done(tracked(approved.evaluation)[0])], actor=approved.preparer)
    before = approved.evaluation.cycle
    cycle = Cycle.objects.create(year=before.year + 1, opens_on=date(2024, 3, 1), due_on=date(2024, 6, 30))
    for choice in before.schemes.all():
        CycleScheme.objects.create(cycle=cycle, kind=choice.kind, scheme=choice.scheme)
    return start_evaluation(approved.evaluation.department, cycle, actor=None)


def against_submission(evaluation, actor):
    return [reason_of(reason) for reason in blocking_reasons(evaluation, Action.SUBMIT, actor=actor)]


def test_submission_waits_for_what_is_owed(approved, next_year):
    count = approved.evaluation.measures.count()
    assert owed(next_year).count() == count
    said = f"上年自评有{count}项改进措施尚未列入“上年整改情况”"

    assert any(said in reason for reason in against_submission(next_year, approved.preparer))
    take_over(next_year, actor=approved.preparer)
    assert not any(said in reason for reason in against_submission(next_year, approved.preparer))


def test_ledger_is_taken_over_once_with_what_is_known(client, approved, next_year):
    client.force_login(approved.preparer)
    for _ in range(2):
        client.post(address("carry_rectifications", next_year))

    rows = list(next_year.rectifications.all())
    assert len(rows) == approved.evaluation.measures.count()
    measure = approved.evaluation.measures.get(pk=rows[0].source_id)
    assert (rows[0].measure, rows[0].office, rows[0].due_on) == (measure.text, measure.office, measure.due_on)
    assert (rows[0].state, rows[0].progress, rows[0].proof) == ("done", "已增设窗口。", "验收单")
    assert {row.state for row in rows[1:]} <= {"open"}


def test_promise_is_taken_over_in_the_figures_of_the_year_that_made_it(approved, next_year):
    measure = approved.evaluation.measures.select_related("problem").first()
    Measure.objects.filter(pk=measure.pk).update(text="{{ 评价年度 }}年度执行数{{ 全年执行数|万元:2 }}，按月调度。")
    Problem.objects.filter(pk=measure.problem_id).update(title="{{ 评价年度 }}年度支出偏慢")
    executed = gather(approved.evaluation).budget.total.executed

    take_over(next_year, actor=approved.preparer)

    row = next_year.rectifications.get(source=measure)
    assert row.measure == f"2022年度执行数{executed / 10000:.2f}万元，按月调度。"
    assert row.problem == "2022年度支出偏慢"


def test_promise_that_its_figures_make_too_long_shows_where_it_was_cut(approved, next_year):
    measure = approved.evaluation.measures.select_related("problem").first()
    Problem.objects.filter(pk=measure.problem_id).update(title="{{ 单位名称 }}" * 10)

    take_over(next_year, actor=approved.preparer)

    row = next_year.rectifications.get(source=measure)
    name = approved.evaluation.department.name
    assert row.problem == f"{(name * 10)[:99]}…"
    assert row.measure == measure.text


def test_ledgers_and_their_exports_tell_measures_as_they_were_printed(client, approved):
    measure = approved.evaluation.measures.first()
    Measure.objects.filter(pk=measure.pk).update(text="{{ 单位简称 }}按月调度。")
    said = f"{approved.evaluation.department.short_name}按月调度。"
    client.force_login(approved.reviewer)
    pages = [address("followup", approved.evaluation), reverse("reports:round_followups", args=[2022])]

    for page in pages:
        assert said in text_of(client.get(page))
        exported = client.get(page, {"export": "csv"})
        assert said in b"".join(exported).decode("utf-8-sig")


@pytest.mark.parametrize("name", ["followup", "round_followups"])
def test_exported_ledger_reads_an_evaluation_once_for_all_its_measures(client, approved, name):
    client.force_login(approved.reviewer)
    page = reverse(f"reports:{name}", args=[approved.evaluation.pk if name == "followup" else 2022])
    measures = Measure.objects.filter(evaluation=approved.evaluation)
    measures.filter(pk=measures.first().pk).update(text="{{ 单位简称 }}按月调度。")
    few = queries_of_export(client, page)

    measures.update(text="{{ 单位简称 }}按月调度。")

    assert measures.count() > 1
    assert queries_of_export(client, page) == few


def queries_of_export(client, page):
    with CaptureQueriesContext(connection) as queries:
        b"".join(client.get(page, {"export": "csv"}))
    return len(queries)


def test_nothing_is_taken_over_into_what_is_locked(client, approved, next_year):
    values = handed_in(next_year.department, approved.preparer)
    Evaluation.objects.filter(pk=next_year.pk).update(**values)
    client.force_login(approved.preparer)

    page = text_of(client.post(address("carry_rectifications", next_year), follow=True))

    assert "不能修改，锁定至审核人退回为止" in page
    assert not next_year.rectifications.exists()


def test_what_was_taken_over_is_checked_entered_and_printed(client, approved, next_year):
    take_over(next_year, actor=approved.preparer)
    next_year.rectifications.update(progress="")
    client.force_login(approved.preparer)
    values = form_values(client.get(address("enter_problems", next_year)))
    found = [finding.message for finding in run(gather(next_year), Context(date(2024, 6, 1), date(2024, 6, 30), ()))]
    assert "上年整改情况第1项没有进展说明，请补充。" in found

    client.post(address("enter_problems", next_year), values | {"rectifications-0-progress": "已增设午间窗口。"})

    snapshot = gather(next_year)
    assert snapshot.rectifications[0].progress == "已增设午间窗口。"
    text = str(compose(snapshot).blocks)
    assert "上年整改情况" in text
    assert "整改情况：已完成（2023年9月1日）：已增设午间窗口。证明材料：验收单。" in text
    assert public_view(snapshot)["rectifications"][0]["state"] == "done"


def test_report_without_a_year_before_says_nothing_of_it(stage):
    assert "上年整改情况" not in str(compose(gather(stage.evaluation)).blocks)


def test_what_is_under_review_takes_nothing_over(approved, next_year):
    next_year.status = "submitted"
    next_year.submitted_at, next_year.submitted_by = "2024-06-01T00:00Z", approved.preparer
    next_year.save()

    with pytest.raises(Locked):
        take_over(next_year, actor=approved.preparer)


def test_later_progress_does_not_change_what_the_report_tells(approved, next_year):
    take_over(next_year, actor=approved.preparer)
    row = done(tracked(approved.evaluation)[0], progress="又停用。")
    save_followups(approved.evaluation, [row], actor=approved.preparer)

    assert next_year.rectifications.first().progress == "已增设窗口。"
