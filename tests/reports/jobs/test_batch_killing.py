"""Two real workers publish a round; one is killed with what it has in hand; nothing is lost or published twice."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis

from tests.reports.editions.test_killing import assert_disk_follows_database, rows_of
from tests.reports.victims import LONGEST, ask, kill, run, wait_until, work_on

pytestmark = [pytest.mark.files, pytest.mark.pdf]

IS_SOAK = hypothesis.default.max_examples > 100
COPIES, KILLS = (20, 10) if IS_SOAK else (3, 1)


@pytest.fixture
def var(tmp_path):
    folder = tmp_path / "var"
    folder.mkdir()
    run(folder, "-m", "tests.reports.jobs.batch_victim", "prepare", str(COPIES)).communicate(timeout=LONGEST)
    return folder


def is_running(var):
    """Whether both workers have a report in hand."""
    return ask(var, "SELECT count(*) FROM reports_job WHERE status = 'running'") == [(2,)]


def test_round_is_published_by_two_workers_of_which_one_is_killed(var):
    chance = random.Random(1)
    steady = work_on(var)
    for _ in range(KILLS):
        victim = work_on(var)
        wait_until(lambda: is_running(var) or finished(var))
        time.sleep(chance.uniform(0, 1.5))
        kill(victim)
    wait_until(lambda: ask(var, "SELECT count(*) FROM reports_job WHERE status = 'waiting'") == [(0,)])
    run(var, "-m", "tests.reports.jobs.batch_victim", "sweep").communicate(timeout=LONGEST)
    wait_until(lambda: finished(var))
    kill(steady)
    run(var, "-m", "tests.reports.jobs.batch_victim", "sweep").communicate(timeout=LONGEST)

    assert set(ask(var, "SELECT status FROM reports_job")) == {("done",)}
    editions = ask(var, "SELECT evaluation_id, count(*) FROM reports_edition GROUP BY evaluation_id")
    assert [count for _, count in editions] == [1] * (COPIES + 1)
    assert {Path(address).name for address in rows_of(var)} <= {"1", "2"}
    assert_disk_follows_database(var)


def finished(var):
    return ask(var, "SELECT count(*) FROM reports_job WHERE status IN ('waiting', 'running')") == [(0,)]
