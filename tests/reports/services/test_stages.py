"""Several stages of review: who acts in which, what is fixed at submission, and who counts as another person."""

from datetime import timedelta

import pytest

from departments import clock
from departments.models import AuditEntry, Cycle, Department, Exemption, Membership, Role, StageDecision, Substitution
from departments.models.evaluation import Evaluation
from departments.services import ExemptionRefused, allow_exemption
from departments.services.organisation import add_department, change_department
from departments.stages import Level, Stage, as_stored
from departments.workflow import Status, StepNotOpen, StepRefused
from reports import services
from tests.factories import make_department, make_member, make_user

CHAIN = (Stage("单位负责人"), Stage("主管部门", Level.SUPERVISING), Stage("财政复核", Level.TOP))


@pytest.fixture
def people(stage):
    """Three stages, each with its reviewer; the unit lies below a bureau of the district."""
    unit = stage.evaluation.department
    bureau = make_department("850", "城乡建设局", parent=unit.parent, kind="bureau")
    unit.parent = bureau
    change_department(unit, actor=None)
    Cycle.objects.filter(pk=stage.evaluation.cycle_id).update(stages=as_stored(CHAIN))
    return {
        "unit": stage.reviewer,
        "bureau": make_member(Role.REVIEWER, bureau, make_user(full_name="局审核员")),
        "top": make_member(Role.REVIEWER, bureau.parent, make_user(full_name="财政审核员")),
    }


def waiting_for(person):
    return list(Evaluation.objects.reviewed_by(person).awaiting_review())


def test_each_stage_waits_for_its_own_level(stage, people):
    stage.submitted()

    for name, following in (("unit", "bureau"), ("bureau", "top")):
        assert [who for who in people if waiting_for(people[who])] == [name]
        services.approve(stage.evaluation, actor=people[name])
        assert [who for who in people if waiting_for(people[who])] == [following]
    services.approve(stage.evaluation, actor=people["top"])

    assert stage.reload().status == Status.APPROVED
    decisions = StageDecision.objects.values_list("stage_name", "outcome", "decided_by", "submission")
    assert list(decisions) == [
        ("单位负责人", "approved", people["unit"].pk, 1),
        ("主管部门", "approved", people["bureau"].pk, 1),
        ("财政复核", "approved", people["top"].pk, 1),
    ]


@pytest.mark.parametrize("who", ["bureau", "top"])
def test_a_higher_level_does_not_act_in_a_lower_stage(stage, people, who):
    stage.submitted()

    with pytest.raises(services.Blocked, match="不是当前审核环节的审核人"):
        services.approve(stage.evaluation, actor=people[who])
    with pytest.raises(StepRefused, match="不是当前审核环节的审核人"):
        services.return_for_changes(stage.evaluation, actor=people[who], reason="有误")


def test_another_chain_breaks_nothing_running(stage, people):
    stage.submitted()
    services.approve(stage.evaluation, actor=people["unit"])
    Cycle.objects.filter(pk=stage.evaluation.cycle_id).update(stages=as_stored([Stage("审核")]))

    services.approve(stage.evaluation, actor=people["bureau"])
    services.approve(stage.evaluation, actor=people["top"])

    assert stage.reload().status == Status.APPROVED
    assert [one.name for one in stage.reload().chain] == ["单位负责人", "主管部门", "财政复核"]


def test_a_unit_that_is_moved_is_reviewed_by_those_to_whom_it_was_submitted(stage, people):
    stage.submitted()
    services.approve(stage.evaluation, actor=people["unit"])
    unit = stage.reload().department
    unit.parent = add_department(
        Department(code="860", name="新主管局", short_name="新局", kind="bureau", parent=unit.parent.parent), actor=None
    )
    change_department(unit, actor=None)

    assert waiting_for(people["bureau"]) == [stage.evaluation]
    assert stage.evaluation in Evaluation.objects.visible_to(people["bureau"])
    services.approve(stage.reload(), actor=people["bureau"])

    assert stage.reload().present_stage.name == "财政复核"


def test_the_next_submission_takes_the_new_chain(stage, people):
    stage.submitted()
    services.return_for_changes(stage.evaluation, actor=people["unit"], reason="有误")
    Cycle.objects.filter(pk=stage.evaluation.cycle_id).update(stages=as_stored([Stage("审核")]))
    stage.changed()

    services.submit(stage.reload(), actor=stage.preparer)

    assert [one.name for one in stage.reload().chain] == ["审核"]
    assert stage.reload().submissions == 2


def test_a_return_in_the_second_stage_clears_the_first_and_says_so(stage, people):
    stage.submitted()
    services.approve(stage.evaluation, actor=people["unit"])

    services.return_for_changes(stage.evaluation, actor=people["bureau"], reason="满意度样本不足")

    first, returned = StageDecision.objects.all()
    assert (first.cleared_because, first.cleared_at) == ("退回：满意度样本不足", clock.now())
    assert (returned.outcome, returned.stage_name, returned.comment) == ("returned", "主管部门", "满意度样本不足")
    assert StageDecision.objects.standing().count() == 0
    entry = AuditEntry.objects.get(action="stagedecision.clear")
    assert (entry.actor, entry.evaluation, entry.comment) == (people["bureau"], stage.evaluation, first.cleared_because)


