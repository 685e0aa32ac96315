"""Workers that hand over are really killed, again and again; nothing half is ever there, and a repeat finishes it."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis

from tests.reports.handover.sshd import MISSING, running_sshd, sshd_program
from tests.reports.handover.steps import files_below
from tests.reports.victims import LONGEST, ask, kill_after, run

pytestmark = pytest.mark.files

KILLS = hypothesis.default.max_examples // 40  # 2 in the gate, 50 in `make soak`
SPAN = 0.6
"""Seconds in which a hand-over is killed; it takes about as long."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Return the data of an installation in which one edition waits to be handed over."""
    folder = tmp_path_factory.mktemp("prepared") / "var"
    folder.mkdir()
    assert start("prepare", folder).wait(LONGEST) == 0
    return folder


@pytest.fixture
def var(prepared, tmp_path):
    var = Path(shutil.copytree(prepared, tmp_path / "killed"))
    ask(var, "UPDATE reports_target SET path = ?", str(portal_of(var)))
    return var


@pytest.fixture(params=["folder", "sftp"])
def reached(request, var, tmp_path):
    """The same data, with the target as a folder and as a server."""
    if request.param == "folder":
        yield var
        return
    if not sshd_program():
        pytest.skip(MISSING)
    folder = tmp_path / "sshd"
    folder.mkdir()
    with running_sshd(folder) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDOVER_XIAN_KEY_FILE", str(folder / "user"))
        said = "transport = 'sftp', host = '127.0.0.1', port = ?, username = ?, host_key = ?, secret = 'XIAN'"
        ask(var, f"UPDATE reports_target SET {said}", server.port, server.username, server.host_key)
        yield var


def start(work, var):
    return run(var, "-m", "tests.reports.handover.victim", work)


def portal_of(var):
    return var / "handover" / "portal"


def kill_soon(work, var, moment):
    """Kill a worker some moments after it has begun; it may be quicker."""
    kill_after(start(work, var), moment)
    ask(var, "UPDATE reports_target SET lease_until = NULL")


def begin_anew(var):
    """Let a hand-over that was quicker than its killer begin once more, with nothing there."""
    if ask(var, "SELECT 1 FROM reports_delivery WHERE state = 'delivered'"):
        ask(var, "UPDATE reports_delivery SET state = 'waiting'")
        shutil.rmtree(portal_of(var))
        portal_of(var).mkdir()


def arrived(var):
    """Return what can be read at the target."""
    return {name: content for name, content in files_below(portal_of(var)).items() if not name.endswith(".part")}


def assert_nothing_is_half(var):
    """Every file is as it was published, and a page is there only with everything that it links to."""
    sent, there = files_below(var / "public"), arrived(var)
    assert all(sent[name] == content for name, content in there.items())
    [(folder,)] = ask(var, "SELECT folder FROM reports_edition")
    own = {name for name in sent if name.startswith(f"{folder}/")}
    assert f"{folder}/index.html" not in there or own <= set(there)


def test_hand_over_killed_at_random_moments_is_never_half_and_a_repeat_finishes_it(reached):
    var, moments = reached, random.Random(8)

    for _ in range(KILLS):
        begin_anew(var)
        kill_soon("hand_over", var, moments.uniform(0, SPAN))
        assert_nothing_is_half(var)
    assert start("recover", var).wait(LONGEST) == 0

    assert ask(var, "SELECT state FROM reports_delivery") == [("delivered",)]
    assert files_below(portal_of(var)) == files_below(var / "public")


def test_withdrawal_killed_at_random_moments_is_finished_by_a_repeat(reached):
    var, moments = reached, random.Random(9)
    assert start("hand_over", var).wait(LONGEST) == 0
    [(folder,)] = ask(var, "SELECT folder FROM reports_edition")

    for _ in range(KILLS // 2):
        kill_soon("withdraw", var, moments.uniform(0, SPAN))
    assert start("recover", var).wait(LONGEST) == 0
    assert start("withdraw", var).wait(LONGEST) == 0

    assert ask(var, "SELECT state FROM reports_delivery") == [("delivered",)]
    there = files_below(portal_of(var))
    assert [name for name in there if name.startswith(f"{folder}/")] == [f"{folder}/index.html"]
    assert "撤回" in there[f"{folder}/index.html"].decode()
