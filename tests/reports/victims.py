"""Processes with an installation of their own, which tests kill as a power cut would."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 240
"""Seconds that a process may take before the test gives up."""


def run(var, *arguments, **more):
    """Start Python on the data of the installation `var`; `more` is added to its environment."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "PYTEST"))}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=own | {"VAR_DIR": str(var)} | more,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )


def work_on(var, *arguments):
    """Start a worker as every installation has them."""
    return run(var, "manage.py", "db_worker", "--no-reload", "--verbosity", "0", "--interval", "0.1", *arguments)


def kill(process):
    """End a process with all that it has started, if it has not ended by itself."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(LONGEST)


def kill_after(process, seconds):
    """Kill a process so many seconds after it has said that it is ready."""
    assert process.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    kill(process)


def ask(var, statement, *values):
    """Return the rows by which the installation's database answers."""
    with sqlite3.connect(var / "perfeval.sqlite3", timeout=20) as database:
        return database.execute(statement, values).fetchall()


def wait_until(holds):
    """Wait for something to become true."""
    end = time.monotonic() + LONGEST
    while not holds():
        if time.monotonic() > end:
            pytest.fail("What was waited for has not come.")
        time.sleep(0.02)
