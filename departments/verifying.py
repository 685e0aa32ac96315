"""Proving the log: the chain is computed again, and held against every head that was written down elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from . import chain
from .anchors import Anchor, Head
from .models import AuditEntry, Seal
from .services.sealing import CONTENT, key

AT_ONCE = 2000


class Broken(Exception):
    """The first place where the log is not what was sealed; the text names it."""


@dataclass(frozen=True)
class Proof:
    """What has been proved: how far the log is sealed, and how many heads elsewhere agree with the chain."""

    head: Head
    anchors: int


def verify(anchors: Iterable[Anchor]) -> Proof:
    """Walk the chain from its beginning.

    Raises:
        Broken: at the first place that does not hold.
    """
    expected: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        expected[anchor.head.count].append(anchor)
    last = beginning = _beginning()
    for last in _links(beginning):
        for anchor in expected.get(last.count, ()):
            _agree(anchor, last.digest)
    if late := sorted(place for place in expected if place > last.count):
        anchor = expected[late[0]][0]
        raise Broken(f"日志尾部缺失：现只封存到第{last.count}条，而{anchor.place}记有{anchor.head.count}条。")
    return Proof(last, sum(map(len, expected.values())))


def _beginning() -> Head:
    digest = chain.genesis(key())
    first = Seal.objects.filter(position=0).first()
    if first is None and Seal.objects.exists():
        raise Broken("封存链的起点缺失。")
    if first is not None and first.digest != digest:
        raise Broken("封存链的起点与密钥不符：密钥已更换，或封存链未用原密钥重建。")
    return Head(0, digest)


def _links(last: Head) -> Iterator[Head]:
    """Yield the head as it was after every link that holds."""
    while seals := list(Seal.objects.filter(position__gt=last.count).order_by("position")[:AT_ONCE]):
        contents = _contents(seals)
        for seal in seals:
            last = _next(seal, last, contents)
            yield last


def _contents(seals: list[Seal]) -> dict[int, dict[str, Any]]:
    keys = [seal.entry_pk for seal in seals if seal.entry_pk]
    return {row["id"]: row for row in AuditEntry.objects.filter(pk__in=keys).values(*CONTENT)}


def _next(seal: Seal, last: Head, contents: dict[int, dict[str, Any]]) -> Head:
    """Return the head after one link, computed anew."""
    if seal.position != last.count + 1:
        raise Broken(f"第{last.count + 1}条的封存记录缺失。")
    content = contents.get(seal.entry_pk or 0)
    if content is None:
        raise Broken(
            f"第{seal.position}条（日志编号{seal.entry_pk}）已被删除，封存时间{seal.sealed_at:%Y-%m-%d %H:%M}。"
        )
    digest = chain.link(key(), last.digest, seal.position, seal.sealed_at, content)
    if digest != seal.digest:
        raise Broken(
            f"第{seal.position}条（日志编号{seal.entry_pk}，{content['at']:%Y-%m-%d %H:%M}，{content['action']}，"
            f"{content['object_label']}）与封存值不符：内容被改动，或封存链未用原密钥重建。"
        )
    return Head(seal.position, digest)


def _agree(anchor: Anchor, digest: str) -> None:
    if anchor.head.digest != digest:
        raise Broken(f"第{anchor.head.count}条处的封存值与{anchor.place}不一致：此前的日志被改写后重新封存。")
