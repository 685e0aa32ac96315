"""What the portal shows is read back through nginx; whatever differs alarms the publisher, until it is gone."""

import re
import socket
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.models import AuditEntry
from reports import services
from reports.handover import resume_deliveries
from reports.handover.webpage import read_page
from reports.models import Delivery, Target
from tests.pages import text_of
from tests.reports.handover.steps import hand_over, let_time_pass
from tests.reports.portal.serving import nginx, nginx_program

pytestmark = [
    pytest.mark.files,
    pytest.mark.skipif(not nginx_program(), reason="nginx is not there: run deploy/setup test"),
]

State = Delivery.State


@pytest.fixture
def target(db, portal, tmp_path):
    folder = tmp_path / "nginx"
    folder.mkdir()
    with nginx(portal, folder, "/jx/") as address:
        yield Target.objects.create(name="县门户", transport="folder", path=str(portal), public_address=address)


@pytest.fixture
def edition(stage, target):
    edition = stage.published()
    hand_over()
    return edition


def delivery_of(edition):
    return Delivery.objects.get(edition=edition)


def checked_again(edition):
    Delivery.objects.filter(state=State.VERIFIED).update(state=State.DELIVERED, next_attempt="2023-01-01T00:00:00Z")
    let_time_pass()
    hand_over()
    return delivery_of(edition)


def changed(path, old, new):
    path.chmod(0o644)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_what_stands_there_as_it_was_sent_is_verified(edition):
    delivery = delivery_of(edition)

    assert (delivery.state, delivery.reason) == (State.VERIFIED, "")
    assert AuditEntry.objects.filter(action="delivery.verify").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param('"ContentSource" content="', '"ContentSource" content="另一', "发布机构为“另一", id="publisher"),
        pytest.param('"ArticleTitle" content="', '"ArticleTitle" content="关于', "标题为“关于", id="title"),
        pytest.param('"PubDate" content="2023', '"PubDate" content="2024', "发布时间为“2024", id="date"),
    ],
)
def test_another_publisher_title_or_date_is_an_alarm_that_says_so(edition, portal, old, new, said):
    changed(portal / edition.folder / "index.html", old, new)

    delivery = checked_again(edition)

    assert delivery.state == State.DIFFERS
    assert said in delivery.reason
    assert "应为“" in delivery.reason


def test_altered_and_missing_files_are_named_with_both_hashes(edition, portal):
    folder = portal / edition.folder
    (folder / "report.docx").unlink()
    (folder / "report.pdf").chmod(0o644)
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 another")

    reason = checked_again(edition).reason

    assert "文件 report.docx 不存在" in reason
    assert re.search("文件 report.pdf 的内容不同（应为 SHA-256 [0-9a-f]{64}，网站上为 [0-9a-f]{64}）", reason)


def test_difference_stands_on_the_first_page_of_the_publisher_and_on_that_of_the_report(edition, portal, stage, client):
    (portal / edition.folder / "report.pdf").unlink()
    checked_again(edition)
    client.force_login(stage.publisher)

    home = text_of(client.get("/"))
    page = text_of(client.get(reverse("reports:evaluation", args=[stage.evaluation.pk])))

    for text in (home, page):
        assert "核对不一致" in text
        assert "文件 report.pdf 不存在" in text
    client.force_login(stage.preparer)
    assert "移交异常" not in text_of(client.get("/"))


def test_alarm_ends_by_itself_when_the_difference_is_gone(edition, portal, stage, client):
    page = portal / edition.folder / "index.html"
    kept = page.read_bytes()
    page.chmod(0o644)
    page.write_bytes(b"")
    assert checked_again(edition).state == State.DIFFERS
    assert resume_deliveries() == 0
    page.write_bytes(kept)

    let_time_pass()
    assert resume_deliveries() == 1

    assert delivery_of(edition).state == State.VERIFIED
    client.force_login(stage.publisher)
    assert "移交异常" not in text_of(client.get("/"))


def test_page_that_was_right_is_read_again_a_week_later(edition, portal):
    delivery = delivery_of(edition)
    assert delivery.next_attempt - timezone.now() > timedelta(days=6)
    assert resume_deliveries() == 0
    let_time_pass()
    assert resume_deliveries() == 1
    assert delivery_of(edition).state == State.VERIFIED
    assert AuditEntry.objects.filter(action="delivery.verify").count() == 1

    changed(portal / edition.folder / "index.html", "报告", "告报")
    let_time_pass()
    resume_deliveries()

    assert delivery_of(edition).state == State.DIFFERS
    assert "文件 index.html 的内容不同" in delivery_of(edition).reason


def test_withdrawal_is_read_back_too(edition, portal, stage):
    kept = (portal / edition.folder / "report.pdf").read_bytes()
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")
    hand_over()
    assert delivery_of(edition).state == State.VERIFIED

    (portal / edition.folder / "report.pdf").write_bytes(kept)

    assert "已撤回，但文件 report.pdf 仍能读到" in checked_again(edition).reason


def test_page_of_the_report_that_is_behind_is_told(edition, portal):
    changed((portal / edition.folder).parent / "status.json", '"current",', '"superseded",')

    assert "报告首页没有写明第1版现为“现行”" in checked_again(edition).reason


def test_portal_that_does_not_answer_has_some_patience_and_then_alarms(stage, portal, settings):
    settings.HANDOVER_TIMEOUT = 1
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        Target.objects.create(name="县门户", transport="folder", path=str(portal), public_address=address)
        edition = stage.published()
        began, states = time.monotonic(), []
        for _ in range(3):
            hand_over()
            states.append(delivery_of(edition).state)
            let_time_pass()

    assert time.monotonic() - began < 20
    assert states == [State.DELIVERED, State.DELIVERED, State.DIFFERS]
    assert "读不出" in delivery_of(edition).reason


def test_page_in_the_older_encoding_is_read():
    page = read_page('<meta name="ContentSource" content="某街道"><p>索引号：k1-0601-2023-0007 </p>'.encode("gb18030"))

    assert page.tags["ContentSource"] == "某街道"
    assert page.index_number == "k1-0601-2023-0007"
