"""The number that a receiving portal assigns lies beside the edition: entered with the receipt, or read back."""

import json

import pytest
from django.urls import reverse

from departments.models import AuditEntry, SiteConfiguration
from reports import services
from reports.editions.verifying import flaws_of_edition
from reports.handover import order_all
from reports.models import Delivery, IndexNumber, Receipt, Target
from reports.portal import write_all_pages
from tests.pages import text_of
from tests.reports.handover.steps import files_below, hand_over
from tests.reports.portal.serving import plain_server

pytestmark = pytest.mark.files

NUMBER = "k118998-0601-2023-0012"


@pytest.fixture
def manual(stage):
    """A content system to which a person carries packages, and whose portal numbers what it shows."""
    SiteConfiguration.objects.update(index_source="portal")
    return Target.objects.create(name="内容系统", transport="manual", form="package")


@pytest.fixture
def edition(stage, manual):
    return stage.published()


@pytest.fixture
def enter(client, stage, edition, django_capture_on_commit_callbacks):
    """Send the form of the receipt as the publisher."""

    def enter(**said):
        delivery = Delivery.objects.get(target__transport="manual")
        client.force_login(stage.publisher)
        address = reverse("reports:handover_receipt", args=[stage.evaluation.pk, delivery.pk])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"received_on": "2023-05-30"} | said, follow=True)

    return enter


def landing_of(edition, settings):
    return (settings.PUBLIC_ROOT / edition.folder).parent


def test_edition_is_handed_over_without_a_number(edition, settings):
    manifest = json.loads((settings.PUBLIC_ROOT / edition.folder / "manifest.json").read_text(encoding="utf-8"))
    status = json.loads((landing_of(edition, settings) / "status.json").read_text(encoding="utf-8"))

    assert manifest["index_number"] == status["index_number"] == ""
    assert not IndexNumber.objects.exists()
    assert "（公开时编定）" not in (settings.PUBLIC_ROOT / edition.folder / "index.html").read_text(encoding="utf-8")


def test_page_before_publication_says_who_will_number_it(stage, manual, client):
    stage.reviewed()
    client.force_login(stage.publisher)

    assert "由接收网站编定" in text_of(client.get(reverse("reports:publish", args=[stage.evaluation.pk])))


def test_entered_number_stands_on_the_landing_page_and_in_the_open_data_and_in_no_edition(
    edition, enter, settings, stage
):
    before = files_below(settings.PUBLIC_ROOT / edition.folder)

    enter(index_number=NUMBER)

    receipt = Receipt.objects.get()
    assert (receipt.index_number, receipt.entered_by) == (NUMBER, stage.publisher)
    assert Delivery.objects.get().state == Delivery.State.DELIVERED
    landing = landing_of(edition, settings)
    assert f"索引号：{NUMBER}（由接收网站编定）" in (landing / "index.html").read_text(encoding="utf-8")
    assert json.loads((landing / "status.json").read_text(encoding="utf-8"))["index_number"] == NUMBER
    write_all_pages()
    data = json.loads((settings.PUBLIC_ROOT / "data/2022/index.json").read_text(encoding="utf-8"))
    assert [report["index_number"] for report in data["reports"]] == [NUMBER]
    assert NUMBER in (settings.PUBLIC_ROOT / "search/2022.js").read_text(encoding="utf-8")
    assert files_below(settings.PUBLIC_ROOT / edition.folder) == before
    assert list(flaws_of_edition(edition)) == []
    assert AuditEntry.objects.filter(action="receipt.add", evaluation=stage.evaluation).count() == 1


@pytest.mark.parametrize(
    ("said", "message"),
    [
        pytest.param({}, "请填写索引号或网页地址", id="nothing"),
        pytest.param({"index_number": NUMBER, "received_on": "2023-05-29"}, "回执日期应在", id="before publication"),
        pytest.param({"index_number": NUMBER, "received_on": "2024-05-29"}, "回执日期应在", id="a day to come"),
        pytest.param({"page_address": "javascript:alert(1)"}, "网页地址应以", id="no address"),
        pytest.param({"index_number": "x" * 101}, "最多100个字", id="too long"),
    ],
)
def test_receipt_that_cannot_be_is_refused(edition, enter, said, message):
    assert message in text_of(enter(**said))
    assert not Receipt.objects.exists()


