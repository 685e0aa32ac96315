"""A worker that stores an import is really killed: nothing is stored by it, everything once by the next one."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports.imports.victim import PEOPLE

pytestmark = pytest.mark.files

ROOT = Path(__file__).parents[3]
LONGEST = 120
ACCOUNTS = "SELECT count(*) FROM departments_user WHERE username LIKE 'user%'"
LOGGED = "SELECT count(*) FROM departments_auditentry WHERE action = 'user.add'"


def start(work, var):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "PYTEST"))}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.reports.imports.victim", work],
        cwd=ROOT,
        env=environment | {"VAR_DIR": str(var)},
        stdout=subprocess.PIPE,
        start_new_session=True,
    )


def ask(var, question):
    with sqlite3.connect(var / "perfeval.sqlite3") as database:
        return database.execute(question).fetchall()


def test_killed_worker_leaves_nothing_and_the_next_stores_everything_once(tmp_path):
    assert start("prepare", tmp_path).wait(LONGEST) == 0
    worker = start("store", tmp_path)
    for _ in range(3):
        assert worker.stdout.readline() == b"opened\n"
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(LONGEST)

    assert ask(tmp_path, "SELECT status FROM reports_job") == [("running",)]
    assert ask(tmp_path, ACCOUNTS) == ask(tmp_path, LOGGED) == [(0,)]

    assert start("recover", tmp_path).communicate(timeout=LONGEST)[0] == b"True\n"
    assert ask(tmp_path, "SELECT status, attempts FROM reports_job") == [("done", 2)]
    assert ask(tmp_path, ACCOUNTS) == ask(tmp_path, LOGGED) == [(PEOPLE,)]
