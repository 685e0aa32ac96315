from dataclasses import replace
from decimal import Decimal

import pytest

from departments.models import Duty, Origin
from departments.services import Source, carry, confirm
from indicators.models import Indicator, Survey
from reports.carried import ShareUnchanged, share_unchanged
from reports.gather import gather
from reports.gather.carried import HOLDERS
from reports.gather.previous import previous_snapshot
from reports.models import Measure, Problem, Section
from reports.public_view import public_view
from reports.services import findings_of
from reports.snapshot import CarriedFacts, from_json, to_json
from tests.factories import make_cycle, make_evaluation, make_member
from tests.reports.snapshots import make_snapshot
from tests.reports.stage import make_edition

LAST_YEAR = Source(Origin.LAST_YEAR, "2021年度自评", 2021)


@pytest.fixture
def evaluation(db):
    return make_evaluation()


def carried(evaluation, *rows):
    carry(evaluation, rows, source=LAST_YEAR, actor=None)
    return gather(evaluation).carried


def test_a_paragraph_is_found_where_it_stands(evaluation):
    Duty.objects.create(evaluation=evaluation, title="先", position=1)
    duty = Duty.objects.create(evaluation=evaluation, title="后", text="办理民政事项。", position=2)

    [facts] = carried(evaluation, (duty, ("text",)))

    assert (facts.part, facts.field, facts.row, facts.label) == ("profile", "duties", "1", "主要职责第2项")
    assert (facts.text, facts.since, facts.is_confirmed) == ("办理民政事项。", 2021, False)


def test_every_kind_of_row_with_texts_is_found(evaluation):
    leaf = Indicator.objects.create(
        evaluation=evaluation, parent=evaluation.indicators.get(name="质量指标"), name="甲", is_leaf=True, points=5
    )
    problem = Problem.objects.create(evaluation=evaluation, title="问题", text="原因")
    rows = [
        (Section.objects.create(evaluation=evaluation, key="preamble", text="前言"), "text"),
        (evaluation.duties.create(title="职责"), "title"),
        (evaluation.offices.create(name="机构"), "name"),
        (evaluation.goal, "expected"),
        (evaluation.yearly_tasks.create(title="任务"), "title"),
        (evaluation.budget, "note"),
        (evaluation.management_items.first(), "proof"),
        (leaf, "narrative"),
        (Survey.objects.create(indicator=leaf, surveyed="居民"), "surveyed"),
        (problem, "text"),
        (Measure.objects.create(evaluation=evaluation, problem=problem, text="措施"), "text"),
    ]
    for row, name in rows:
        setattr(row, name, getattr(row, name) or "沿用的话")
        row.save()

    found = carried(evaluation, *((row, (name,)) for row, name in rows))

    assert len(found) == len(rows) == len(HOLDERS) - 1
    assert {facts.part for facts in found} == {
        *("basis", "profile", "goals", "budget", "management", "indicators", "problems")
    }


def test_a_projects_text_is_found_under_the_project(stage):
    evaluation = stage.evaluation
    project = evaluation.project_evaluations.first()
    project.goal_expected = "改造两个社区。"
    project.save()

    [facts] = carried(evaluation, (project, ("goal_expected",)))

    assert (facts.part, facts.project) == ("projects", str(project.pk))


def test_a_changed_paragraph_is_carried_no_more(evaluation):
    duty = Duty.objects.create(evaluation=evaluation, title="后", text="办理民政事项。\n办理社保事项。")
    carried(evaluation, (duty, ("text",)))
    duty.text = "办理民政和双拥事项。\n办理社保事项。"
    duty.save()

    assert [facts.text for facts in gather(evaluation).carried] == ["办理社保事项。"]


def test_unconfirmed_text_remains_and_confirmed_text_does_not(evaluation):
    duty = Duty.objects.create(evaluation=evaluation, title="后", text="办理民政事项。\n办理社保事项。")
    keys = [facts.key for facts in carried(evaluation, (duty, ("text",)))]

    [before] = [found for found in findings_of(evaluation) if found.check_id == "C01-carried"]
    confirm(evaluation, keys, actor=make_member())
    after = [found for found in findings_of(evaluation) if found.check_id == "C01-carried"]

    assert before.blocks
    assert "“主要职责第1项”有2段文字沿用自“2021年度自评”" in before.message
    assert after == []


def test_carried_text_costs_one_query_for_each_kind(evaluation, django_assert_max_num_queries):
    rows = [evaluation.duties.create(title=f"职责{number}", text=f"文字{number}") for number in range(20)]
    carried(evaluation, *((row, ("title", "text")) for row in rows))
    evaluation = type(evaluation).objects.select_related("department", "cycle", "scorecard__scheme").get()

    with django_assert_max_num_queries(24):
        assert len(gather(evaluation).carried) == 40


def test_the_snapshot_keeps_it_and_the_public_does_not_see_it():
    snapshot = make_snapshot(carried=(facts_of("兜牢民生底线，改善社区环境。"),))

    assert from_json(to_json(snapshot)) == snapshot
    assert "carried" not in public_view(snapshot)


def facts_of(text, *, is_confirmed=False):
    place = {"part": "goals", "field": "expected", "label": "预期目标"}
    return CarriedFacts(1, **place, text=text, origin="last_year", source="2021年度自评", is_confirmed=is_confirmed)


def test_the_share_counts_letters_of_all_texts():
    snapshot = make_snapshot(carried=(facts_of("兜牢民生底线，"), facts_of("改善社区环境。", is_confirmed=True)))

    share = share_unchanged(snapshot)

    assert (share.unchanged, share.confirmed, share.unconfirmed) == (14, 7, 7)
    more = share_unchanged(replace(snapshot, filled_by="某人", phone="1"))
    assert more.total == share.total > 500


@pytest.mark.parametrize(
    ("share", "percent"),
    [
        pytest.param(ShareUnchanged(0, 0, 0), None, id="nothing written"),
        pytest.param(ShareUnchanged(3, 1, 0), Decimal("33.3"), id="a third"),
        pytest.param(ShareUnchanged(3, 2, 2), Decimal("66.7"), id="rounded half up"),
    ],
)
def test_the_share_is_rounded_once(share, percent):
    assert share.percent == percent


def test_without_a_year_before_there_is_no_snapshot(evaluation):
    assert previous_snapshot(evaluation) is None


def test_last_year_is_what_is_stored(evaluation):
    before = make_evaluation(cycle=make_cycle(2021))
    before.duties.create(title="去年的职责")

    assert [duty.title for duty in previous_snapshot(evaluation).duties] == ["去年的职责"]


def test_what_was_published_last_year_counts_while_a_correction_is_open(evaluation):
    before = make_evaluation(cycle=make_cycle(2021))
    make_edition(before, snapshot=to_json(gather(before)))
    before.duties.create(title="更正中的职责")

    assert previous_snapshot(evaluation).duties == ()


def test_last_year_costs_the_same_for_any_number_of_rows(evaluation, django_assert_max_num_queries):
    before = make_evaluation(cycle=make_cycle(2021))
    for number in range(30):
        before.duties.create(title=f"职责{number}")

    with django_assert_max_num_queries(26):
        previous_snapshot(evaluation)
