"""On which part of the entry screens the written chapters of an outline are entered. Pure."""

from collections.abc import Iterator

from indicators.schemes.spec import OutlineNode, Scheme

BASIS, PERFORMANCE, RESULTS = "basis", "performance", "results"
PREAMBLE = "preamble"
EVALUATED = ("indicators", "conclusion")


def part_of_text(scheme: Scheme, key: str) -> str:
    """Return the part: the preamble stands with the basis, what comes before the indicators with performance."""
    return next((part for part, node in _placed(scheme) if node.key == key), RESULTS)


def written_chapters(scheme: Scheme, part: str) -> list[OutlineNode]:
    """Return the chapters that people write on one part, in the order of the report."""
    return [node for place, node in _placed(scheme) if place == part]


def _placed(scheme: Scheme) -> Iterator[tuple[str, OutlineNode]]:
    part = PERFORMANCE
    for node in scheme.sections():
        if node.source in EVALUATED:
            part = RESULTS
        if node.source == "text":
            yield BASIS if node.key == PREAMBLE else part, node