def test_number_of_another_report_is_refused(edition, enter, stage):
    IndexNumber.objects.create(
        evaluation=stage.evaluation.__class__.objects.create(department=stage.other, cycle=stage.evaluation.cycle),
        department=stage.other,
        year=2023,
        serial=1,
        text=NUMBER,
    )

    assert "已用于另一份报告" in text_of(enter(index_number=NUMBER))


CONTENT_PAGE = """<html><head><title>{title}</title></head><body>
<h1>{title}</h1><p>发布机构：{publisher}　发布日期：2023-05-30</p><p>索引号：{number}</p>
{links}</body></html>"""


@pytest.fixture
def content_system(edition, tmp_path, settings):
    """The page that a content system has made of the package, with the attachments beside it; yields its maker."""
    root = tmp_path / "cms"
    root.mkdir()
    for name in ("report.pdf", "report.docx", "tables.xlsx", "data.json"):
        (root / f"W0{name}").write_bytes((settings.PUBLIC_ROOT / edition.folder / name).read_bytes())

    def write(number="", publisher=edition.evaluation.department.name):
        links = "".join(f'<a href="{path.name}">附件</a>' for path in root.glob("W0*"))
        page = CONTENT_PAGE.format(title=edition.title, publisher=publisher, number=number, links=links)
        (root / "t1.html").write_text(page, encoding="utf-8")

    write()
    with plain_server(root, "127.0.0.1") as address:
        yield root, f"{address}t1.html", write


def test_page_of_the_content_system_is_compared_and_its_number_read_back(enter, content_system, settings, edition):
    _, address, write = content_system
    write(NUMBER)

    enter(page_address=address)

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.reason) == (Delivery.State.VERIFIED, "")
    receipt = Receipt.objects.get()
    assert receipt.index_number == NUMBER
    assert AuditEntry.objects.filter(action="receipt.change", actor=None).count() == 1
    status = landing_of(edition, settings) / "status.json"
    assert json.loads(status.read_text(encoding="utf-8"))["index_number"] == NUMBER


def test_page_of_the_content_system_that_differs_alarms(enter, content_system):
    root, address, write = content_system
    (root / "W0report.pdf").write_bytes(b"%PDF-1.7 another")
    write(publisher="另一街道办事处")

    enter(page_address=address)

    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.DIFFERS
    assert "网页的发布机构为“另一街道办事处" in delivery.reason
    assert "网页上没有内容一致的附件 report.pdf" in delivery.reason
    assert "report.docx" not in delivery.reason


def test_page_that_says_another_number_than_was_entered_alarms(enter, content_system):
    _, address, write = content_system
    write("k999999-0601-2023-0001")

    enter(page_address=address, index_number=NUMBER)

    assert "网页上的索引号为“k999999-0601-2023-0001”" in Delivery.objects.get().reason
    assert Receipt.objects.get().index_number == NUMBER


def test_withdrawn_report_that_the_content_system_still_shows_alarms(enter, content_system, stage):
    root, address, _ = content_system
    enter(page_address=address)
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")

    enter(page_address=address)
    assert "已撤回，但网页" in Delivery.objects.get().reason

    (root / "t1.html").unlink()
    enter(page_address=address)
    assert Delivery.objects.get().state == Delivery.State.VERIFIED


def test_correction_keeps_the_number_known_until_it_has_its_own(edition, enter, stage, settings):
    enter(index_number=NUMBER)

    second = stage.corrected()

    status = json.loads((landing_of(second, settings) / "status.json").read_text(encoding="utf-8"))
    assert status["index_number"] == NUMBER


def test_number_reaches_the_pages_that_were_handed_over_before(edition, enter, portal, stage):
    target = Target.objects.create(name="县门户", transport="folder", path=str(portal))
    order_all(target, actor=stage.administrator)
    hand_over()
    landing = (portal / edition.folder).parent / "index.html"
    assert NUMBER not in landing.read_text(encoding="utf-8")

    enter(index_number=NUMBER)

    assert NUMBER in landing.read_text(encoding="utf-8")
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.DELIVERED}


def test_number_of_our_own_template_stays_the_default(stage):
    edition = stage.published()

    assert edition.circumstances["index_number"] == IndexNumber.objects.get().text
