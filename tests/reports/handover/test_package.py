"""The package for a content system: page fragment, attachments, metadata, the same bytes at every attempt."""

import hashlib
import json
import re
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from reports import services
from reports.handover import retry
from reports.models import Delivery
from tests.reports.handover.steps import hand_over

pytestmark = pytest.mark.files


def opened(path):
    return ZipFile(BytesIO(path.read_bytes()))


def said_in(archive):
    return json.loads(archive.read("metadata.json"))


def name_of(edition):
    return f"{edition.folder.replace('/', '-')}.zip"


def test_package_holds_fragment_attachments_and_metadata(stage, inbox, portal):
    edition = stage.published()

    hand_over()

    archive = opened(portal / name_of(edition))
    said = said_in(archive)
    assert (said["action"], said["title"]) == ("publish", edition.title)
    assert said["publisher"] == stage.evaluation.department.name
    assert said["edition"] == 1
    assert {"name": "ArticleTitle", "content": edition.title} in said["tags"]
    assert "发布机构" in {field["name"] for field in said["header"]}
    listed = {entry["name"]: entry["sha256"] for entry in said["files"]}
    assert set(archive.namelist()) == {*listed, "metadata.json", "metadata.xml"}
    for name, digest in listed.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    assert {"page.html", "attachments/report.pdf", "attachments/manifest.json"} <= set(listed)


def test_fragment_is_the_published_text_and_its_links_lead_into_the_package(stage, inbox, portal):
    edition = stage.published()
    hand_over()

    archive = opened(portal / name_of(edition))
    fragment = archive.read("page.html").decode()

    assert fragment.startswith("<article")
    assert "<html" not in fragment
    assert "自评" in fragment
    links = re.findall(r'href="([^"#][^"]*)"', fragment)
    assert "attachments/report.pdf" in links
    [outside] = set(links) - set(archive.namelist())
    assert outside.endswith(f"{edition.folder.rpartition('/')[0]}/index.html")


def test_xml_says_the_same_as_json_and_can_be_left_out(stage, inbox, portal):
    edition = stage.published()
    hand_over()
    archive = opened(portal / name_of(edition))
    said, xml = said_in(archive), ET.fromstring(archive.read("metadata.xml"))

    assert [child.tag for child in xml] == list(said)
    assert xml.findtext("title") == said["title"]
    assert [item.findtext("sha256") for item in xml.find("files")] == [entry["sha256"] for entry in said["files"]]

    inbox.metadata = "json"
    inbox.save()
    retry(Delivery.objects.get(), actor=stage.publisher)
    hand_over()
    assert "metadata.xml" not in opened(portal / name_of(edition)).namelist()


def test_package_is_the_same_at_every_attempt(stage, inbox, portal):
    edition = stage.published()
    hand_over()
    first = (portal / name_of(edition)).stat().st_ino

    retry(Delivery.objects.get(), actor=stage.publisher)
    hand_over()

    assert (portal / name_of(edition)).stat().st_ino == first


def test_correction_and_withdrawal_are_packages_of_their_own(stage, inbox, portal):
    first, second = stage.published(), stage.corrected("更正金额")
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")
    hand_over()

    for edition in (first, second):
        archive = opened(portal / f"{edition.folder.replace('/', '-')}-withdrawal.zip")
        said = said_in(archive)
        assert (said["action"], said["reason"], said["files"]) == ("withdraw", "数据有误", [])
        assert archive.namelist() == ["metadata.json", "metadata.xml"]


def test_package_of_a_correction_names_what_it_corrects(stage, inbox, portal):
    stage.published()
    second = stage.corrected("更正金额")
    hand_over()

    said = said_in(opened(portal / name_of(second)))
    assert (said["action"], said["supersedes"], said["change_note"]) == ("correct", 1, "更正金额")
