"""Last year beside this year, and copied into it part by part."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse

from departments import clock
from departments.models import AuditEntry, Authority, Budget, Evaluation, Origin, Role, User
from departments.services import Locked, carry
from departments.services.carrying import Source
from indicators.models import Goal, GoalApproval, Indicator, Scorecard
from indicators.parts import PARTS
from reports.carried import share_unchanged
from reports.gather import gather
from reports.rolling import copy_part, to_copy
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.pages import form_values, text_of
from tests.queries import queries_of


@dataclass(frozen=True)
class Unit:
    """The year before, and who works on it."""

    evaluation: Evaluation
    preparer: User


@pytest.fixture
def stage(db):
    """A unit whose year 2022 is filled in, as far as it is copied."""
    evaluation = make_evaluation(cycle=make_cycle(project_scheme="national-project"))
    for number in (1, 2):
        evaluation.duties.create(title=f"职责{number}", text=f"办理第{number}类事项。", position=number)
        evaluation.yearly_tasks.create(title=f"任务{number}", result=f"第{number}项全年完成。", position=number)
        evaluation.citations.create(authority=Authority.objects.create(title=f"办法{number}"), position=number)
    evaluation.offices.create(name="党政办公室", text="负责综合协调。")
    evaluation.management_items.update(is_met=True, proof="见内部控制手册")
    evaluation.sections.create(key="preamble", text="街道成立自评工作小组。")
    problem = evaluation.problems.create(title="等候时间较长", text="窗口人手不足。")
    evaluation.measures.create(problem=problem, text="增设午间窗口。", office="党政办公室")
    evaluation.budget_lines.filter(category="basic").update(initial=100, executed=96)
    Budget.objects.filter(evaluation=evaluation).update(carryover=5)
    Goal.objects.filter(evaluation=evaluation).update(expected="兜牢民生底线。\n改善环境。", reached="补贴发放到位。")
    for branch, name in (("数量指标", "走访户数"), ("满意度指标", "居民满意度")):
        add_leaf(evaluation, branch, name, target=90, actual=96, score=10, target_text="保持稳定", **DESCRIBED)
    return Unit(Evaluation.objects.get(pk=evaluation.pk), make_member(Role.PREPARER))


DESCRIBED = {"standard": "按比例得分。", "source": "工作台账", "method": "按月汇总", "narrative": "按计划完成。"}


def add_leaf(evaluation, branch, name, **fields):
    parent = evaluation.indicators.whole().get(name=branch)
    values = {"is_leaf": True, "points": 10, "rule": "positive", "sign": "≥", "unit": "%"} | fields
    return Indicator.objects.create(evaluation=evaluation, parent=parent, name=name, **values)


@pytest.fixture
def following(stage, client):
    """The evaluation of 2023 of the same unit, still empty."""
    client.force_login(stage.preparer)
    return make_evaluation(stage.evaluation.department, make_cycle(2023, project_scheme="national-project"))


def submit(evaluation, user):
    values = {"status": "submitted", "submitted_at": clock.now(), "submitted_by": user}
    Evaluation.objects.filter(pk=evaluation.pk).update(**values)


def copied(stage, evaluation, part):
    count = copy_part(evaluation, part, actor=stage.preparer)
    return count, Evaluation.objects.select_related("department", "cycle").get(pk=evaluation.pk)


def address(evaluation, part):
    known = next(found for found in PARTS if found.key == part)
    return reverse(known.url_name, args=[evaluation.pk])


def test_lists_are_copied_with_their_texts(stage, following):
    count, evaluation = copied(stage, following, "profile")

    assert list(evaluation.duties.values_list("title", "text")) == list(
        stage.evaluation.duties.values_list("title", "text")
    )
    assert evaluation.offices.count() == stage.evaluation.offices.count()
    assert count == evaluation.duties.count() + evaluation.offices.count()
    assert evaluation.staffing.administrative_quota is None


def test_what_is_written_this_year_stays(stage, following):
    following.goal.expected = "今年的目标"
    following.goal.save()
    following.yearly_tasks.create(title=stage.evaluation.yearly_tasks.first().title, result="今年的结果")

    _, evaluation = copied(stage, following, "goals")

    assert evaluation.goal.expected == "今年的目标"
    assert evaluation.goal.reached == stage.evaluation.goal.reached
    assert evaluation.yearly_tasks.first().result == "今年的结果"
    assert evaluation.yearly_tasks.count() == stage.evaluation.yearly_tasks.count()


def test_copying_twice_copies_nothing_more(stage, following):
    _, evaluation = copied(stage, following, "goals")

    assert copied(stage, evaluation, "goals")[0] == 0


def test_last_years_execution_becomes_the_amount_of_the_year_before(stage, following):
    _, evaluation = copied(stage, following, "budget")

    basic = evaluation.budget_lines.get(category="basic")
    assert basic.previous == stage.evaluation.budget_lines.get(category="basic").executed
    assert (basic.initial, basic.executed) == (None, None)
    assert evaluation.budget.carryover_previous == stage.evaluation.budget.carryover


def test_answers_are_not_copied_but_their_proofs_are(stage, following):
    _, evaluation = copied(stage, following, "management")

    item = evaluation.management_items.first()
    assert (item.is_met, item.proof) == (None, stage.evaluation.management_items.first().proof)


def test_problems_come_with_their_measures(stage, following):
    _, evaluation = copied(stage, following, "problems")

    pairs = [
        [(row.title, [measure.text for measure in row.measures.all()]) for row in each.problems.all()]
        for each in (stage.evaluation, evaluation)
    ]
    assert pairs[0] == pairs[1] != []


def test_only_authorities_that_still_hold_are_cited(stage, following):
    citations = stage.evaluation.citations.all()
    ended = citations[0].authority
    ended.valid_until = 2022
    ended.save()

    _, evaluation = copied(stage, following, "basis")

    assert evaluation.citations.count() == len(citations) - 1
    assert evaluation.sections.get(key="preamble").text == stage.evaluation.sections.get(key="preamble").text


def test_indicators_come_as_they_were_planned_without_values(stage, following):
    _, evaluation = copied(stage, following, "indicators")

    before = stage.evaluation.indicators.whole().leaves().exclude(rule="execution")
    after = evaluation.indicators.whole().leaves().exclude(rule="execution")
    assert [row.name for row in after] == [row.name for row in before]
    assert {row.parent.name for row in after} == {row.parent.name for row in before}
    assert all((row.target, row.actual, row.score) == (None, None, None) for row in after)
    assert all(row.standard for row in after if before.get(name=row.name).standard)


def test_approved_goals_take_no_indicator(stage, following):
    values = {
        "document": "批复",
        "approved_on": date(2023, 2, 1),
        "recorded_at": clock.now(),
        "recorded_by": stage.preparer,
    }
    approval = GoalApproval.objects.create(evaluation=following, **values)
    Scorecard.objects.filter(evaluation=following).update(approval=approval)

    assert copied(stage, following, "indicators")[0] == 0


def test_a_known_indicator_gets_the_texts_that_it_lacks(stage, following):
    before = stage.evaluation.indicators.whole().leaves().get(name__contains="满意度")
    row = add_leaf(following, before.parent.name, before.name, source="今年的来源")

    copied(stage, following, "indicators")

    row.refresh_from_db()
    assert (row.source, row.method, row.target) == ("今年的来源", before.method, None)


def test_copied_text_waits_to_be_confirmed_and_counts(stage, following):
    _, evaluation = copied(stage, following, "goals")

    snapshot = gather(evaluation)

    assert {facts.source for facts in snapshot.carried} == {"2022年度自评"}
    assert {facts.since for facts in snapshot.carried} == {2022}
    assert share_unchanged(snapshot).percent > 50


def test_text_that_was_carried_over_last_year_keeps_its_year(stage, following):
    source = Source(Origin.LAST_YEAR, "2021年度自评", 2021)
    carry(stage.evaluation, [(stage.evaluation.goal, ("expected",))], source=source, actor=None)

    _, evaluation = copied(stage, following, "goals")

    years = dict(evaluation.carried_texts.filter(object_type="indicators.Goal").values_list("field", "since"))
    assert years == {"expected": 2021, "reached": 2022}


def test_copying_is_logged(stage, following):
    copied(stage, following, "goals")

    assert AuditEntry.objects.filter(evaluation=following, action="yearlytask.add").exists()
    assert AuditEntry.objects.get(evaluation=following, action="carriedtext.carry").actor == stage.preparer


def test_without_a_year_before_nothing_is_offered(stage):
    assert to_copy(stage.evaluation, "goals") is None
    assert copy_part(stage.evaluation, "goals", actor=stage.preparer) == 0


def test_another_departments_year_is_not_copied(stage, following):
    other = make_evaluation(make_department("777"), following.cycle)

    assert to_copy(other, "goals") is None


def test_a_locked_evaluation_takes_nothing(stage):
    submit(stage.evaluation, stage.preparer)

    with pytest.raises(Locked):
        copy_part(stage.evaluation, "goals", actor=stage.preparer)


def test_the_screen_offers_copies_and_says_what_came_of_it(client, stage, following):
    page = client.get(address(following, "goals"))
    copy = reverse("reports:copy_last_year", args=[following.pk, "goals"])
    assert copy in page.content.decode()

    said = text_of(client.post(copy, follow=True))

    assert "已沿用上年内容" in said
    assert "请逐段核对" in said
    assert "沿用上年本部分内容" not in said
    assert "本页有" in said


def test_copying_nothing_says_so(client, stage, following):
    copy = reverse("reports:copy_last_year", args=[following.pk, "signature"])

    assert "没有可以沿用的内容" in text_of(client.post(copy, follow=True))


def test_a_part_that_is_none_is_not_found(client, following):
    assert client.post(reverse("reports:copy_last_year", args=[following.pk, "nothing"])).status_code == 404


def test_copying_is_asked_for_with_a_click(client, following):
    assert client.get(reverse("reports:copy_last_year", args=[following.pk, "goals"])).status_code == 405


def test_copying_into_a_submitted_evaluation_says_why_not(client, stage):
    submit(stage.evaluation, stage.preparer)
    client.force_login(stage.preparer)
    copy = reverse("reports:copy_last_year", args=[stage.evaluation.pk, "goals"])

    assert "不能修改" in text_of(client.post(copy, follow=True))


def test_last_years_values_stand_beside_the_inputs(client, stage, following):
    copied(stage, following, "indicators")
    before = stage.evaluation.indicators.whole().leaves().get(name__contains="满意度")
    leaf = following.indicators.whole().leaves().get(name=before.name)
    Indicator.objects.filter(pk=leaf.pk).update(source="今年的台账")

    said = text_of(client.get(reverse("indicators:indicator_edit", args=[following.pk, leaf.pk])))

    assert f"得分{before.score}（分值10）" in said
    assert f"上年：{before.source}" in said
    assert f"上年：{before.method}" not in said
    assert "上年：90" in said


def test_last_years_amounts_and_texts_stand_beside_the_inputs(client, stage, following):
    executed = stage.evaluation.budget_lines.get(category="basic").executed

    Goal.objects.filter(evaluation=stage.evaluation).update(reached="很长的话，" * 20)

    assert f"上年：{executed.normalize():f}" in text_of(client.get(address(following, "budget")))
    said = text_of(client.get(address(following, "goals")))
    assert "上年：兜牢民生底线。" in said
    assert "上年内容 很长的话，" in said


def test_last_years_bound_figures_stand_beside_the_inputs_in_words(client, stage, following):
    leaf = stage.evaluation.indicators.whole().leaves().get(name="走访户数")
    Indicator.objects.filter(pk=leaf.pk).update(narrative="{{ 评价年度 }}年走访。")
    copied(stage, following, "indicators")
    now = following.indicators.whole().leaves().get(name="走访户数")
    Indicator.objects.filter(pk=now.pk).update(narrative="今年另写。")

    said = text_of(client.get(reverse("indicators:indicator_edit", args=[following.pk, now.pk])))

    assert "上年：2022年走访。" in said


def test_a_section_that_is_still_empty_shows_last_years(client, stage, following):
    stage.evaluation.sections.create(key="disclosure", text="在政府网站公开。")

    assert "上年：在政府网站公开。" in text_of(client.get(address(following, "results")))


def test_one_click_confirms_and_saves_what_was_typed(client, stage, following):
    copied(stage, following, "goals")
    page = client.get(address(following, "goals"))
    mark = following.carried_texts.get(opening="改善环境。")
    typed = form_values(page) | {"goal-reached": "今年写的结果。", "confirm": str(mark.pk)}

    said = text_of(client.post(address(following, "goals"), typed, follow=True))

    mark.refresh_from_db()
    assert mark.confirmed_by == stage.preparer
    assert "已确认仍适用" in said
    following.goal.refresh_from_db()
    assert following.goal.reached == "今年写的结果。"


def test_all_of_a_page_can_be_confirmed_at_once(client, stage, following):
    copied(stage, following, "profile")
    page = client.get(address(following, "profile"))
    keys = ",".join(str(pk) for pk in following.carried_texts.values_list("pk", flat=True))
    assert f'value="{keys}"' in page.content.decode()

    client.post(address(following, "profile"), form_values(page) | {"confirm": keys})

    assert not following.carried_texts.unconfirmed().exists()


@pytest.mark.parametrize("sent", ["", "x", "0", "9" * 30, "1;2", "-1"])
def test_a_forged_confirmation_confirms_nothing(client, stage, following, sent):
    copied(stage, following, "goals")
    page = client.get(address(following, "goals"))

    assert client.post(address(following, "goals"), form_values(page) | {"confirm": sent}).status_code == 302
    assert following.carried_texts.unconfirmed().count() == following.carried_texts.count()


def test_nothing_is_confirmed_while_something_typed_is_wrong(client, stage, following):
    Budget.objects.filter(evaluation=stage.evaluation).update(note="上年的说明。")
    copied(stage, following, "budget")
    page = client.get(address(following, "budget"))
    mark = following.carried_texts.get()

    client.post(address(following, "budget"), form_values(page) | {"basic-initial": "约", "confirm": str(mark.pk)})

    assert not following.carried_texts.exclude(confirmed_at=None).exists()


def test_a_reader_sees_the_marks_without_buttons(client, stage, following):
    copied(stage, following, "goals")
    client.force_login(make_member(Role.REVIEWER, following.department))

    page = client.get(address(following, "goals")).content.decode()

    assert "尚未确认" in page
    assert 'name="confirm"' not in page
    assert "沿用上年本部分内容" not in page


def test_the_reviewer_sees_the_share_of_unchanged_text(client, stage, following):
    _, evaluation = copied(stage, following, "goals")
    client.force_login(make_member(Role.REVIEWER, following.department))
    share = share_unchanged(gather(evaluation))

    said = text_of(client.get(reverse("reports:review", args=[following.pk])))

    assert f"占全部文字的 {share.percent}% （{share.unchanged}字，全部{share.total}字）" in said, said
    assert f"其中{share.unconfirmed}字尚未确认仍适用" in said


def test_without_carried_text_the_reviewer_is_told_so(client, stage):
    client.force_login(make_member(Role.REVIEWER))

    assert "没有未改动的沿用文字。" in text_of(client.get(reverse("reports:review", args=[stage.evaluation.pk])))


@pytest.mark.parametrize("part", ["profile", "goals", "budget", "problems", "indicators"])
def test_last_year_costs_the_same_for_few_and_many_rows(client, stage, following, part):
    more_rows(stage.evaluation, 2)
    more_rows(following, 2)
    client.get(address(following, part))
    few = queries_of(client, address(following, part))

    more_rows(stage.evaluation, 15)
    more_rows(following, 15)

    assert queries_of(client, address(following, part)) == few


def more_rows(evaluation, count):
    for number in range(count):
        evaluation.duties.create(title=f"职责{count}{number}", text="文字")
        evaluation.yearly_tasks.create(title=f"任务{count}{number}", result="文字")
        evaluation.problems.create(title=f"问题{count}{number}", text="文字")
        add_leaf(evaluation, "数量指标", f"甲{count}{number}")


def test_marks_follow_an_automatic_save(client, stage, following):
    copied(stage, following, "goals")
    url, mark = address(following, "goals"), following.carried_texts.filter(field="expected").first()
    page = client.get(url)
    assert "本页有7段文字是沿用的" in text_of(page)
    typed = form_values(page) | {"autosave": "1", "visit": "0d1a6a3e-8f0e-4d7c-9b3c-0a4f6f1f7e11"}

    changed = client.post(url, typed | {"goal-expected": "今年的目标。"}).content.decode()
    typed |= {"goal-version": str(type(following.goal).objects.get(evaluation=following).version)}
    put_back = client.post(url, typed).content.decode()

    assert 'id="id_goal-expected_carried" hx-swap-oob="true"></div>' in changed
    assert "本页有5段文字是沿用的" in changed
    assert f'name="confirm" value="{mark.pk}"' not in changed
    assert "本页有7段文字是沿用的" in put_back
    assert f'name="confirm" value="{mark.pk}"' in put_back
