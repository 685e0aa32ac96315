"""Comparing what a portal shows with what was handed over: publisher, title, date, and the hash of every file."""

import json
from collections.abc import Iterator

from ..editions.addresses import MANIFEST, PAGE, STATUS
from ..editions.header import article_tags
from ..editions.manifest import sha256
from ..models import Delivery, Edition
from ..portal.published import files_of
from .contents import withdrawn_files
from .fetching import fetch
from .webpage import read_page

TAGS = {"ArticleTitle": "标题", "PubDate": "发布时间", "ContentSource": "发布机构"}


def is_read_back(delivery: Delivery) -> bool:
    """Whether it is known where the portal shows what was handed over."""
    return bool(address_of(delivery))


def address_of(delivery: Delivery) -> str:
    """Return the address below which an edition can be read at the portal, empty when nobody knows it."""
    base = delivery.target.public_address
    return f"{base}{delivery.edition.folder}/" if base and not delivery.target.is_package else ""


def differences(delivery: Delivery) -> list[str]:
    """Return everything in which the portal differs from what was handed over.

    Raises:
        Unreadable: the portal does not answer.
    """
    edition, address = delivery.edition, address_of(delivery)
    found = _of_withdrawn(edition, address) if edition.withdrawn_at else _of_public(edition, address)
    return [*found, *_of_status(edition, f"{address}../{STATUS}")]


def _of_public(edition: Edition, address: str) -> Iterator[str]:
    page = fetch(f"{address}{PAGE}")
    if page is None:
        yield f"网页 {address}{PAGE} 不存在。"
        return
    yield from differing_tags(edition, read_page(page).tags)
    for name, digest in [*((entry["name"], entry["sha256"]) for entry in files_of(edition)), _manifest(edition)]:
        content = page if name == PAGE else fetch(f"{address}{name}")
        if content is None:
            yield f"文件 {name} 不存在。"
        elif sha256(content) != digest:
            yield f"文件 {name} 的内容不同（应为 SHA-256 {digest}，网站上为 {sha256(content)}）。"


def differing_tags(edition: Edition, tags: dict[str, str]) -> Iterator[str]:
    """Yield which of publisher, title and date a page says otherwise."""
    publisher = edition.evaluation.department.name
    for name, wanted in article_tags(edition.title, edition.published_at, publisher):
        if tags.get(name, "") != wanted:
            yield f"网页的{TAGS[name]}为“{tags.get(name, '')}”，应为“{wanted}”。"


def _of_withdrawn(edition: Edition, address: str) -> Iterator[str]:
    for name, wanted in withdrawn_files(edition):
        content = fetch(f"{address}{name}")
        if wanted is None and content is not None:
            yield f"已撤回，但文件 {name} 仍能读到。"
        elif wanted is not None and content != wanted:
            yield "已撤回，但原地址没有撤回说明。"


def _of_status(edition: Edition, address: str) -> Iterator[str]:
    """Yield whether the report's own page is behind."""
    content = fetch(address)
    try:
        said = json.loads(content or b"{}")
    except ValueError:
        said = {}
    listed = {row["edition"]: row["status"] for row in said.get("editions", [])}
    if listed.get(edition.number) != edition.status:
        yield f"报告首页没有写明第{edition.number}版现为“{edition.get_status_display()}”。"


def _manifest(edition: Edition) -> tuple[str, str]:
    return MANIFEST, edition.manifest_sha256
