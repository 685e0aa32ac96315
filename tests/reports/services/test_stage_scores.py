import re
from decimal import Decimal

import pytest

from departments import clock
from departments.models import AuditEntry, Cycle, Membership, Role
from departments.workflow import StepNotOpen
from indicators.models import Scheme, StageScore
from indicators.schemes import preset_text
from indicators.services import (
    Mark,
    MarksRefused,
    ScoringClosed,
    StaleMarks,
    plant_projects,
    save_stage_scores,
    stage_results,
    start_evaluation,
)
from reports import services
from reports.gather import gather
from reports.public_view import public_view
from tests.factories import chain, handed_in, make_cycle, make_department, make_member, make_user
from tests.reports.files import text_of

SENTINEL = "抽查台账缺三个月记录"
REMARK = "与台账不符"


def let_count(stage, review='counts = "final_stage"'):
    """Let the evaluation be scored by a scheme whose last stage counts."""
    content = preset_text("donghu").replace("version = 1", "version = 9", 1)
    content = re.sub(r"\n\[review\][^\[]*", "\n", content) + f"\n[review]\n{review}\n"
    scheme = Scheme.objects.create(name="donghu", version=9, title="方案", kind="整体", content=content)
    card = stage.evaluation.scorecard
    card.scheme = scheme
    card.save()
    return stage


def with_stages(stage, *names):
    Cycle.objects.filter(pk=stage.evaluation.cycle_id).update(stages=chain(*names))
    stage.evaluation.cycle.refresh_from_db()
    return stage


def full_leaf(stage, points=5):
    """Return an indicator that has earned all its points, at least so many."""
    return next(row for row in stage.evaluation.indicators.whole().leaves() if row.score == row.points >= points)


def mark(row, points, reason=REMARK, based_on=0):
    return Mark(row.pk, None if points is None else Decimal(points), reason, based_on)


def save(stage, *marks, actor=None):
    save_stage_scores(stage.evaluation, marks, actor=actor or stage.reviewer, seen=stage.reload().version)


def test_reviewer_scores_an_indicator_and_the_self_score_stays(stage):
    row = full_leaf(stage.submitted())

    save(stage, mark(row, "3.5"))

    found = StageScore.objects.get()
    row.refresh_from_db()
    assert (found.points, found.reason, found.stage, found.stage_name) == (Decimal("3.5"), REMARK, 0, "审核")
    assert (found.scored_by, found.scored_at) == (stage.reviewer, clock.now())
    assert row.score == row.points
    assert gather(stage.reload()).total == 96


def test_a_stage_score_is_logged_with_its_values_and_how_the_self_score_came_about(stage):
    row = full_leaf(stage.submitted())

    save(stage, mark(row, "3.5"))
    save(stage, mark(row, "3", based_on=1))
    save(stage, mark(row, None, "", based_on=2))

    removed, changed, added = AuditEntry.objects.filter(action__startswith="stagescore.")
    assert added.changes == {"points": [None, "3.5"], "reason": [None, REMARK]}
    assert "自评得分依据" in added.comment
    assert (added.actor, added.evaluation) == (stage.reviewer, stage.evaluation)
    assert changed.changes == {"points": ["3.50", "3"]}
    assert removed.changes == {"points": ["3.00", None], "reason": [REMARK, None]}


def test_saving_what_is_stored_leaves_no_trace(stage):
    row = full_leaf(stage.submitted())
    save(stage, mark(row, "3.5"))
    before = AuditEntry.objects.count()

    save(stage, mark(row, "3.50", based_on=1))

    assert AuditEntry.objects.count() == before
    assert StageScore.objects.get().version == 1


@pytest.mark.parametrize("who", ["preparer", "publisher", "administrator", "auditor"])
def test_only_a_reviewer_scores(stage, who):
    row = full_leaf(stage.submitted())

    with pytest.raises(ScoringClosed, match="不是该环节的审核人"):
        save(stage, mark(row, "3"), actor=getattr(stage, who))

    assert not StageScore.objects.exists()


def test_a_reviewer_of_another_unit_does_not_score(stage):
    row = full_leaf(stage.submitted())

    with pytest.raises(ScoringClosed, match="不是该环节的审核人"):
        save(stage, mark(row, "3"), actor=make_member(Role.REVIEWER, stage.other))


def test_nobody_scores_his_own_submission(stage):
    Membership.objects.create(user=stage.preparer, department=stage.evaluation.department, role=Role.REVIEWER)
    row = full_leaf(stage.submitted())

    with pytest.raises(ScoringClosed, match="不同人员"):
        save(stage, mark(row, "3"), actor=stage.preparer)


