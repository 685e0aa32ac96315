"""A real clamd, with one harmless signature, looks into every upload; without its answer nothing is taken."""

import socket
import stat
from contextlib import contextmanager
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from departments.models import AuditEntry, Role
from indicators import scanning
from indicators.checks import uploads_are_scanned
from indicators.evidence_kinds import Unacceptable
from indicators.models import QuarantinedFile
from indicators.services import add_attachment
from tests.factories import make_member
from tests.indicators.evidence.proofs import (
    PDF,
    address,
    answers,
    refusal,
    send,
    stored_files,
)
from tests.indicators.evidence.scanner import INFECTED, LARGEST, SIGNATURE, clamd_program, running_clamd
from tests.pages import form_values, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.files]

MISSING = "clamd is not there: run deploy/setup test, or install ClamAV's daemon"


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    if clamd_program() is None:
        pytest.skip(MISSING)
    with running_clamd(tmp_path_factory.mktemp("clamd")) as addresses:
        yield addresses


@pytest.fixture(params=["unix", "tcp"])
def scanner(request, clamd, settings):
    """Let the site ask the real clamd, over each kind of connection."""
    settings.CLAMD_URL = next(address for address in clamd if address.startswith(request.param))


@pytest.fixture
def scanned(clamd, settings):
    settings.CLAMD_URL = clamd[0]


@contextmanager
def speaking(answer):
    """Stand in for a scanner that says `answer` and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_speak, args=[server, answer])
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def _speak(server, answer):
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(answer)


@pytest.mark.usefixtures("scanner")
def test_clean_file_is_stored(client, leaf):
    send(client, leaf, ("证明.pdf", PDF))

    assert leaf.evidence.get().file.read() == PDF
    assert not QuarantinedFile.objects.exists()


@pytest.mark.usefixtures("scanner")
def test_infected_file_goes_into_quarantine_and_is_named(client, leaf, preparer, settings):
    message = refusal(client, leaf, "发票.pdf", INFECTED)

    kept = leaf.quarantined_files.get()
    path = settings.QUARANTINE_ROOT / kept.path
    assert SIGNATURE in message
    assert "文件已隔离，没有作为佐证材料保存" in message
    assert (kept.name, kept.size, kept.uploaded_by) == ("发票.pdf", len(INFECTED), preparer)
    assert kept.signature.startswith(SIGNATURE)
    assert path.read_bytes() == INFECTED
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not settings.QUARANTINE_ROOT.is_relative_to(settings.MEDIA_ROOT)
    assert stored_files(settings) == [path]
    assert not leaf.evidence.exists()


@pytest.mark.usefixtures("scanned")
def test_quarantine_is_logged_with_name_hash_and_signature(client, leaf, preparer):
    send(client, leaf, ("发票.pdf", INFECTED))

    entry = AuditEntry.objects.get(action="quarantinedfile.add")
    assert entry.actor == preparer
    assert entry.evaluation == leaf.evaluation
    assert entry.changes["name"] == [None, "发票.pdf"]
    assert entry.changes["signature"][1].startswith(SIGNATURE)
    assert len(entry.changes["sha256"][1]) == 64


@pytest.mark.usefixtures("scanned")
def test_a_second_attempt_is_logged_but_not_kept_twice(client, leaf, settings):
    for _ in range(2):
        send(client, leaf, ("发票.pdf", INFECTED))

    assert QuarantinedFile.objects.count() == 1
    assert len(stored_files(settings)) == 1
    assert AuditEntry.objects.filter(action="quarantinedfile.add").count() == 2


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize("role", [Role.PREPARER, Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_quarantined_file_is_on_screen_but_open_to_nobody(client, leaf, role):
    send(client, leaf, ("发票.pdf", INFECTED))
    client.force_login(make_member(role))

    page = client.get(address(leaf))

    kept = leaf.quarantined_files.get()
    assert f"发票.pdf 病毒特征 {kept.signature}" in text_of(page)
    assert "任何人都不能打开" in text_of(page)
    assert kept.sha256 in text_of(page)
    for name in ("evidence", "evidence_preview"):
        url = reverse(f"indicators:{name}", args=[leaf.evaluation_id, kept.pk])
        assert url not in page.content.decode()
        assert client.get(url).status_code == 404


@pytest.mark.usefixtures("scanned")
def test_clean_files_beside_an_infected_one_are_taken(client, leaf):
    told = answers(client, leaf, ("甲.pdf", PDF), ("发票.pdf", INFECTED))

    assert [answer["is_accepted"] for answer in told] == [True, False]


@pytest.mark.usefixtures("scanned")
def test_quarantined_file_outlives_its_indicator(client, leaf):
    send(client, leaf, ("发票.pdf", INFECTED))
    url = reverse("indicators:indicator_remove", args=[leaf.evaluation_id, leaf.pk])

    client.post(url, form_values(client.get(url)))

    kept = QuarantinedFile.objects.get()
    assert (kept.indicator, kept.evaluation) == (None, leaf.evaluation)


@pytest.mark.usefixtures("scanned")
def test_file_larger_than_the_scanner_takes_is_refused(client, leaf, settings):
    message = refusal(client, leaf, "大.pdf", PDF + b" " * (4 * LARGEST))

    assert message.startswith("病毒扫描没有完成，“大.pdf”没有保存。请稍后重试")
    assert stored_files(settings) == []


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.sock"], ids=["tcp", "unix"])
def test_without_an_answer_nothing_is_taken(client, leaf, settings, url):
    settings.CLAMD_URL = url

    assert "病毒扫描没有完成" in refusal(client, leaf, "证明.pdf", PDF)
    assert not leaf.evidence.exists()
    assert stored_files(settings) == []


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"stream: OK and more\0", id="nearly clean"),
        pytest.param(b"INSTREAM size limit exceeded. ERROR\0", id="error"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", id="something else"),
    ],
)
def test_what_is_not_understood_counts_as_not_scanned(settings, answer):
    with speaking(answer) as settings.CLAMD_URL, pytest.raises(scanning.NotScanned):
        scanning.find_virus(ContentFile(PDF))


def test_a_scanner_that_hangs_is_not_waited_for_long(settings):
    settings.CLAMD_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.getsockname()[1]}"

        with pytest.raises(scanning.NotScanned):
            scanning.find_virus(ContentFile(PDF))


def test_without_a_scanner_the_screen_and_the_system_check_say_so(client, leaf):
    [message] = uploads_are_scanned(None)

    assert message.id == "indicators.I001"
    assert "本系统没有配置病毒扫描，上传的文件不经扫描。" in text_of(client.get(address(leaf)))


@pytest.mark.usefixtures("scanned")
def test_with_a_scanner_neither_says_anything(client, leaf):
    assert uploads_are_scanned(None) == []
    assert "不经扫描" not in text_of(client.get(address(leaf)))


def test_scanner_that_is_down_is_told_by_the_system_check(settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"

    [message] = uploads_are_scanned(None)

    assert message.id == "indicators.W001"
    assert "一律不能上传" in message.msg


@pytest.mark.usefixtures("scanned")
def test_infected_attachment_is_no_attachment_and_lies_in_quarantine(leaf, preparer):
    file = ContentFile(INFECTED, "会议纪要.pdf")

    with pytest.raises(Unacceptable, match="没有作为附件保存"):
        add_attachment(leaf.evaluation, file, kind="整体", key="minutes", actor=preparer)

    [kept] = leaf.evaluation.quarantined_files.all()
    assert (kept.name, kept.indicator) == ("会议纪要.pdf", None)
    assert not leaf.evaluation.attachments.exists()
