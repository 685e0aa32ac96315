"""Comparing what a portal shows with what was handed over: publisher, title, date, and the hash of every file."""

import json
from collections.abc import Iterator

from ..editions.addresses import MANIFEST, PAGE, STATUS
from ..editions.header import article_tags
from ..editions.manifest import sha256
from ..models import Delivery, Edition, Receipt
from ..portal.published import files_of
from .content_page import differences_of_page
from .contents import withdrawn_files
from .fetching import fetch
from .numbering import take_number
from .scans import differing_scans
from .webpage import WebPage, read_page

TAGS = {"ArticleTitle": "标题", "PubDate": "发布时间", "ContentSource": "发布机构"}


def is_read_back(delivery: Delivery) -> bool:
    """Whether it is known where the portal shows what was handed over."""
    return bool(address_of(delivery))


def address_of(delivery: Delivery) -> str:
    """Return the address below which an edition can be read at the portal, empty when nobody knows it.

    What a content system has made of a package is one page, whose address the receipt says.
    """
    if delivery.target.is_package:
        receipt = getattr(delivery, "receipt", None)
        return receipt.page_address if receipt else ""
    base = delivery.target.public_address
    return f"{base}{delivery.edition.folder}/" if base else ""


def differences(delivery: Delivery) -> list[str]:
    """Return everything in which the portal differs from what was handed over.

    Raises:
        Unreadable: the portal does not answer.
    """
    edition, address = delivery.edition, address_of(delivery)
    if delivery.target.is_package:
        return list(_of_content_page(delivery, address))
    found = _of_withdrawn(edition, address) if edition.withdrawn_at else _of_public(edition, address)
    scans = differing_scans(edition, delivery.target.public_address)
    return [*found, *scans, *_of_status(edition, f"{address}../{STATUS}")]


def _of_content_page(delivery: Delivery, address: str) -> Iterator[str]:
    content = fetch(address)
    page = read_page(content) if content is not None else None
    if delivery.edition.withdrawn_at:
        if page and "撤回" not in page.text:
            yield f"已撤回，但网页 {address} 仍能读到，也没有撤回说明。"
    elif page is None:
        yield f"网页 {address} 不存在。"
    else:
        yield from differences_of_page(delivery.edition, page, address)
        yield from _of_number(delivery, page)


def _of_number(delivery: Delivery, page: WebPage) -> Iterator[str]:
    """Take over the number that the portal has assigned; yield that it is another one than was entered."""
    receipt = Receipt.objects.select_related("delivery__edition__evaluation").get(delivery=delivery)
    known = receipt.index_number
    if page.index_number and not known:
        take_number(receipt, page.index_number)
    elif page.index_number and page.index_number != known:
        yield f"网页上的索引号为“{page.index_number}”，登记的为“{known}”。"


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
