"""The administrator's targets and the publisher's page of a report, with everything that can be typed wrongly."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from departments.models import AuditEntry
from reports.models import Delivery, Target
from tests.factories import make_member
from tests.pages import text_of

HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZvb2JhcmJhemZvb2JhcmJhemZvb2JhcmJhemZvb2I="
SFTP = {"transport": "sftp", "host": "sftp.example.gov.cn", "username": "jx", "host_key": HOST_KEY, "path": "/in"}
S3 = {"transport": "s3", "endpoint": "https://s3.example.gov.cn", "bucket": "portal", "secret": "YUN"}


@pytest.fixture
def send(client, stage):
    """Send the form of a new target as the administrator."""

    def send(**said):
        client.force_login(stage.administrator)
        usual = {"name": "县门户", "form": "pages", "metadata": "both", "port": "22", "is_active": "on"}
        return client.post(reverse("reports:target_add"), usual | said, follow=True)

    return send


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(SFTP | {"secret": "XIAN"}, id="SFTP"),
        pytest.param(S3, id="S3"),
        pytest.param({"transport": "manual", "form": "package"}, id="by hand"),
    ],
)
def test_target_is_set_up_and_logged(send, said):
    assert "已保存移交目标：县门户" in text_of(send(**said))

    target = Target.objects.get()
    assert (target.transport, target.environment) == (said["transport"], "real")
    assert AuditEntry.objects.filter(action="target.add").count() == 1


def test_target_in_an_allowed_folder_is_set_up_and_changed(send, client, portal):
    send(transport="folder", path=str(portal))
    target = Target.objects.get()
    address = reverse("reports:target_edit", args=[target.pk])
    said = {name: value for name, value in client.get(address).context["form"].initial.items() if value is not None}

    client.post(address, said | {"name": "市门户", "is_active": ""})

    target.refresh_from_db()
    assert (target.name, target.is_active) == ("市门户", False)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        pytest.param({"transport": "folder"}, "请填写目录", id="no folder"),
        pytest.param({"transport": "folder", "path": "/etc"}, "允许的范围内", id="a folder of the system"),
        pytest.param({"transport": "folder", "path": "relative"}, "绝对路径", id="no absolute folder"),
        pytest.param({"transport": "manual"}, "请改选移交包", id="pages by hand"),
        pytest.param(SFTP, "请填写凭据名称", id="no secret"),
        pytest.param(SFTP | {"secret": "XIAN", "host": ""}, "请填写服务器", id="no host"),
        pytest.param(SFTP | {"secret": "XIAN", "port": "70000"}, "不能大于", id="no such port"),
        pytest.param(SFTP | {"secret": "mi-ma"}, "只能由大写字母", id="a secret that is no name"),
        pytest.param(SFTP | {"secret": "XIAN", "host_key": "SHA256:abc"}, "主机密钥应为", id="a fingerprint"),
        pytest.param(S3 | {"endpoint": "s3.example.gov.cn"}, "应以 http", id="no address"),
        pytest.param(S3 | {"endpoint": "https://jx:mima@s3.example.gov.cn"}, "应以 http", id="a secret in it"),
        pytest.param(S3 | {"bucket": ""}, "请填写存储桶", id="no bucket"),
        pytest.param(S3 | {"public_address": "javascript:1"}, "公开网址应以", id="no public address"),
        pytest.param({"transport": "ftp"}, "所选内容已不在可选范围内", id="no such way"),
        pytest.param(S3 | {"name": ""}, "请填写名称", id="no name"),
    ],
)
def test_target_that_cannot_work_is_refused(send, portal, said, message):
    assert message in text_of(send(**said))
    assert not Target.objects.exists()


def test_way_is_chosen_first_and_only_its_fields_are_asked_for(client, stage):
    client.force_login(stage.administrator)
    address = reverse("reports:target_add")

    ways = client.get(address, {"transport": "ftp"}).content.decode()
    asked = {way: set(client.get(address, {"transport": way}).context["form"].fields) for way in ("folder", "s3")}
    again = client.post(address, S3 | {"name": "县门户", "bucket": ""}).context["form"]

    assert {f'href="?transport={way}"' in ways for way in Target.Transport.values} == {True}
    of_ways = {"path", "secret", "host", "port", "username", "host_key", "endpoint", "region", "bucket"}
    assert asked["folder"] & of_ways == {"path"}
    assert asked["s3"] & of_ways == {"endpoint", "region", "bucket", "path", "secret"}
    assert set(again.fields) == asked["s3"]
    assert again["endpoint"].value() == S3["endpoint"]
    assert again.errors["bucket"]


def test_publisher_sees_the_state_and_hands_over_again(client, stage, target, portal):
    edition = stage.published()
    delivery = Delivery.objects.get(edition=edition)
    Delivery.objects.update(state="failed", reason="服务器拒绝登录。", attempts=3)
    client.force_login(stage.publisher)
    address = reverse("reports:handover", args=[stage.evaluation.pk])
    page = text_of(client.get(address))
    assert "未能移交" in page
    assert "服务器拒绝登录" in page

    client.post(reverse("reports:handover_retry", args=[stage.evaluation.pk, delivery.pk]))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, delivery.wanted) == ("waiting", "", 2)
    assert AuditEntry.objects.filter(action="delivery.retry", actor=stage.publisher).count() == 1


def test_publisher_carries_a_package_over_and_says_so(client, stage):
    Target.objects.create(name="内容系统", transport="manual", form="package")
    edition = stage.published()
    delivery = Delivery.objects.get(edition=edition)
    arguments = [stage.evaluation.pk, delivery.pk]
    client.force_login(stage.publisher)
    assert "待人工移交" in text_of(client.get(reverse("reports:handover", args=arguments[:1])))

    answer = client.get(reverse("reports:handover_package", args=arguments))
    client.post(reverse("reports:handover_carried", args=arguments))

    assert "attachments/report.pdf" in ZipFile(BytesIO(answer.content)).namelist()
    delivery.refresh_from_db()
    assert delivery.state == "delivered"
    assert AuditEntry.objects.filter(action="delivery.bring", actor=stage.publisher).count() == 1


def test_what_does_not_fit_a_target_is_not_found(client, stage, target):
    edition = stage.published()
    delivery = Delivery.objects.get(edition=edition)
    arguments = [stage.evaluation.pk, delivery.pk]
    client.force_login(stage.publisher)

    assert client.get(reverse("reports:handover_package", args=arguments)).status_code == 404
    assert client.post(reverse("reports:handover_carried", args=arguments)).status_code == 404
    Target.objects.update(is_active=False)
    assert client.post(reverse("reports:handover_retry", args=arguments)).status_code == 404


def test_administrator_of_a_part_sees_no_targets(client, stage):
    client.force_login(make_member("administrator", stage.evaluation.department))

    assert client.get(reverse("reports:target_list")).status_code == 403
