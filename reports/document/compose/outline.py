"""Walking the outline of the scheme: chapter by chapter, without empty headings."""

from collections.abc import Iterator

from indicators.schemes import Scheme
from reports.document.blocks import Block
from reports.snapshot import Snapshot

from .chapter import COMPOSERS, Chapter
from .scores import scores
from .wording import with_points


def chapters(snapshot: Snapshot, scheme: Scheme) -> Iterator[Block]:
    """Yield the blocks of all chapters in the order of the scheme."""
    for node in scheme.outline:
        yield from chapter_blocks(Chapter(node, 1, snapshot, scheme))


def chapter_blocks(chapter: Chapter) -> Iterator[Block]:
    """Yield a heading and what stands below it; nothing when there is nothing below it."""
    content = (*_own(chapter), *_below(chapter))
    if content and chapter.node.is_numbered:
        yield chapter.heading(_title(chapter), depth=0)
    yield from content


def _own(chapter: Chapter) -> Iterator[Block]:
    compose = COMPOSERS.get(chapter.node.source)
    if compose:
        yield from compose(chapter)
    elif _sums_up(chapter):
        yield from scores(chapter.snapshot, chapter.scheme)


def _sums_up(chapter: Chapter) -> bool:
    """Whether total and points stand above these indicators: there, unless the outline has a place for them."""
    has_place = any(node.source == "conclusion" for node in chapter.scheme.sections())
    return not has_place and any(child.source == "indicators" for child in chapter.node.children)


def _below(chapter: Chapter) -> Iterator[Block]:
    for node in chapter.node.children:
        yield from chapter_blocks(chapter.below(node))


def _title(chapter: Chapter) -> str:
    """Return the title with the points of the level one it belongs to, as the unit's own tree has them."""
    name = chapter.node.level
    root = next((root for root in chapter.snapshot.indicators if root.name == name), None)
    return with_points(chapter.node.title, root.points if root else chapter.scheme.points_of(name))
