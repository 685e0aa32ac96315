"""Two real workers publish a round; one is killed with what it has in hand; nothing is lost or published twice."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis

from tests.reports.editions.test_killing import assert_disk_follows_database, rows_of

pytestmark = [pytest.mark.files, pytest.mark.pdf]

ROOT = Path(__file__).parents[3]
LONGEST = 240
IS_SOAK = hypothesis.default.max_examples > 100
COPIES, KILLS = (20, 10) if IS_SOAK else (3, 1)


@pytest.fixture
def var(tmp_path):
    folder = tmp_path / "var"
    folder.mkdir()
    run(folder, "-m", "tests.reports.jobs.batch_victim", "prepare", str(COPIES)).communicate(timeout=LONGEST)
    return folder


def run(var, *command):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "PYTEST"))}
    return subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment | {"VAR_DIR": str(var)}, start_new_session=True
    )


def worker(var, *more):
    return run(var, "manage.py", "db_worker", "--no-reload", "--verbosity", "0", "--interval", "0.2", *more)


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(LONGEST)


def ask(var, question):
    with sqlite3.connect(var / "perfeval.sqlite3", timeout=20) as database:
        return database.execute(question).fetchall()


def wait_until(holds):
    end = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_running(var):
    """Whether both workers have a report in hand."""
    return ask(var, "SELECT count(*) FROM reports_job WHERE status = 'running'") == [(2,)]


def test_round_is_published_by_two_workers_of_which_one_is_killed(var):
    chance = random.Random(1)
    steady = worker(var)
    for _ in range(KILLS):
        victim = worker(var)
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
