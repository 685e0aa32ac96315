"""A connection that breaks in the middle of an upload leaves nothing."""

import json
import socket
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.middleware.csrf import _get_new_csrf_string

from indicators.models import Evidence
from tests.indicators.evidence.proofs import PDF, address, stored_files

pytestmark = [pytest.mark.files, pytest.mark.django_db(transaction=True)]

BOUNDARY = "part"
BODY = (
    (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="uploads"; filename="proof.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()
    + PDF
    + b" " * 4_000_000
)
END = f"\r\n--{BOUNDARY}--\r\n".encode()


def head(client, live_server, path):
    token = _get_new_csrf_string()
    cookies = f"{site.SESSION_COOKIE_NAME}={client.cookies[site.SESSION_COOKIE_NAME].value}; csrftoken={token}"
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {urlsplit(live_server.url).netloc}",
        f"Cookie: {cookies}",
        f"X-CSRFToken: {token}",
        "Accept: application/json",
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
        f"Content-Length: {len(BODY) + len(END)}",
        "Connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def wait_until(happened):
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def read(connection):
    """Return all that comes until the server hangs up."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def connect(live_server):
    address = urlsplit(live_server.url)
    return socket.create_connection((address.hostname, address.port), timeout=20)


def test_upload_that_is_cut_leaves_neither_file_nor_row(client, live_server, leaf, settings):
    with connect(live_server) as connection:
        connection.sendall(head(client, live_server, address(leaf)) + BODY[: len(BODY) // 2])
        wait_until(lambda: stored_files(settings))

    wait_until(lambda: not stored_files(settings))
    assert not Evidence.objects.exists()


def test_same_file_sent_twice_at_the_same_moment_is_stored_once(client, live_server, leaf, settings):
    with connect(live_server) as first, connect(live_server) as second:
        for connection in (first, second):
            connection.sendall(head(client, live_server, address(leaf)) + BODY)
        for connection in (first, second):
            connection.sendall(END)
        told = [json.loads(read(connection).partition(b"\r\n\r\n")[2]) for connection in (first, second)]

    assert sorted(answer["is_accepted"] for one in told for answer in one["answers"]) == [False, True]
    assert Evidence.objects.count() == 1
    assert len(stored_files(settings)) == 1


def test_same_upload_without_the_cut_is_stored(client, live_server, leaf, settings):
    with connect(live_server) as connection:
        connection.sendall(head(client, live_server, address(leaf)) + BODY + END)
        answer = read(connection)

    assert answer.startswith(b"HTTP/1.1 200")
    assert Evidence.objects.get().name == "proof.pdf"
    assert len(stored_files(settings)) == 1
