"""Hand-over to a store with the interface of S3 (moto's server); also when it refuses, is away or stalls."""

import socket
import time

import boto3
import pytest
from moto.server import ThreadedMotoServer

from reports import services
from reports.editions.manifest import sha256
from reports.handover import retry
from reports.models import Delivery, Target
from tests.reports.handover.refusing import refusing_store
from tests.reports.handover.steps import files_below, hand_over

pytestmark = pytest.mark.files

State = Delivery.State


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def client(endpoint):
    keys = {"aws_access_key_id": "jx", "aws_secret_access_key": "shi-mi", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=endpoint, **keys)
    client.create_bucket(Bucket="portal")
    yield client
    for found in client.list_objects_v2(Bucket="portal").get("Contents", []):
        client.delete_object(Bucket="portal", Key=found["Key"])
    client.delete_bucket(Bucket="portal")


@pytest.fixture(autouse=True)
def keys(monkeypatch, settings):
    settings.HANDOVER_TIMEOUT = 5
    monkeypatch.setenv("HANDOVER_YUN_ACCESS_KEY", "jx")
    monkeypatch.setenv("HANDOVER_YUN_SECRET_KEY", "shi-mi")


def make_target(endpoint, **fields):
    said = {"endpoint": endpoint, "bucket": "portal", "path": "jx", "secret": "YUN"}
    return Target.objects.create(name="县云存储", transport="s3", **(said | fields))


def handed_over(stage):
    edition = stage.published()
    hand_over()
    return Delivery.objects.get(edition=edition)


def objects(client):
    listed = client.list_objects_v2(Bucket="portal").get("Contents", [])
    return {one["Key"]: client.get_object(Bucket="portal", Key=one["Key"])["Body"].read() for one in listed}


def test_published_edition_reaches_the_bucket_whole(stage, endpoint, client, settings):
    make_target(endpoint)

    delivery = handed_over(stage)

    assert (delivery.state, delivery.reason) == (State.DELIVERED, "")
    assert objects(client) == {f"jx/{name}": content for name, content in files_below(settings.PUBLIC_ROOT).items()}
    head = client.head_object(Bucket="portal", Key=f"jx/{delivery.edition.folder}/index.html")
    assert head["ContentType"] == "text/html; charset=utf-8"


def test_repeat_sends_nothing_that_is_there_and_puts_right_what_is_not(stage, endpoint, client):
    make_target(endpoint)
    delivery = handed_over(stage)
    page, data = (f"jx/{delivery.edition.folder}/{name}" for name in ("index.html", "data.json"))
    modified = client.head_object(Bucket="portal", Key=page)["LastModified"]
    client.put_object(Bucket="portal", Key=data, Body=b"{}")
    time.sleep(1.1)

    retry(delivery, actor=stage.publisher)
    hand_over()

    assert client.head_object(Bucket="portal", Key=page)["LastModified"] == modified
    found = client.get_object(Bucket="portal", Key=data)["Body"].read()
    assert client.head_object(Bucket="portal", Key=data)["Metadata"]["sha256"] == sha256(found)
    assert found != b"{}"


def test_withdrawal_empties_the_address_but_for_the_notice(stage, endpoint, client):
    make_target(endpoint)
    delivery = handed_over(stage)
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")

    hand_over()

    folder = f"jx/{delivery.edition.folder}/"
    assert [key for key in objects(client) if key.startswith(folder)] == [f"{folder}index.html"]


def test_bucket_that_is_not_there_is_told(stage, endpoint, client):
    make_target(endpoint, bucket="elsewhere")

    delivery = handed_over(stage)

    assert delivery.state == State.FAILED
    assert "没有这个存储桶" in delivery.reason


def test_missing_key_is_told_by_the_name_of_its_variable(stage, endpoint, client, monkeypatch):
    monkeypatch.delenv("HANDOVER_YUN_SECRET_KEY")
    make_target(endpoint)

    assert "HANDOVER_YUN_SECRET_KEY" in handed_over(stage).reason


def test_store_that_is_away_is_told(stage, client):
    make_target("http://127.0.0.1:1")

    assert "无法连接" in handed_over(stage).reason


def test_store_that_never_answers_is_given_up_in_time(stage, client, settings):
    settings.HANDOVER_TIMEOUT = 1
    with socket.create_server(("127.0.0.1", 0)) as silent:
        make_target(f"http://127.0.0.1:{silent.getsockname()[1]}")
        edition = stage.published()
        began = time.monotonic()
        hand_over()

    assert time.monotonic() - began < 10
    delivery = Delivery.objects.get(edition=edition)
    assert (delivery.state, "没有响应" in delivery.reason) == (State.FAILED, True)


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        pytest.param(403, "AccessDenied", "无权写入", id="denied"),
        pytest.param(403, "SignatureDoesNotMatch", "访问密钥不被承认", id="wrong key"),
        pytest.param(403, "QuotaExceeded", "存储空间已满", id="full"),
    ],
)
def test_store_that_refuses_is_told_why(stage, status, code, said):
    with refusing_store(status, code) as address:
        make_target(address)
        delivery = handed_over(stage)

    assert delivery.state == State.FAILED
    assert said in delivery.reason
    assert "shi-mi" not in delivery.reason
