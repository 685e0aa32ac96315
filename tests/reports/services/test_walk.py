"""Random sequences of all steps by all roles: whatever people try, an evaluation stays lawful.

After each step: no state is reached that the table of workflow does not allow, every step has left its row in
the log and a refused one nothing, no approval survives an edit, and nobody approves or publishes what they have
submitted.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from departments.models import Cycle, Membership, Role
from departments.permissions import roles_on
from departments.services import Locked, StaleRow, needs_another
from departments.stages import Level, Stage, as_stored
from departments.workflow import EDITABLE, TRANSITIONS, Action, Status, StepRefused, open_actions
from departments.writes import Write
from indicators.services import save_and_rescore
from reports import services
from reports.editions.addresses import MANIFEST
from reports.editions.folders import stage as stage_files
from reports.services import planning, publication
from reports.services.guard import Blocked, workflow_state
from tests.factories import make_department, make_member, make_user

REFUSED = (Blocked, StepRefused, StaleRow)
PEOPLE = ("preparer", "deputy", "head", "bureau", "publisher", "everything", "stranger")
FORWARD = (Action.SUBMIT, Action.APPROVE, Action.PUBLISH)
CHAIN = (Stage("单位负责人"), Stage("财政复核", Level.TOP))


def publish(evaluation, actor):
    """Publish as the job does, with the guard, the step, the row and the move, only without typesetting."""
    plan = planning.plan_edition(evaluation, actor=actor)
    staged = stage_files({MANIFEST: b"{}"})
    publication.put_into_force(evaluation, planning.row_of(plan, staged), staged, actor=actor)


TAKE = {
    Action.SUBMIT: lambda evaluation, actor: services.submit(evaluation, actor=actor),
    Action.RECALL: lambda evaluation, actor: services.recall(evaluation, actor=actor),
    Action.APPROVE: lambda evaluation, actor: services.approve(evaluation, actor=actor),
    Action.RETURN: lambda evaluation, actor: services.return_for_changes(evaluation, actor=actor, reason="数字有误"),
    Action.PUBLISH: publish,
    Action.CORRECT: lambda evaluation, actor: services.correct(evaluation, actor=actor, reason="补充说明"),
    Action.WITHDRAW: lambda evaluation, actor: services.withdraw(evaluation, actor=actor, reason="数字有误"),
}


class Walk(RuleBasedStateMachine):
    """One evaluation and everybody around it; each walk begins with the same complete draft."""

    stage, people, taken = None, {}, set()

    def __init__(self):
        super().__init__()
        self.beginning = transaction.savepoint()
        self.edits = 0

    def teardown(self):
        transaction.savepoint_rollback(self.beginning)

    def now(self):
        return self.stage.reload()

    def picture(self):
        """Return everything a step changes."""
        evaluation = self.now()
        return workflow_state(evaluation), evaluation.version, evaluation.history.count()

    @rule(steps=st.integers(1, 5))
    def it_goes_on(self, steps):
        """Bring the evaluation some steps nearer to the public, by people who may."""
        for _ in range(steps):
            self.take_forward()

    def take_forward(self):
        evaluation = self.now()
        if evaluation.status == Status.APPROVED and services.current_review(evaluation) is None:
            self.somebody_reviews_the_disclosure("publisher")
            return
        for action in set(FORWARD) & set(open_actions(workflow_state(evaluation), set(Role))):
            may = [name for name, person in self.people.items() if self.may(person, evaluation, action)]
            if may:
                self.take(action, may[0])

    def may(self, person, evaluation, action):
        has_role = TRANSITIONS[action].role in roles_on(person, evaluation)
        return has_role and not needs_another(evaluation, action, person)

    @rule(data=st.data())
    def somebody_does_what_is_open(self, data):
        evaluation = self.now()
        state = workflow_state(evaluation)
        lawful = [
            (action, name)
            for name, person in self.people.items()
            for action in open_actions(state, roles_on(person, evaluation))
        ]
        if lawful:
            self.take(*data.draw(st.sampled_from(lawful)))

    @rule(action=st.sampled_from(list(Action)), name=st.sampled_from(PEOPLE))
    def somebody_tries_something(self, action, name):
        self.take(action, name)

    @rule(name=st.sampled_from(PEOPLE))
    def somebody_reviews_the_disclosure(self, name):
        before = self.picture()
        try:
            services.review_disclosure(self.now(), actor=self.people[name], conclusion="proactive")
        except REFUSED:
            assert self.picture() == before
        else:
            assert before[0].status is Status.APPROVED
            assert self.picture() == (*before[:2], before[2] + 1)

    @rule()
    def the_unit_thinks_again(self):
        """Submit where that is open, and take it back before anybody has looked."""
        self.take(Action.SUBMIT, "preparer")
        self.take(Action.RECALL, "preparer")

    @rule(action=st.sampled_from([Action.CORRECT, Action.WITHDRAW]))
    def it_becomes_public_and_comes_back(self, action):
        """Go all the way, as far as the people who are left may."""
        for _ in range(len(CHAIN) + 3):
            self.take_forward()
        self.take(action, "publisher")

    @rule()
    def the_unit_edits(self):
        goal = self.now().goal
        goal.reached = f"{goal.reached}改"
        before = self.picture()
        try:
            save_and_rescore(self.now(), [Write(goal, goal.version, ["reached"])], actor=self.people["preparer"])
        except Locked:
            assert before[0].status not in EDITABLE
        else:
            assert before[0].status in EDITABLE
        assert self.picture() == before

    def take(self, action, name):
        """Take a step, and hold what happened against the table."""
        evaluation, actor = self.now(), self.people[name]
        before, roles = self.picture(), roles_on(actor, evaluation)
        try:
            TAKE[action](evaluation, actor)
        except REFUSED:
            assert self.picture() == before
            return
        self.taken.add(action)
        after = self.picture()
        transition = TRANSITIONS[action]
        assert transition.is_open(before[0])
        assert transition.role in roles
        assert (after[0].status, after[0].stage) == self.expected(before[0], transition)
        assert after[2] == before[2] + 1
        last = self.now().history.first()
        assert (last.action, last.actor) == (f"evaluation.{action}", actor)

    def expected(self, state, transition):
        """Return status and stage after a step, as the table says."""
        if state.status in transition.asides:
            return state.status, state.stage
        if transition.action is Action.APPROVE and state.stage + 1 < len(CHAIN):
            return Status.SUBMITTED, state.stage + 1
        is_passed = transition.target in (Status.APPROVED, Status.PUBLISHED)
        return transition.target, len(CHAIN) if is_passed else 0

    @invariant()
    def no_approval_survives_an_edit(self):
        evaluation = self.now()
        if evaluation.is_editable:
            assert not evaluation.decisions.standing().exists()
            assert (evaluation.approved_by, evaluation.scorecard.final_total) == (None, None)

    @invariant()
    def nobody_passes_what_they_have_submitted_or_passed(self):
        evaluation = self.now()
        hands = [evaluation.submitted_by_id, *evaluation.decisions.standing().values_list("decided_by", flat=True)]
        if evaluation.status == Status.PUBLISHED:
            hands.append(evaluation.editions.current().get().published_by_id)
        if not evaluation.is_editable:
            assert len(hands) == len(set(hands))

    @invariant()
    def every_stage_has_decided_before_it_is_approved(self):
        evaluation = self.now()
        if evaluation.status in (Status.APPROVED, Status.PUBLISHED):
            standing = evaluation.decisions.standing().values_list("stage", flat=True)
            assert sorted(standing) == list(range(len(CHAIN)))


@pytest.mark.files
def test_no_sequence_of_steps_is_unlawful(stage):
    unit = stage.evaluation.department
    Cycle.objects.filter(pk=stage.evaluation.cycle_id).update(stages=as_stored(CHAIN))
    everything = make_user("everything")
    for role in (Role.PREPARER, Role.REVIEWER, Role.PUBLISHER):
        Membership.objects.create(user=everything, department=unit, role=role)
    Membership.objects.create(user=everything, department=unit.parent, role=Role.REVIEWER)
    Walk.stage = stage
    Walk.people = {
        "preparer": stage.preparer,
        "deputy": make_member(Role.PREPARER, unit),
        "head": make_member(Role.REVIEWER, unit),
        "bureau": make_member(Role.REVIEWER, unit.parent),
        "publisher": stage.publisher,
        "everything": everything,
        "stranger": make_member(Role.REVIEWER, make_department("999")),
    }
    Walk.taken = set()
    walks = max(settings.default.max_examples // 25, 1)

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=walks,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert Walk.taken == set(Action)