@pytest.mark.parametrize(
    ("status", "ready"),
    [
        pytest.param("填报中", lambda stage: stage, id="draft"),
        pytest.param(
            "已退回",
            lambda stage: services.return_for_changes(
                stage.submitted().evaluation, actor=stage.reviewer, reason="有误"
            ),
            id="returned",
        ),
        pytest.param("已审核", lambda stage: stage.approved(), id="approved"),
        pytest.param(
            "已公开", lambda stage: stage.published(), id="published", marks=[pytest.mark.pdf, pytest.mark.files]
        ),
    ],
)
def test_scores_are_given_under_review_only(stage, status, ready):
    ready(stage)

    with pytest.raises(ScoringClosed, match=status):
        save(stage, mark(full_leaf(stage), "3"))


def test_a_page_of_an_earlier_stage_scores_nothing(stage):
    with_stages(stage, "单位负责人", "财政复核").submitted()
    seen = stage.reload().version
    services.approve(stage.evaluation, actor=stage.reviewer)

    with pytest.raises(ScoringClosed, match="有了变化"):
        save_stage_scores(stage.evaluation, [mark(full_leaf(stage), "3")], actor=stage.second_reviewer(), seen=seen)


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_stored(stage):
    stage.submitted()
    good, high, bare = [row for row in stage.evaluation.indicators.whole().leaves() if row.score == row.points][:3]

    with pytest.raises(MarksRefused) as refused:
        save(stage, mark(good, "1"), mark(high, "99", ""), mark(bare, "1", ""), Mark(10**6, Decimal(1), REMARK))

    paths = {key: [problem.path for problem in found] for key, found in refused.value.problems.items()}
    assert paths == {high.pk: ["points", "reason"], bare.pk: ["reason"], 10**6: ["points"]}
    assert not StageScore.objects.exists()


def test_what_is_not_assessed_cannot_be_scored(stage):
    row = full_leaf(stage.submitted())
    row.is_applicable, row.inapplicable_reason = False, "本年度没有此项工作"
    row.save()

    with pytest.raises(MarksRefused, match="不计分"):
        save(stage, mark(row, "1"))


@pytest.mark.parametrize(("points", "is_refused"), [("4.5", False), ("4.49", True)])
def test_the_scheme_says_from_where_on_a_reason_is_needed(stage, points, is_refused):
    let_count(stage, "tolerance = 0.5").submitted()
    row = next(row for row in stage.evaluation.indicators.whole().leaves() if row.score == 5)

    if is_refused:
        with pytest.raises(MarksRefused, match=r"相差超过 0.5 分"):
            save(stage, mark(row, points, ""))
    else:
        save(stage, mark(row, points, ""))

    assert StageScore.objects.exists() is not is_refused


@pytest.mark.parametrize("based_on", [0, 2])
def test_a_stale_score_overwrites_nothing(stage, based_on):
    row = full_leaf(stage.submitted())
    save(stage, mark(row, "3"))

    with pytest.raises(StaleMarks) as stale:
        save(stage, mark(row, "2", based_on=based_on))

    assert stale.value.current[row.pk].points == 3
    assert StageScore.objects.get().points == 3


def test_a_score_that_was_removed_meanwhile_is_stale(stage):
    row = full_leaf(stage.submitted())

    with pytest.raises(StaleMarks) as stale:
        save(stage, mark(row, "2", based_on=1))

    assert stale.value.current == {row.pk: None}


def test_every_stage_has_its_own_scores(stage):
    with_stages(stage, "单位负责人", "财政复核").submitted()
    row = full_leaf(stage)
    save(stage, mark(row, row.points - 1))
    services.approve(stage.evaluation, actor=stage.reviewer)
    save(stage, mark(row, row.points - 2), actor=stage.second_reviewer())

    assert [(found.stage_name, found.points) for found in StageScore.objects.all()] == [
        ("单位负责人", row.points - 1),
        ("财政复核", row.points - 2),
    ]
    assert [(result.name, result.scored.total) for result in stage_results(stage.reload())] == [
        ("单位负责人", 95),
        ("财政复核", 94),
    ]


def test_the_self_score_counts_where_the_scheme_says_so(stage):
    row = full_leaf(stage.submitted())
    save(stage, mark(row, row.points - 5))

    services.approve(stage.evaluation, actor=stage.reviewer)

    card = stage.reload().scorecard
    assert (card.total, card.final_total, card.final_grade) == (96, 96, "优")
    assert gather(stage.reload()).final is None


def test_the_last_stages_score_counts_where_the_scheme_says_so(stage):
    let_count(with_stages(stage, "单位负责人", "财政复核")).submitted()
    row = full_leaf(stage)
    save(stage, mark(row, "0"))
    services.approve(stage.evaluation, actor=stage.reviewer)
    assert stage.reload().scorecard.final_total is None
    second = stage.second_reviewer()
    save(stage, mark(row, row.points - 2), actor=second)

    services.approve(stage.evaluation, actor=second)

    card = stage.reload().scorecard
    assert (card.total, card.final_total, card.final_grade) == (96, 94, "优")
    final = gather(stage.reload()).final
    assert (final.stage_name, final.total, final.grade) == ("财政复核", 94, "优")
    assert AuditEntry.objects.filter(action="scorecard.change").latest("pk").changes["final_total"] == [None, "94.00"]


