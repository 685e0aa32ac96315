"""The links of the sealed log, from values alone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from departments.chain import genesis, link

CONTENT = {"id": 1, "action": "evaluation.submit", "at": datetime(2023, 5, 30, tzinfo=UTC), "changes": {}}
NOW = datetime(2023, 5, 30, 1, tzinfo=UTC)


def made(key=b"key", previous="0" * 64, position=1, sealed_at=NOW, **content):
    return link(key, previous, position, sealed_at, CONTENT | content)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"key": b"another"}, id="key"),
        pytest.param({"previous": "1" * 64}, id="what came before"),
        pytest.param({"position": 2}, id="position"),
        pytest.param({"sealed_at": NOW + timedelta(microseconds=1)}, id="moment of sealing"),
        pytest.param({"action": "evaluation.return"}, id="content"),
        pytest.param({"changes": {"status": [None, ""]}}, id="old and new values"),
    ],
)
def test_a_link_depends_on_everything(other):
    assert made(**other) != made()


def test_a_moment_is_the_same_in_every_time_zone():
    shanghai = timezone(timedelta(hours=8))

    assert made(at=CONTENT["at"].astimezone(shanghai)) == made()


def test_the_beginning_proves_the_key():
    assert genesis(b"key") != genesis(b"another")
    assert len(genesis(b"key")) == 64
