"""Hand-over to OpenSSH's SFTP server; also when it is another one, refuses, stalls or dies midway."""

import socket
import time
from threading import Thread

import paramiko
import pytest

from departments.models import AuditEntry
from reports.handover import retry
from reports.models import Delivery, Target
from tests.reports.handover.password_server import password_server
from tests.reports.handover.sshd import MISSING, running_sshd, sshd_program
from tests.reports.handover.steps import files_below, hand_over, let_time_pass, proved

pytestmark = [pytest.mark.files, pytest.mark.skipif(not sshd_program(), reason=MISSING)]

State = Delivery.State


@pytest.fixture(scope="module")
def sshd(tmp_path_factory):
    with running_sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(autouse=True)
def key(sshd, monkeypatch, settings):
    """The environment holds the key in a file, as a secret of a container does."""
    settings.HANDOVER_TIMEOUT = 5
    monkeypatch.setenv("HANDOVER_XIAN_KEY_FILE", str(sshd.folder / "user"))


def handed_over(stage):
    edition = stage.published()
    hand_over()
    return Delivery.objects.get(edition=edition)


def test_published_edition_reaches_the_server_whole(stage, sshd, portal, settings):
    sshd.target(portal)

    delivery = handed_over(stage)

    assert (delivery.state, delivery.reason) == (State.DELIVERED, "")
    assert proved(portal / delivery.edition.folder)
    assert files_below(portal) == files_below(settings.PUBLIC_ROOT)


def test_repeat_sends_nothing_that_is_there_and_puts_right_what_is_not(stage, sshd, portal):
    sshd.target(portal)
    delivery = handed_over(stage)
    before = {path: path.stat().st_ino for path in portal.rglob("*")}
    damaged = portal / delivery.edition.folder / "data.json"
    damaged.write_bytes(b"x" * damaged.stat().st_size)

    retry(delivery, actor=stage.publisher)
    hand_over()

    after = {path: path.stat().st_ino for path in portal.rglob("*")}
    assert {path for path in before if before[path] != after[path]} <= {damaged}
    assert proved(portal / delivery.edition.folder)


def test_another_host_key_gets_neither_secret_nor_file(stage, sshd, portal):
    other = " ".join((sshd.folder / "other.pub").read_text().split()[:2])
    sshd.target(portal, host_key=other)

    delivery = handed_over(stage)

    assert delivery.state == State.FAILED
    assert "主机密钥与登记的不同" in delivery.reason
    assert files_below(portal) == {}


def test_kind_of_host_key_that_the_server_has_not_is_refused(stage, sshd, portal):
    key = paramiko.RSAKey.generate(2048)
    sshd.target(portal, host_key=f"ssh-rsa {key.get_base64()}")

    assert "主机密钥" in handed_over(stage).reason
    assert files_below(portal) == {}


def test_wrong_key_is_refused_and_no_secret_is_told(stage, sshd, portal, monkeypatch):
    monkeypatch.setenv("HANDOVER_XIAN_KEY_FILE", str(sshd.folder / "other"))
    sshd.target(portal)

    delivery = handed_over(stage)

    assert "拒绝登录" in delivery.reason
    told = [delivery.reason, *AuditEntry.objects.values_list("comment", flat=True)]
    told += [str(row) for row in Target.objects.values()]
    assert not any(line in text for text in told for line in (sshd.folder / "other").read_text().splitlines())


@pytest.mark.parametrize(
    ("value", "said"),
    [pytest.param("", "HANDOVER_XIAN_KEY", id="none"), pytest.param("not a key", "不能识别", id="no key")],
)
def test_key_that_is_missing_or_none_is_told(stage, sshd, portal, monkeypatch, value, said):
    monkeypatch.delenv("HANDOVER_XIAN_KEY_FILE")
    monkeypatch.setenv("HANDOVER_XIAN_KEY", value)
    sshd.target(portal)

    reason = handed_over(stage).reason

    assert said in reason
    assert not value or value not in reason


def test_file_of_a_secret_that_is_away_is_told(stage, sshd, portal, monkeypatch):
    monkeypatch.setenv("HANDOVER_XIAN_KEY_FILE", str(sshd.folder / "nothing"))
    sshd.target(portal)

    assert "HANDOVER_XIAN_KEY_FILE" in handed_over(stage).reason


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param("/proc/perfeval", "没有目录", id="no such folder"),
        pytest.param("/sys/kernel", "服务器", id="no permission, even for root"),
    ],
)
def test_folder_that_cannot_be_written_is_told(stage, sshd, portal, path, said):
    sshd.target(path)

    delivery = handed_over(stage)

    assert delivery.state == State.FAILED
    assert said in delivery.reason


def test_server_that_is_away_is_told_and_tried_again(stage, sshd, portal):
    target = sshd.target(portal, port=1)
    delivery = handed_over(stage)
    assert "连接失败" in delivery.reason

    Target.objects.filter(pk=target.pk).update(port=sshd.port)
    let_time_pass()
    hand_over()

    assert proved(portal / delivery.edition.folder)


def test_server_that_never_answers_is_given_up_in_time(stage, sshd, portal, settings):
    settings.HANDOVER_TIMEOUT = 1
    with socket.create_server(("127.0.0.1", 0)) as silent:
        sshd.target(portal, port=silent.getsockname()[1])
        edition = stage.published()
        began = time.monotonic()
        hand_over()

    assert time.monotonic() - began < 10
    assert Delivery.objects.get(edition=edition).state == State.FAILED


def test_server_that_dies_midway_leaves_nothing_half_and_a_repeat_finishes(stage, sshd, portal):
    sshd.target(portal)
    edition = stage.published()
    killer = Thread(target=_kill_when, args=(sshd, portal / edition.folder), daemon=True)
    killer.start()

    hand_over()
    killer.join()

    delivery = Delivery.objects.get(edition=edition)
    assert delivery.state == State.FAILED
    assert not (portal / edition.folder / "index.html").exists()
    (portal / edition.folder / ".report.pdf.0123456789ab.part").write_bytes(b"%PDF of another attempt")
    let_time_pass()
    hand_over()
    assert proved(portal / edition.folder)


def _kill_when(sshd, folder):
    """Kill the session as soon as the first file of the edition appears."""
    end = time.monotonic() + 60
    while time.monotonic() < end and not (folder.is_dir() and any(folder.iterdir())):
        time.sleep(0.0005)
    sshd.kill_sessions()


@pytest.mark.parametrize(
    ("password", "state"), [("shi-mi 1", State.DELIVERED), ("falsch", State.FAILED)], ids=["right", "wrong"]
)
def test_password_opens_a_server_too(stage, sshd, portal, monkeypatch, tmp_path, password, state):
    (tmp_path / "password").write_text(f"{password}\n")
    monkeypatch.delenv("HANDOVER_XIAN_KEY_FILE")
    monkeypatch.setenv("HANDOVER_XIAN_PASSWORD_FILE", str(tmp_path / "password"))
    with password_server("jx", "shi-mi 1") as (port, host_key):
        sshd.target(portal, port=port, host_key=host_key, username="jx")
        delivery = handed_over(stage)

    assert delivery.state == state, delivery.reason
    assert password not in delivery.reason
