"""Stamped scans (盖章扫描件) are handed over beside their edition, exchanged and taken away at the target, too."""

import json
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports import services
from reports.handover import retry
from reports.models import Delivery
from reports.services.scans import add_scan, exchange_scan
from tests.reports.handover.steps import files_below, hand_over
from tests.reports.portal.serving import plain_server

pytestmark = [pytest.mark.files, pytest.mark.django_db(transaction=True)]

LANDING = Path("2022/360102031")
WRONG, RIGHT = b"%PDF-1.4 without page 3", b"%PDF-1.4 all pages"


def paper(content=WRONG):
    return SimpleUploadedFile("盖章件.pdf", content)


@pytest.fixture
def edition(stage):
    edition = stage.published()
    hand_over()
    return edition


@pytest.fixture
def scan(stage, edition):
    return add_scan(stage.evaluation, paper(), actor=stage.publisher)


def exchange(stage, scan):
    return exchange_scan(scan, paper(RIGHT), actor=stage.publisher, reason="漏扫第3页")


def scans_below(folder):
    return {name: content for name, content in files_below(folder).items() if "/scans/" in name}


def test_scan_reaches_the_target_with_its_manifest_and_the_page_that_lists_it(stage, target, portal, scan, settings):
    hand_over()

    assert scans_below(portal) == scans_below(settings.PUBLIC_ROOT)
    assert set(scans_below(portal)) == {f"{LANDING}/scans/1-1/{name}" for name in ("scan.pdf", "manifest.json")}
    assert scan.sha256 in (portal / LANDING / "index.html").read_text(encoding="utf-8")


def test_target_of_one_unit_lists_it_too(stage, target, portal, scan):
    target.department = stage.evaluation.department
    target.save()

    hand_over()

    assert scan.sha256 in (portal / LANDING / "index.html").read_text(encoding="utf-8")


def test_wrong_scan_is_exchanged_at_the_target(stage, target, portal, scan):
    hand_over()
    exchange(stage, scan)
    hand_over()

    there = scans_below(portal)
    assert [content for name, content in there.items() if name.endswith(".pdf")] == [RIGHT]
    assert set(there) == {f"{LANDING}/scans/1-2/{name}" for name in ("scan.pdf", "manifest.json")}


def test_withdrawal_takes_the_scan_away(stage, target, portal, scan):
    hand_over()
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")
    hand_over()

    assert scans_below(portal) == {}


def test_damaged_scan_is_not_handed_over(stage, target, portal, scan):
    shutil.rmtree(portal / LANDING / "scans")
    Path(scan.file.path).write_bytes(b"%PDF-1.4 forged")

    retry(Delivery.objects.get(), actor=stage.publisher)

    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.FAILED
    assert "与上传时不一致" in delivery.reason
    assert scans_below(portal) == {}


def test_package_holds_the_scans_that_count_and_takes_the_place_of_the_earlier_one(stage, inbox, portal, scan):
    hand_over()
    assert [path.name for path in portal.glob("*.zip")] == ["2022-360102031-1-scans-1.zip"]
    exchange(stage, scan)
    hand_over()

    [package] = portal.glob("*.zip")
    archive = ZipFile(BytesIO(package.read_bytes()))
    said = json.loads(archive.read("metadata.json"))
    assert package.name == "2022-360102031-1-scans-2.zip"
    [told] = said["scans"]
    assert (told["name"], told["number"], told["replaces"]) == ("attachments/scan-2.pdf", 2, 1)
    assert archive.read(told["name"]) == RIGHT
    assert [entry["title"] for entry in said["files"] if entry["name"] == told["name"]] == ["盖章扫描件"]


def test_reading_back_tells_what_is_wrong_with_a_scan(stage, target, portal, scan):
    exchange(stage, scan)
    right, wrong = (portal / LANDING / f"scans/1-{number}/scan.pdf" for number in (2, 1))
    with plain_server(portal, "127.0.0.1") as address:
        target.public_address = address
        target.save()
        retry(Delivery.objects.get(), actor=stage.publisher)
        assert Delivery.objects.get().state == Delivery.State.VERIFIED

        right.unlink()
        assert "1-2/scan.pdf 不存在" in read_again()
        right.write_bytes(WRONG)
        assert "1-2/scan.pdf 的内容不同" in read_again()
        wrong.parent.mkdir(exist_ok=True)
        wrong.write_bytes(WRONG)
        assert "1-1/scan.pdf 已更换或撤回，但仍能读到" in read_again()


def read_again():
    Delivery.objects.update(next_attempt="2023-01-01T00:00Z", state=Delivery.State.DELIVERED)
    hand_over()
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.DIFFERS
    return delivery.reason
