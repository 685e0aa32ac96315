"""What a step leaves behind: the decision of its stage, the approvals it undoes, the exemption it uses, its log row."""

from dataclasses import dataclass

from .. import audit, clock
from ..models import Evaluation, Exemption, StageDecision, User
from ..permissions import substituted_by
from ..workflow import ACTION_NAMES, Action

OUTCOMES = {
    Action.APPROVE: StageDecision.Outcome.APPROVED,
    Action.RETURN: StageDecision.Outcome.RETURNED,
}
UNDOING = (Action.RETURN, Action.RECALL, Action.CORRECT)
NEEDS_ANOTHER = (Action.APPROVE, Action.PUBLISH)


def hands_on(evaluation: Evaluation) -> set[int | None]:
    """Return who has taken a step since the submission that counts: submitter and approving reviewers."""
    approved = evaluation.decisions.standing().values_list("decided_by", flat=True)
    return {evaluation.submitted_by_id, evaluation.approved_by_id, *approved} - {None}


def needs_another(evaluation: Evaluation, action: Action, actor: User) -> bool:
    """Whether `actor` had a hand in the evaluation before, and nobody has allowed the step as an exception."""
    if action not in NEEDS_ANOTHER or actor.pk not in hands_on(evaluation):
        return False
    return not Exemption.objects.open_for(evaluation, action, actor).exists()


@dataclass
class Act:
    """One step that is being taken; the evaluation is locked and still as it was before."""

    evaluation: Evaluation
    action: Action
    actor: User
    reason: str

    def __post_init__(self) -> None:
        is_review = self.action in OUTCOMES and self.evaluation.stage_department_id
        self.on_behalf_of = substituted_by(self.actor, self.evaluation) if is_review else None
        self.stamp = ""

    def decide(self) -> None:
        """Store what the step decides and undoes; to be called once the step is known to be lawful."""
        self._use_exemption()
        if self.action in UNDOING:
            self._clear_approvals()
        if self.action in OUTCOMES:
            self._store_decision()

    def record(self, changes: audit.Changes) -> None:
        """Log the step."""
        comment = "；".join(filter(None, [self.reason, self.stamp]))
        action = f"evaluation.{self.action}"
        audit.record(
            self.evaluation,
            actor=self.actor,
            action=action,
            changes=changes,
            comment=comment,
            on_behalf_of=self.on_behalf_of,
        )

    def _use_exemption(self) -> None:
        if self.action not in NEEDS_ANOTHER or self.actor.pk not in hands_on(self.evaluation):
            return
        exemption = Exemption.objects.open_for(self.evaluation, self.action, self.actor).select_for_update().get()
        exemption.used_at = clock.now()
        exemption.save(update_fields=["used_at"])
        self.stamp = exemption.stamp

    def _clear_approvals(self) -> None:
        """Let the approvals that rested on what was submitted count no longer, each with a row of the log."""
        because = f"{ACTION_NAMES[self.action]}：{self.reason}" if self.reason else ACTION_NAMES[self.action]
        for decision in self.evaluation.decisions.standing().select_related("evaluation__department"):
            decision.cleared_at, decision.cleared_because = clock.now(), because
            decision.save(update_fields=["cleared_at", "cleared_because"])
            audit.record(decision, actor=self.actor, action="stagedecision.clear", comment=because)

    def _store_decision(self) -> None:
        stage = self.evaluation.present_stage
        StageDecision.objects.create(
            evaluation=self.evaluation,
            submission=self.evaluation.submissions,
            stage=min(self.evaluation.stage, len(self.evaluation.chain) - 1),
            stage_name=stage.name if stage else "",
            outcome=OUTCOMES[self.action],
            comment=self.reason,
            decided_by=self.actor,
            on_behalf_of=self.on_behalf_of,
            decided_at=clock.now(),
        )
