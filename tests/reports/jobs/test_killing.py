"""A worker that scores a round again is really killed; sweep and another worker lead to the same scores."""

import pytest

from tests.reports.jobs.victim import EVALUATIONS
from tests.reports.victims import LONGEST, ask, kill, run

pytestmark = pytest.mark.files


@pytest.fixture
def var(tmp_path):
    """The data of an installation in which a round waits to be scored again."""
    folder = tmp_path / "var"
    folder.mkdir()
    assert start("prepare", folder).wait(LONGEST) == 0
    return folder


def start(work, var):
    return run(var, "-m", "tests.reports.jobs.victim", work)


def test_killed_worker_leaves_whole_evaluations_and_the_next_goes_on(var):
    worker = start("rescore", var)
    for _ in range(5):
        assert worker.stdout.readline() == b"step\n"
    kill(worker)

    [(status, reached)] = ask(var, "SELECT status, reached FROM reports_job")
    logged = [key for (key,) in ask(var, LOGGED)]
    assert status == "running"
    assert 4 <= len(logged) < EVALUATIONS
    assert reached == max(logged)

    assert start("recover", var).wait(LONGEST) == 0
    rest = start("check", var)
    assert rest.communicate(timeout=LONGEST)[0] == b"0\n"
    assert ask(var, "SELECT status, progress, attempts FROM reports_job") == [("done", 100, 2)]
    logged = [key for (key,) in ask(var, LOGGED)]
    assert len(logged) == len(set(logged)) == EVALUATIONS


LOGGED = "SELECT evaluation_id FROM departments_auditentry WHERE action = 'scorecard.rescore'"
