"""Publishing processes are really killed; after sweep nothing is half there, and the publication can be repeated."""

import hashlib
import json
import multiprocessing
import random
import shutil
import threading
import time
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis

from departments.workflow import Status
from reports import services
from reports.rendering.errors import RenderingFailed
from tests.reports.victims import LONGEST, ask, kill, kill_after, run, wait_until, work_on

pytestmark = [pytest.mark.files, pytest.mark.pdf, pytest.mark.usefixtures("renders_anew")]

IS_SOAK = hypothesis.default.max_examples > 100
MOMENTS = 25 if IS_SOAK else 2
PLANNED_MOMENTS = 10 if IS_SOAK else 1
"""With the sights below and those of the hand-over two hundred moments in `make soak`, at least ten in the suite."""

SIGHTS = {
    "the edition is in the public root": "public/*/*/*/manifest.json",
    "the landing page appears": "public/*/*/index.html",
}
if IS_SOAK:
    SIGHTS |= {
        "the staged folder appears": "staging/edition-*",
        "the staged folder is full": "staging/edition-*/manifest.json",
        "the first list appears": "public/index.html",
    }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Return the data of an installation in which one evaluation is ready to be published."""
    folder = tmp_path_factory.mktemp("prepared") / "var"
    folder.mkdir()
    assert start("prepare", folder).wait(LONGEST) == 0
    return folder


@pytest.fixture
def var(prepared, tmp_path):
    return Path(shutil.copytree(prepared, tmp_path / "killed"))


def start(work, var):
    return run(var, "-m", "tests.reports.editions.victim", work, COOLING_OFF_HOURS="0")


def kill_at_sight(process, var, pattern):
    """Kill the process as soon as something matches; it may be quicker."""
    deadline = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < deadline:
        if next(var.glob(pattern), None):
            return kill(process)
    return None


def rows_of(var):
    return dict(ask(var, "SELECT folder, manifest_sha256 FROM reports_edition"))


def assert_disk_follows_database(var):
    """Every edition in the public root is whole and has its row, and the other way round."""
    public = {
        str(path.parent.relative_to(var / "public")): path.parent for path in var.glob("public/*/*/*/manifest.json")
    }
    rows = rows_of(var)
    assert set(public) == set(rows)
    for address, folder in public.items():
        manifest = (folder / "manifest.json").read_bytes()
        files = {entry["name"]: entry["sha256"] for entry in json.loads(manifest)["files"]}
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        assert hashlib.sha256(manifest).hexdigest() == rows[address]
        assert found.pop("manifest.json")
        assert found == files
    assert list(var.glob("staging/edition-*")) == list(var.glob("staging/file-*")) == []


@pytest.fixture
def recovery(var):
    """A process that recovers what the killed one left; it gets ready while the other works."""
    process = start("recover", var)
    yield process
    kill(process)


def assert_sweep_and_repetition_lead_to_one_edition(var, recovery):
    recovery.stdin.write(b"\n")
    recovery.stdin.flush()
    assert recovery.stdout.readline() == b"swept\n"
    assert_disk_follows_database(var)
    recovery.communicate(b"\n", LONGEST)
    assert recovery.returncode == 0
    assert_disk_follows_database(var)
    [address] = rows_of(var)
    landing = var / "public" / Path(address).parent
    status = json.loads((landing / "status.json").read_text(encoding="utf-8"))
    assert str(status["current"]) == Path(address).name
    assert f"{landing.name}/index.html" in (landing.parent / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("pattern", SIGHTS.values(), ids=SIGHTS.keys())
def test_publisher_killed_when(var, recovery, pattern):
    process = start("publish", var)
    process.stdout.readline()

    kill_at_sight(process, var, pattern)

    assert_sweep_and_repetition_lead_to_one_edition(var, recovery)


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_publisher_killed_at_a_random_moment(var, recovery, seed):
    kill_after(start("publish", var), random.Random(seed).uniform(0, 2))

    assert_sweep_and_repetition_lead_to_one_edition(var, recovery)


@pytest.fixture(scope="module")
def ordered(prepared, tmp_path_factory):
    """Return the same with a planned publication that waits for a worker."""
    folder = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("ordered") / "var"))
    assert start("plan", folder).wait(LONGEST) == 0
    return folder


@pytest.fixture(scope="module")
def planned(ordered, tmp_path_factory):
    """Return the same with its files made by a worker, waiting for a sweep."""
    folder = Path(shutil.copytree(ordered, tmp_path_factory.mktemp("planned") / "var"))
    worker = work_on(folder)
    wait_until(lambda: list(folder.glob("staging/scheduled-*")) and job_status(folder) == "done")
    kill(worker)
    return folder


def job_status(var):
    [(status,)] = ask(var, "SELECT status FROM reports_job")
    return status


@pytest.fixture
def recovering():
    """Start a process that recovers what a killed one has left of a plan; it gets ready while the other works."""
    processes = []

    def begin(var):
        processes.append(start("recover_planned", var))
        return processes[-1]

    yield begin
    for process in processes:
        kill(process)


@pytest.mark.parametrize("seed", range(PLANNED_MOMENTS))
def test_worker_killed_at_a_random_moment_of_planning(ordered, tmp_path, recovering, seed):
    var = Path(shutil.copytree(ordered, tmp_path / "killed"))
    recovery = recovering(var)
    worker = work_on(var)
    wait_until(lambda: job_status(var) != "waiting")

    time.sleep(random.Random(seed).uniform(0, 3))
    kill(worker)

    assert_sweep_and_repetition_lead_to_one_edition(var, recovery)
    assert list(var.glob("staging/scheduled-*")) == []


@pytest.mark.parametrize("seed", range(PLANNED_MOMENTS))
def test_sweep_killed_at_a_random_moment_of_a_planned_publication(planned, tmp_path, recovering, seed):
    var = Path(shutil.copytree(planned, tmp_path / "killed"))
    recovery = recovering(var)

    kill_after(start("sweep_once", var), random.Random(seed).uniform(0, 0.8))

    assert_sweep_and_repetition_lead_to_one_edition(var, recovery)
    assert list(var.glob("staging/scheduled-*")) == []


def test_killed_renderer_leaves_nothing_and_the_publication_can_be_repeated(stage, settings):
    stage.reviewed()
    threading.Thread(target=_kill_renderer, daemon=True).start()

    with pytest.raises(RenderingFailed, match="意外中止"):
        services.publish_now(stage.evaluation, actor=stage.publisher)

    assert not settings.PUBLIC_ROOT.exists()
    assert stage.reload().status == Status.APPROVED
    assert services.publish_now(stage.evaluation, actor=stage.publisher).number == 1


def _kill_renderer():
    while not (renderers := [child for child in multiprocessing.active_children() if child.name == "pdf"]):
        time.sleep(0.001)
    renderers[0].kill()