def test_a_last_stage_that_agrees_is_not_mentioned(stage):
    let_count(stage).approved()

    assert stage.reload().scorecard.final_total == 96
    assert gather(stage.reload()).final is None


def test_after_a_return_the_scores_stay_readable_and_the_result_goes(stage):
    let_count(stage).submitted()
    row = full_leaf(stage)
    save(stage, mark(row, row.points - 2))
    services.approve(stage.evaluation, actor=stage.reviewer)

    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="有误")

    card = stage.reload().scorecard
    assert (card.final_total, card.final_grade) == (None, "")
    assert StageScore.objects.get().reason == REMARK


def test_the_next_submission_begins_without_scores_and_the_log_keeps_them(stage):
    row = full_leaf(stage.submitted())
    save(stage, mark(row, "3"))
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="有误")

    stage.changed().submitted()

    assert not StageScore.objects.exists()
    entry = AuditEntry.objects.get(action="stagescore.remove")
    assert entry.changes == {"points": ["3.00", None], "reason": [REMARK, None]}
    assert entry.actor == stage.preparer


@pytest.mark.pdf
@pytest.mark.files
def test_a_correction_takes_the_result_back(stage):
    stage.published()

    services.correct(stage.reload(), actor=stage.publisher, reason="补充说明")

    assert stage.reload().scorecard.final_total is None


@pytest.mark.pdf
@pytest.mark.files
def test_of_the_review_only_the_total_that_counts_becomes_public(stage, settings):
    """Every file of an edition is searched, the PDF as text; so is what lies around the edition."""
    let_count(stage).submitted()
    rows = [row for row in stage.evaluation.indicators.whole().leaves() if row.score == row.points >= 5][:2]
    save(stage, *(mark(row, row.points - Decimal("1.13"), SENTINEL) for row in rows))
    services.approve(stage.evaluation, actor=stage.reviewer)
    services.review_disclosure(stage.evaluation, actor=stage.publisher, conclusion="proactive")
    edition = services.publish_now(stage.evaluation, actor=stage.publisher)

    folder = settings.PUBLIC_ROOT / edition.folder
    files = [path for path in settings.PUBLIC_ROOT.rglob("*") if path.is_file()]
    texts = {path: text_of(path) for path in files}

    hidden = [SENTINEL, stage.reviewer.full_name, *(str(row.points - Decimal("1.13")) for row in rows)]
    assert not [(path, word) for path, text in texts.items() for word in hidden if word in text]
    assert public_view(gather(stage.reload()))["final"] == {"total": "93.74", "grade": "优"}
    for name in ("index.html", "report.pdf", "report.docx"):
        assert "".join(texts[folder / name].split()).count("复核得分93.74分") == 1


def test_projects_leaves_are_scored_too(db):
    unit, reviewer, preparer = make_department(), make_user(), make_user()
    make_member(Role.REVIEWER, unit, reviewer)
    evaluation = start_evaluation(unit, make_cycle(project_scheme="national-project"), actor=None)
    evaluation.projects.create(name="社区微改造", initial=100, adjusted=100, executed=50)
    plant_projects(evaluation)
    fund = evaluation.project_evaluations.get().funds.first()
    fund.initial, fund.adjusted, fund.executed = 100, 100, 50
    fund.save()
    type(evaluation).objects.filter(pk=evaluation.pk).update(**handed_in(unit, preparer))
    leaf = evaluation.indicators.exclude(project_evaluation=None).get(rule="execution")

    save_stage_scores(evaluation, [mark(leaf, "4")], actor=reviewer, seen=evaluation.version)

    assert StageScore.objects.get().indicator == leaf
    assert stage_results(evaluation) == []


def test_the_first_score_is_the_beginning_of_the_review(stage):
    row = full_leaf(stage.submitted())

    save(stage, mark(row, "3"))
    save(stage, mark(row, "2", based_on=1))

    assert stage.reload().review_begun_at == clock.now()
    assert AuditEntry.objects.filter(action="evaluation.begin", actor=stage.reviewer).count() == 1
    with pytest.raises(StepNotOpen, match="审核人已开始审核，不能撤回送审"):
        services.recall(stage.evaluation, actor=stage.preparer)


def test_who_passed_an_earlier_stage_scores_nothing_in_the_next(stage):
    with_stages(stage, "单位负责人", "财政复核").submitted()
    services.approve(stage.evaluation, actor=stage.reviewer)

    with pytest.raises(ScoringClosed, match="不同人员"):
        save(stage, mark(full_leaf(stage), "3"))
