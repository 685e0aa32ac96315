"""`manage.py sweep` clears what a killed upload leaves, and names proofs whose file is damaged."""

import multiprocessing
import os
import signal

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Evidence
from indicators.services import evidence
from tests.indicators.evidence.proofs import make_proof, stored_files

pytestmark = [pytest.mark.django_db, pytest.mark.files]

HOUR = 3600


def age(path, seconds):
    moment = path.stat().st_mtime - seconds
    os.utime(path, (moment, moment))


def upload_and_die(leaf, actor):
    """Be killed when the file is stored and its row is not."""
    evidence._store = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
    make_proof(leaf, actor)


@pytest.fixture
def killed(leaf, preparer, settings):
    """The file of an upload that was really killed."""
    process = multiprocessing.get_context("fork").Process(target=upload_and_die, args=[leaf, preparer])
    process.start()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL
    [path] = stored_files(settings)
    return path


def test_file_of_a_killed_upload_is_cleared(killed, settings, capsys):
    age(killed, HOUR + 1)

    call_command("sweep")

    assert stored_files(settings) == []
    assert "无记录的上传文件 1 个" in capsys.readouterr().out


def test_upload_that_may_still_be_going_on_is_left_alone(killed, settings):
    call_command("sweep", verbosity=0)

    assert stored_files(settings) == [killed]


def test_upload_can_be_repeated_after_a_kill(killed, leaf, preparer):
    row = make_proof(leaf, preparer)
    age(killed, HOUR + 1)

    call_command("sweep", verbosity=0)

    assert not killed.exists()
    assert row.file.read()


def test_file_with_its_row_stays(leaf, preparer, settings):
    row = make_proof(leaf, preparer)
    age(settings.MEDIA_ROOT / row.file.name, 24 * HOUR)

    call_command("sweep", verbosity=0)

    assert row.file.read()


@pytest.mark.parametrize("folder", ["INCOMING_ROOT", "QUARANTINE_ROOT"])
def test_what_was_half_received_is_cleared(settings, db, folder):
    root = getattr(settings, folder)
    root.mkdir(parents=True)
    (root / "tmp1.upload.pdf").write_bytes(b"%PDF-")
    age(root / "tmp1.upload.pdf", HOUR + 1)

    call_command("sweep", verbosity=0)

    assert stored_files(settings) == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.unlink(), id="lost"),
        pytest.param(lambda path: path.write_bytes(b"%PDF"), id="cut off"),
    ],
)
def test_damaged_proof_is_named(leaf, preparer, settings, damage):
    row = make_proof(leaf, preparer)
    path = settings.MEDIA_ROOT / row.file.name
    path.chmod(0o600)
    damage(path)

    with pytest.raises(CommandError, match="佐证材料、附件的文件缺失或不完整，请从备份恢复：指标“证明"):
        call_command("sweep", verbosity=0)

    assert Evidence.objects.get() == row
