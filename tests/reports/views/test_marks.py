"""The reviewer's scores on screen: who writes them, who reads them, what is said about bad ones."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import Membership, Role
from indicators.models import StageScore
from indicators.services import Mark, save_stage_scores
from reports import services
from tests.factories import chain
from tests.queries import queries_of

REMARK = "台账缺第三季度"


@pytest.fixture
def desk(client, stage):
    """The reviewer's desk of a submitted evaluation."""
    stage.submitted()
    client.force_login(stage.reviewer)
    return reverse("reports:review", args=[stage.evaluation.pk])


def leaf_of(stage, points=5):
    return next(row for row in stage.evaluation.indicators.whole().leaves() if row.score == row.points >= points)


def sent(stage, row, points, reason=REMARK, version=0, **more):
    """Return what the page sends when one indicator was scored and nothing was there before."""
    prefix = f"leaf-{row.pk}"
    said = {f"{prefix}-points": points, f"{prefix}-reason": reason, f"{prefix}-version": version}
    return {"seen": stage.reload().version} | said | more


def give(stage, row, points, reason=REMARK, based_on=0):
    marks = [Mark(row.pk, Decimal(points), reason, based_on)]
    save_stage_scores(stage.evaluation, marks, actor=stage.reviewer, seen=stage.reload().version)


