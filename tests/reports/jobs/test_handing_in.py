"""The slow checks begin when an evaluation is handed in; nobody has to think of the button."""

from dataclasses import replace

import pytest
from django.urls import reverse

from departments.services import StaleRow, save_screen
from departments.workflow import Status
from departments.writes import Write
from reports.checks import CHECKS, Cost
from reports.jobs.handing_in import hand_in
from reports.jobs.requests import request_check
from reports.jobs.tasks import perform
from reports.models import CheckRun, Job
from reports.services.slow_checks import slow_findings


@pytest.fixture
def doubled(stage, monkeypatch):
    """A fault that only a slow check finds, so that it does not stand against the submission."""
    monkeypatch.setitem(CHECKS, "T07", replace(CHECKS["T07"], cost=Cost.SLOW))
    row = stage.evaluation.sections.get(key="performance_management")
    row.text = f"{row.text}\n整改整改到位。"
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)
    return stage


def test_handing_in_on_screen_asks_the_slow_checks(client, stage):
    client.force_login(stage.preparer)
    address = reverse("reports:submit", args=[stage.evaluation.pk])

    client.post(address, {"based_on": stage.reload().version})

    job = Job.objects.get(kind=Job.Kind.CHECK)
    assert stage.reload().status == Status.SUBMITTED
    assert (job.evaluation, job.requested_by) == (stage.evaluation, stage.preparer)


def test_worker_leaves_what_it_found_in_what_was_handed_in_with_the_time(doubled):
    hand_in(doubled.evaluation, actor=doubled.preparer)
    assert slow_findings(doubled.evaluation) == ()

    perform.func(Job.objects.get(kind=Job.Kind.CHECK).pk)

    assert "T07" in {finding.check_id for finding in slow_findings(doubled.evaluation)}
    assert CheckRun.objects.get(evaluation=doubled.evaluation).finished_at.date().isoformat() == "2023-05-30"


def test_check_that_is_under_way_is_not_asked_for_twice(stage):
    asked = request_check(stage.evaluation, actor=stage.preparer)

    hand_in(stage.evaluation, actor=stage.preparer)

    assert Job.objects.get(kind=Job.Kind.CHECK) == asked


def test_refused_submission_asks_nothing(stage):
    with pytest.raises(StaleRow):
        hand_in(stage.evaluation, actor=stage.preparer, based_on=stage.reload().version - 1)

    assert not Job.objects.exists()
