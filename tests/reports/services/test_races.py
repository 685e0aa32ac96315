"""Steps at the same moment: exactly one wins, the loser is told, nothing is lost. Meant for PostgreSQL.

The gate runs a twentieth, `make soak` all 200.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from threading import Barrier

import hypothesis
import pytest
from django.db import connections, transaction

from departments.models import AuditEntry, Evaluation, StageDecision
from departments.services import Locked, save_screen
from departments.workflow import StepRefused
from departments.writes import Write
from reports import services
from reports.models import Version
from reports.services import Blocked, StaleStep
from tests.reports.stage import set_stage

pytestmark = pytest.mark.django_db(transaction=True)

RACES = hypothesis.settings.default.max_examples // 10  # 10 in the gate, 200 in `make soak`
TOLD = (Blocked, StaleStep, StepRefused, Locked)
KEPT = [field.attname for field in Evaluation._meta.concrete_fields if not field.primary_key]


def together(*actions):
    """Do all of it at the same moment, each over a connection of its own; return what each answered or was told."""
    barrier = Barrier(len(actions))

    def act(action):
        barrier.wait()
        try:
            return action()
        except TOLD as told:
            return told
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(act, actions))


def is_told(answer):
    return isinstance(answer, TOLD)


class Track:
    """One evaluation that is put back to where a race begins."""

    def __init__(self):
        self.stage = set_stage()
        self.second = self.stage.second_reviewer()
        self.draft = self._now()
        self.stage.submitted()
        self.submitted = self._now()

    def _now(self):
        return Evaluation.objects.values(*KEPT).get(pk=self.stage.evaluation.pk)

    @transaction.atomic
    def put_back(self, values):
        StageDecision.objects.all().delete()
        Evaluation.objects.filter(pk=self.stage.evaluation.pk).update(**values)

    def steps_since(self, last):
        return list(AuditEntry.objects.filter(pk__gt=last, action__in=STEPS).values_list("action", "actor"))

    def decide(self, step, person):
        version = self.submitted["version"]
        evaluation = Evaluation.objects.get(pk=self.stage.evaluation.pk)
        if step == "approve":
            return lambda: services.approve(evaluation, actor=person, based_on=version)
        if step == "return":
            return lambda: services.return_for_changes(evaluation, actor=person, reason="有误", based_on=version)
        return lambda: services.recall(evaluation, actor=person, based_on=version)


STEPS = [f"evaluation.{step}" for step in ("approve", "return", "recall", "submit")]
OUTCOMES = {"approve": "approved", "return": "returned", "recall": "draft"}


def race(track, *runners):
    """Let two people decide on the same submission at once."""
    track.put_back(track.submitted)
    last = AuditEntry.objects.latest("pk").pk
    answers = together(*(track.decide(step, person) for step, person in runners))

    (winner,) = [number for number, answer in enumerate(answers) if not is_told(answer)]
    (told,) = [answer for answer in answers if is_told(answer)]
    step, person = runners[winner]
    evaluation = track.stage.reload()
    assert evaluation.status == OUTCOMES[step]
    assert evaluation.version == track.submitted["version"] + 1
    assert track.steps_since(last) == [(f"evaluation.{step}", person.pk)]
    assert person.full_name in str(told) or isinstance(told, Blocked | StepRefused)
    assert StageDecision.objects.count() == (0 if step == "recall" else 1)


def submit_against_a_save(track, number):
    """Let the unit save and submit at once: what was said to be saved is in what was submitted."""
    track.put_back(track.draft)
    Version.objects.all().delete()
    stage, text = track.stage, f"第{number}次修改的职能说明"
    duty = stage.reload().duties.first()
    duty.text = text
    evaluation = stage.reload()
    save, submit = together(
        lambda: save_screen(evaluation, [Write(duty, duty.version, ["text"])], actor=stage.preparer),
        lambda: services.submit(evaluation, actor=stage.preparer),
    )

    assert not is_told(submit)
    handed_in = Version.objects.get().snapshot["duties"][0]["text"]
    stored = stage.reload().duties.first().text
    assert handed_in == stored
    assert (stored == text) is not is_told(save)


def test_of_two_steps_at_the_same_moment_exactly_one_wins():
    track = Track()
    reviewer, second, preparer = track.stage.reviewer, track.second, track.stage.preparer
    kinds = (
        lambda number: race(track, ("approve", reviewer), ("approve", second)),
        lambda number: race(track, ("approve", reviewer), ("return", second)),
        lambda number: race(track, ("return", reviewer), ("return", second)),
        lambda number: race(track, ("approve", reviewer), ("recall", preparer)),
        lambda number: submit_against_a_save(track, number),
    )

    for number, kind in enumerate(islice(cycle(kinds), RACES)):
        kind(number)
