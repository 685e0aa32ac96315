"""Stamped scans (盖章扫描件): received like every file, public beside the edition, proved and withdrawn with it."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from departments.models import AuditEntry
from indicators import scanning
from indicators.evidence_kinds import Unacceptable
from indicators.models import QuarantinedFile
from reports import services
from reports.dossier.pieces import pieces_of
from reports.editions.reconcile import reconcile
from reports.editions.scans import scan_folder
from reports.models import Scan
from reports.portal import write_all_pages
from reports.services import scans as adding
from reports.services.scans import ScanRefused, add_scan, exchange_scan
from tests.pages import text_of
from tests.reports.portal.walking import Walk, from_disk

pytestmark = [pytest.mark.pdf, pytest.mark.files, pytest.mark.django_db(transaction=True)]

PAPER = b"%PDF-1.4 signed and stamped"
PICTURE = b"\x89PNG\r\n\x1a\n picture of the last page"


def paper(content=PAPER, name="盖章件.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def edition(stage):
    return stage.published()


@pytest.fixture
def scan(stage, edition):
    return add_scan(edition.evaluation, paper(), actor=stage.publisher)


def read(settings, address):
    return (settings.PUBLIC_ROOT / address).read_text(encoding="utf-8")


def landing(edition):
    return edition.folder.rpartition("/")[0]


def verify(**options):
    out = StringIO()
    try:
        call_command("verify_editions", stdout=out, **options)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


def spoil(folder, name, content):
    folder.chmod(0o755)
    (folder / name).chmod(0o644)
    (folder / name).write_bytes(content)


def test_scan_stands_beside_its_edition_whose_files_stay_as_they_are(stage, edition, settings):
    folder = settings.PUBLIC_ROOT / edition.folder
    before = {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}

    scan = add_scan(edition.evaluation, paper(), actor=stage.publisher)

    assert {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()} == before
    beside = settings.PUBLIC_ROOT / scan_folder(scan)
    assert scan_folder(scan) == f"{landing(edition)}/scans/1-1"
    assert (beside / "scan.pdf").read_bytes() == PAPER
    manifest = json.loads((beside / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == [{"name": "scan.pdf", "sha256": scan.sha256, "size": len(PAPER)}]
    assert manifest["edition_manifest_sha256"] == edition.manifest_sha256
    assert AuditEntry.objects.get(action="scan.add").actor == stage.publisher


def test_landing_page_and_status_list_it_with_its_hash(edition, scan, settings):
    page, status = (read(settings, f"{landing(edition)}/{name}") for name in ("index.html", "status.json"))

    assert 'href="scans/1-1/scan.pdf"' in page
    assert f'data-sha256="{scan.sha256}"' in page
    [listed] = json.loads(status)["editions"][0]["scans"]
    assert (listed["file"], listed["sha256"]) == ("scans/1-1/scan.pdf", scan.sha256)
    assert Walk(from_disk).over(f"{settings.PUBLIC_ROOT.as_uri()}/index.html").troubles == []
    assert write_all_pages() == 0


def test_several_scans_and_pictures_are_numbered(stage, edition, scan, settings):
    second = add_scan(edition.evaluation, paper(PICTURE, "末页.png"), actor=stage.publisher)

    assert (settings.PUBLIC_ROOT / scan_folder(second) / "scan.png").read_bytes() == PICTURE
    assert second.number == 2


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        pytest.param(PICTURE, "盖章件.pdf", "与扩展名“.pdf”不符", id="something else than its name says"),
        pytest.param("文字".encode(), "盖章件.txt", "不是 PDF、JPG 或 PNG", id="a kind that is no scan"),
        pytest.param(b"MZ\x90\x00", "盖章件.exe", "不是可以接受的文件类型", id="a program"),
        pytest.param(b"", "盖章件.pdf", "空文件", id="empty"),
    ],
)
def test_file_that_is_no_scan_is_refused_and_nothing_is_left(stage, edition, settings, content, name, reason):
    with pytest.raises(Unacceptable, match=reason):
        add_scan(edition.evaluation, paper(content, name), actor=stage.publisher)

    assert not Scan.objects.exists()
    assert not (settings.PUBLIC_ROOT / landing(edition) / "scans").exists()


def test_scan_with_a_virus_goes_into_quarantine(stage, edition, monkeypatch):
    monkeypatch.setattr(scanning, "find_virus", lambda file: "Eicar-Signature")

    with pytest.raises(Unacceptable, match="发现病毒"):
        add_scan(edition.evaluation, paper(), actor=stage.publisher)

    assert QuarantinedFile.objects.count() == 1
    assert not Scan.objects.exists()


def test_same_scan_twice_is_refused(stage, edition, scan):
    with pytest.raises(Unacceptable, match="内容完全相同"):
        add_scan(edition.evaluation, paper(), actor=stage.publisher)


def test_scan_needs_a_public_edition_and_its_publisher(stage):
    with pytest.raises(ScanRefused, match="尚未公开"):
        add_scan(stage.evaluation, paper(), actor=stage.publisher)
    stage.published()
    with pytest.raises(ScanRefused, match="只有发布人"):
        add_scan(stage.reload(), paper(), actor=stage.reviewer)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("scan.pdf", b"%PDF-1.4 forged and stamped.", "内容已被改动"),
        ("manifest.json", b'{"files": []}', "清单已被改动"),
    ],
)
def test_changed_scan_is_named_by_the_verification(edition, scan, settings, name, content, told):
    assert verify() == ("共核对 1 个版次，全部相符。\n", 0)
    spoil(settings.PUBLIC_ROOT / scan_folder(scan), name, content)

    said, code = verify()

    assert code == 1
    assert f"{scan_folder(scan)}/{name}" in said
    assert told in said
    assert name == "manifest.json" or verify(folder=settings.PUBLIC_ROOT)[1] == 1


def test_lost_scan_is_named_and_put_back_by_sweep(edition, scan, settings):
    folder = settings.PUBLIC_ROOT / scan_folder(scan)
    folder.chmod(0o755)
    folder.rename(settings.STAGING_ROOT / "edition-lost")
    assert verify()[1] == 1

    reconcile()

    assert (folder / "scan.pdf").read_bytes() == PAPER
    assert verify()[1] == 0


def test_scan_that_no_row_knows_is_named(edition, scan, settings):
    Scan.objects.all().delete()

    said, code = verify()

    assert code == 1
    assert "没有登记" in said


def test_withdrawal_takes_the_scan_along_and_keeps_its_hash_in_view(stage, edition, scan, settings):
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")

    assert not (settings.PUBLIC_ROOT / scan_folder(scan)).exists()
    assert (settings.ARCHIVE_ROOT / scan_folder(scan) / "scan.pdf").read_bytes() == PAPER
    page = read(settings, f"{landing(edition)}/index.html")
    assert "scans/1-1/scan.pdf" not in page
    assert scan.sha256 in page
    assert verify()[1] == 0


def test_scan_of_an_earlier_edition_stays_with_it(stage, edition, scan, settings):
    second = stage.changed().corrected()

    later = add_scan(stage.reload(), paper(PICTURE, "末页.png"), actor=stage.publisher)

    assert scan_folder(later) == f"{landing(edition)}/scans/{second.number}-1"
    assert (settings.PUBLIC_ROOT / scan_folder(scan) / "scan.pdf").is_file()


class TestExchange:
    """A wrong scan leaves the public, and what was wrong with it stays known."""

    @pytest.fixture
    def exchanged(self, stage, scan):
        right = paper(b"%PDF-1.4 all pages", "完整.pdf")
        return exchange_scan(scan, right, actor=stage.publisher, reason="漏扫第3页")

    def test_the_new_one_is_public_and_the_old_one_is_kept_in_the_archive(self, stage, scan, exchanged, settings):
        scan.refresh_from_db()

        assert (settings.PUBLIC_ROOT / scan_folder(exchanged) / "scan.pdf").read_bytes() == b"%PDF-1.4 all pages"
        assert not (settings.PUBLIC_ROOT / scan_folder(scan)).exists()
        assert (settings.ARCHIVE_ROOT / scan_folder(scan) / "scan.pdf").read_bytes() == PAPER
        assert (scan.replaced_by, exchanged.number) == (exchanged, 2)
        entry = AuditEntry.objects.get(action="scan.replace")
        assert (entry.comment, entry.actor) == ("漏扫第3页", stage.publisher)
        assert verify() == ("共核对 1 个版次，全部相符。\n", 0)
        assert write_all_pages() == 0

    def test_page_and_status_keep_its_hash_and_say_why(self, edition, scan, exchanged, settings):
        page, status = (read(settings, f"{landing(edition)}/{name}") for name in ("index.html", "status.json"))

        assert "scans/1-1/scan.pdf" not in page
        assert "已更换为第2份，原因：漏扫第3页" in page
        old, new = json.loads(status)["editions"][0]["scans"]
        assert (old["sha256"], old["replaced_by"], old["reason"]) == (scan.sha256, 2, "漏扫第3页")
        assert (new["sha256"], new["replaced_by"]) == (exchanged.sha256, None)
        assert Walk(from_disk).over(f"{settings.PUBLIC_ROOT.as_uri()}/index.html").troubles == []

    def test_only_a_public_scan_is_exchanged_by_its_publisher_and_not_for_itself(self, stage, scan, exchanged):
        with pytest.raises(ScanRefused, match="已更换"):
            exchange_scan(scan, paper(PICTURE, "末页.png"), actor=stage.publisher, reason="再换")
        with pytest.raises(ScanRefused, match="只有发布人"):
            exchange_scan(exchanged, paper(PICTURE, "末页.png"), actor=stage.reviewer, reason="换")
        with pytest.raises(Unacceptable, match="内容完全相同"):
            exchange_scan(exchanged, paper(), actor=stage.publisher, reason="换回")
        assert Scan.objects.count() == 2

    def test_wrong_scan_that_a_kill_left_public_is_taken_away_by_sweep(self, stage, scan, settings, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(adding, "_show", lambda *scans: None)
            exchange_scan(scan, paper(PICTURE, "末页.png"), actor=stage.publisher, reason="传错")
        assert verify()[1] == 1

        reconcile()

        assert not (settings.PUBLIC_ROOT / scan_folder(scan)).exists()
        assert verify()[1] == 0

    def test_publisher_exchanges_on_a_page_and_must_say_why(self, client, stage, edition, scan):
        client.force_login(stage.publisher)
        address = reverse("reports:scan", args=[edition.evaluation_id, scan.pk])

        refused = text_of(client.post(address, {"upload": paper(PICTURE, "末页.png")}))
        wrong = text_of(client.post(address, {"upload": paper(b"MZ\x90\x00", "坏.exe"), "reason": "传错"}))
        page = text_of(client.post(address, {"upload": paper(PICTURE, "末页.png"), "reason": "传错"}, follow=True))

        assert "请填写更换原因" in refused
        assert "“坏.exe”不是可以接受的文件类型" in wrong
        assert "已更换为“末页.png”" in page
        assert "已更换为第2份，原因：传错" in page
        assert "不能再更换" in text_of(client.get(address))


def test_scan_that_cannot_be_written_now_follows_with_the_sweep(stage, edition, settings, monkeypatch):
    def full(scan):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(adding, "follow_scan", full)
        scan = add_scan(edition.evaluation, paper(), actor=stage.publisher)
    assert not (settings.PUBLIC_ROOT / scan_folder(scan)).exists()

    reconcile()

    assert (settings.PUBLIC_ROOT / scan_folder(scan) / "scan.pdf").read_bytes() == PAPER


def test_dossier_holds_the_scan(stage, edition, scan):
    [piece] = [piece for piece in pieces_of(stage.reload(), lambda: b"") if "盖章扫描件" in piece.path]

    assert b"".join(piece.chunks()) == PAPER


def test_publisher_adds_scans_on_a_page_and_reads_what_became_of_each(client, stage, edition):
    client.force_login(stage.publisher)
    address = reverse("reports:scans", args=[edition.evaluation_id])

    page = text_of(client.post(address, {"uploads": [paper(), paper(b"MZ\x90\x00", "坏.exe")]}, follow=True))

    assert "已上传“盖章件.pdf”。" in page
    assert "“坏.exe”不是可以接受的文件类型" in page
    public = reverse("reports:public", args=[f"{scan_folder(Scan.objects.get())}/scan.pdf"])
    assert f'href="{public}"' in client.get(address).content.decode()
    assert b"".join(client.get(public).streaming_content) == PAPER


def test_page_says_why_nothing_can_be_added(client, stage):
    client.force_login(stage.publisher)

    assert "报告尚未公开或已撤回" in text_of(client.get(reverse("reports:scans", args=[stage.evaluation.pk])))