@pytest.mark.pdf
@pytest.mark.files
def test_a_correction_clears_every_approval(stage):
    stage.published()

    services.correct(stage.reload(), actor=stage.publisher, reason="补充说明")

    assert StageDecision.objects.get().cleared_because == "更正：补充说明"


def test_one_person_does_not_pass_two_stages(stage, people):
    for place in (make_department("850"), make_department("850").parent):
        Membership.objects.create(user=people["unit"], department=place, role=Role.REVIEWER)
    stage.submitted()
    services.approve(stage.evaluation, actor=people["unit"])

    with pytest.raises(services.Blocked, match="不同人员"):
        services.approve(stage.evaluation, actor=people["unit"])
    services.approve(stage.evaluation, actor=people["bureau"])
    with pytest.raises(services.Blocked, match="不同人员"):
        services.approve(stage.evaluation, actor=people["unit"])


def test_no_reviewer_of_any_stage_publishes(stage, people):
    stage.submitted()
    for who in ("unit", "bureau", "top"):
        services.approve(stage.evaluation, actor=people[who])
        make_member(Role.PUBLISHER, stage.evaluation.department, people[who])

    for who in people:
        reasons = services.workflow_reasons(stage.reload(), "publish", actor=people[who])
        assert reasons == ("送审、审核、公开须由不同人员办理，请由其他人员公开。",)


def substitute_for(reviewer):
    day = clock.today()
    return Substitution.objects.create(
        membership=reviewer.memberships.earliest("pk"),
        substitute=make_user(full_name="代理员"),
        starts_on=day,
        ends_on=day + timedelta(days=3),
        reason="休假",
        arranged_by=reviewer,
        arranged_at=clock.now(),
    ).substitute


def test_a_substitute_decides_and_the_log_shows_both_names(stage, people):
    substitute = substitute_for(people["unit"])
    stage.submitted()

    services.approve(stage.evaluation, actor=substitute)

    decision = StageDecision.objects.get()
    entry = AuditEntry.objects.get(action="evaluation.approve")
    assert (decision.decided_by, decision.on_behalf_of) == (substitute, people["unit"])
    assert entry.who == decision.reviewer == f"代理员（代{people['unit'].full_name}）"


def test_a_substitute_who_submitted_is_no_second_pair_of_eyes(stage, people):
    day = clock.today()
    Substitution.objects.create(
        membership=people["unit"].memberships.earliest("pk"),
        substitute=stage.preparer,
        starts_on=day,
        ends_on=day,
        reason="休假",
        arranged_by=people["unit"],
        arranged_at=clock.now(),
    )
    stage.submitted()

    with pytest.raises(services.Blocked, match="不同人员"):
        services.approve(stage.evaluation, actor=stage.preparer)


def exempt(stage, person, action="approve", actor=None):
    made = Exemption(evaluation=stage.evaluation, action=action, person=person, reason="单位仅一名在岗干部")
    return allow_exemption(made, actor=actor or stage.administrator)


def test_an_exemption_waives_the_second_pair_of_eyes_once_and_is_stamped(stage):
    Membership.objects.create(user=stage.preparer, department=stage.evaluation.department, role=Role.REVIEWER)
    made = exempt(stage, stage.preparer)
    stage.submitted()

    services.approve(stage.evaluation, actor=stage.preparer)

    made.refresh_from_db()
    entry = AuditEntry.objects.get(action="evaluation.approve")
    assert made.used_at == clock.now()
    assert entry.comment == "一人兼办例外：演示管理员于2023-05-30批准，理由：单位仅一名在岗干部"
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="有误")
    stage.changed()
    stage.submitted()
    with pytest.raises(services.Blocked, match="不同人员"):
        services.approve(stage.evaluation, actor=stage.preparer)


def test_an_exemption_for_one_step_opens_no_other(stage):
    Membership.objects.create(user=stage.preparer, department=stage.evaluation.department, role=Role.REVIEWER)
    exempt(stage, stage.preparer, "publish")
    stage.submitted()

    with pytest.raises(services.Blocked, match="不同人员"):
        services.approve(stage.evaluation, actor=stage.preparer)


def test_who_needs_no_exemption_uses_none(stage):
    made = exempt(stage, stage.reviewer)

    stage.approved()

    made.refresh_from_db()
    assert made.used_at is None


def test_nobody_allows_himself_an_exemption(stage):
    with pytest.raises(ExemptionRefused, match="不能为本人"):
        exempt(stage, stage.administrator, actor=stage.administrator)
    exempt(stage, stage.preparer)
    with pytest.raises(ExemptionRefused, match="不必重复"):
        exempt(stage, stage.preparer)


def test_a_submission_is_taken_back_before_anybody_has_begun(stage):
    stage.submitted()

    services.recall(stage.evaluation, actor=stage.preparer)

    evaluation = stage.reload()
    assert (evaluation.status, evaluation.submitted_at, evaluation.stage_department) == (Status.DRAFT, None, None)
    assert AuditEntry.objects.filter(action="evaluation.recall", actor=stage.preparer).exists()
    assert waiting_for(stage.reviewer) == []


def test_once_a_stage_has_passed_nothing_is_taken_back(stage, people):
    stage.submitted()
    services.approve(stage.evaluation, actor=people["unit"])

    with pytest.raises(StepNotOpen, match="审核人已开始审核"):
        services.recall(stage.evaluation, actor=stage.preparer)