def page_of(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def test_reviewer_scores_an_indicator_and_comes_back_to_it(client, stage, desk):
    row = leaf_of(stage)

    response = client.post(desk, sent(stage, row, "3.5", place=f"indicator-{row.pk}"))

    assert response["Location"] == f"{desk}#indicator-{row.pk}"
    page = client.get(desk).content.decode()
    assert "核查分数已保存。" in page
    assert f'name="leaf-{row.pk}-points" value="3.5"' in page
    assert REMARK in page
    assert "审核核查得分" in page


@pytest.mark.parametrize("place", ["", "//evil.example", "indicator-1x", 'indicator-1"'])
def test_any_other_place_is_the_table(client, stage, desk, place):
    response = client.post(desk, sent(stage, leaf_of(stage), "3.5", place=place))

    assert response["Location"] == f"{desk}#indicators"


def test_figures_are_read_as_people_write_them(client, stage, desk):
    client.post(desk, sent(stage, leaf_of(stage), " ３．５ "))

    assert StageScore.objects.get().points == Decimal("3.5")


def full_leaf_of(project):
    return next(row for row in project.indicators.leaves() if row.score == row.points)


def test_indicators_of_projects_are_scored_on_the_same_sheet(client, stage, desk):
    whole, project = leaf_of(stage), full_leaf_of(stage.evaluation.project_evaluations.first())

    client.post(desk, sent(stage, whole, "1") | sent(stage, project, "2", "验收单缺两份"))
    page = client.get(desk).content.decode()

    assert set(StageScore.objects.values_list("indicator", "points")) == {(whole.pk, 1), (project.pk, 2)}
    assert f'name="leaf-{project.pk}-points" value="2"' in page
    assert "验收单缺两份" in page
    assert "项目：" in page


def test_mark_of_a_project_is_held_against_its_own_points_and_named(client, stage, desk):
    row = full_leaf_of(stage.evaluation.project_evaluations.last())

    page = client.post(desk, sent(stage, row, str(row.points + 1))).content.decode()

    assert f"应当在 0 至 {row.points.normalize():f}" in page
    assert row.name in page
    assert not StageScore.objects.exists()


def test_marks_of_a_project_do_not_count_for_the_whole(client, stage, desk):
    whole, project = leaf_of(stage), full_leaf_of(stage.evaluation.project_evaluations.first())
    total = stage.evaluation.scorecard.total - whole.score + 1

    client.post(desk, sent(stage, whole, "1") | sent(stage, project, "0"))

    assert f'审核核查得分</dt><dd><span class="score">{total}</span>' in client.get(desk).content.decode()


def test_every_score_explains_itself_on_the_desk(client, stage, desk):
    page = client.get(desk).content.decode()

    rows = page.split('<tr id="indicator-')[1:]
    leaves = stage.evaluation.indicators.leaves()
    assert len(rows) == leaves.count() > leaves.whole().count()
    for row in leaves:
        cell = next(text for text in rows if text.startswith(f'{row.pk}"')).split("</th>")[0]
        assert [
            f"<dt>{name}</dt>"
            for name in ("评分方法", "依据", "数据", "算式", "结果")
            if f"<dt>{name}</dt>" not in cell
        ] == []
        assert ("<dt>得满分须</dt>" in cell) is (row.score < row.points)


@pytest.mark.parametrize(
    ("points", "reason", "message"),
    [
        pytest.param("999", REMARK, "应当在 0 至", id="more than the points"),
        pytest.param("-1", REMARK, "应当在 0 至", id="negative"),
        pytest.param("多", REMARK, "无法识别“多”", id="no number"),
        pytest.param("3.555", REMARK, "最多2位小数", id="decimals"),
        pytest.param("3", "", "请说明理由", id="no reason"),
        pytest.param("", REMARK, "请同时填写核查分数", id="no points"),
        pytest.param("3", "字" * 1001, "最多1000个字", id="too long"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_kept(client, stage, desk, points, reason, message):
    response = client.post(desk, sent(stage, leaf_of(stage), points, reason))

    page = response.content.decode()
    assert "核查分数尚未保存" in page
    assert page.count(message) == 2
    assert reason in page
    assert not StageScore.objects.exists()


def test_all_bad_input_is_answered_at_once_and_nothing_is_stored(client, stage, desk):
    good, bad, bare = [row for row in stage.evaluation.indicators.whole().leaves() if row.score == row.points][:3]
    data = sent(stage, good, "1") | sent(stage, bad, "多", "") | sent(stage, bare, "1", "")

    page = client.post(desk, data).content.decode()

    assert "无法识别“多”" in page
    assert "请说明理由" in page
    assert not StageScore.objects.exists()


def test_a_clash_shows_both_and_saving_again_decides(client, stage, desk):
    row = leaf_of(stage)
    give(stage, row, "4", "抽查两份")

    response = client.post(desk, sent(stage, row, "3.5"))
    page = response.content.decode()

    assert response.status_code == 409
    assert "现存：4" in page
    assert "现存：抽查两份" in page
    assert StageScore.objects.get().points == 4
    assert f'name="leaf-{row.pk}-version" value="1"' in page
    client.post(desk, sent(stage, row, "3.5", version=1))
    assert StageScore.objects.get().points == Decimal("3.5")


def test_what_the_reviewer_did_not_touch_does_not_clash(client, stage, desk):
    mine, other = [row for row in stage.evaluation.indicators.whole().leaves() if row.score == row.points][:2]
    give(stage, other, "1")

    client.post(desk, sent(stage, mine, "1") | sent(stage, other, "", ""))

    assert StageScore.objects.count() == 2


def test_emptying_both_fields_takes_the_score_back(client, stage, desk):
    row = leaf_of(stage)
    give(stage, row, "4")
    before = {f"initial-leaf-{row.pk}-points": "4", f"initial-leaf-{row.pk}-reason": REMARK}

    client.post(desk, sent(stage, row, "", "", version=1) | before)

    assert not StageScore.objects.exists()


def test_a_page_from_before_a_return_is_refused_and_keeps_what_was_typed(client, stage, desk):
    row = leaf_of(stage)
    data = sent(stage, row, "3.5")
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="有误")

    response = client.post(desk, data)
    page = response.content.decode()

    assert response.status_code == 409
    assert "自评现为“已退回”" in page
    assert "您填写的内容没有保存" in page
    assert re.search(rf'name="leaf-{row.pk}-points" value="3.5"[^>]* readonly', page)
    assert "保存核查分数" not in page


def test_who_submitted_reads_the_sheet_without_fields(client, stage, desk):
    Membership.objects.create(user=stage.preparer, department=stage.evaluation.department, role=Role.REVIEWER)
    give(stage, leaf_of(stage), "4")
    client.force_login(stage.preparer)

    page = client.get(desk).content.decode()

    assert "您已办理过送审" in page
    assert REMARK in page
    assert "保存核查分数" not in page
    assert 'name="leaf-' not in page


def test_a_later_stage_reads_what_an_earlier_one_has_said(client, stage):
    stage.evaluation.cycle.stages = chain("单位负责人", "财政复核")
    stage.evaluation.cycle.save()
    stage.submitted()
    give(stage, leaf_of(stage), "4")
    services.approve(stage.evaluation, actor=stage.reviewer)
    client.force_login(stage.second_reviewer())

    page = page_of(client, "reports:review", stage.evaluation.pk)

    assert re.search(r'<span class="hint">单位负责人</span> 4\.00', page)
    assert REMARK in page
    assert "单位负责人核查得分" in page
    assert f'name="leaf-{leaf_of(stage).pk}-points"' in page


@pytest.mark.parametrize("who", ["preparer", "publisher", "administrator"])
def test_the_unit_reads_the_remarks_once_the_review_has_spoken(client, stage, who):
    give(stage.submitted(), leaf_of(stage), "4")
    client.force_login(getattr(stage, who))
    assert REMARK not in page_of(client, "reports:evaluation", stage.evaluation.pk)

    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="有误")

    page = page_of(client, "reports:evaluation", stage.evaluation.pk)
    assert REMARK in page
    assert "4.00" in page


@pytest.mark.parametrize("who", ["reviewer", "auditor"])
def test_reviewers_and_auditors_read_the_remarks_at_any_time(client, stage, who):
    give(stage.submitted(), leaf_of(stage), "4")
    client.force_login(getattr(stage, who))

    assert REMARK in page_of(client, "reports:evaluation", stage.evaluation.pk)


def test_the_evaluation_page_tells_the_score_that_counts(client, stage):
    stage.approved()
    client.force_login(stage.preparer)

    assert "<dt>最终得分</dt><dd>96.00 分，优</dd>" in page_of(client, "reports:evaluation", stage.evaluation.pk)


def test_the_log_names_the_scores_in_words(client, stage):
    give(stage.submitted(), leaf_of(stage), "4")
    client.force_login(stage.auditor)

    page = page_of(client, "departments:audit_list")

    assert "核查分数：新增" in page
    assert "核查意见" in page


@pytest.mark.parametrize("scored", [1, 8])
def test_the_desk_asks_the_same_for_few_and_many_scores(client, stage, desk, scored):
    rows = [row for row in stage.evaluation.indicators.whole().leaves() if row.score == row.points][:scored]
    for row in rows:
        give(stage, row, "0.5")

    assert queries_of(client, desk) == 66
