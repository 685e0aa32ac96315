"""The result for a terminal: what was read, what was not understood, and the findings by line."""

from collections import Counter
from collections.abc import Iterator

from perfeval.lib.decimals import ZERO, plain
from reports.checks import Severity
from reports.snapshot import OriginalFacts

from ..proofread import Proof

UNKNOWN = "（没有读到）"


def listing(name: str, proof: Proof) -> str:
    """Return the result for the file `name`."""
    return "\n".join((f"== {name}", *_read(proof.original), *_findings(proof), ""))


def _read(original: OriginalFacts) -> Iterator[str]:
    for label, stated in (("标题", original.title), ("单位", original.department), ("年度", original.year)):
        yield f"{label}：{stated.text if stated else UNKNOWN}"
    block = original.execution
    scores = [leaf.score or ZERO for leaf in (*original.indicators, *((block,) if block else ()))]
    aside = "和预算执行" if block else ""
    yield f"指标：{len(original.indicators)}项{aside}，得分相加{plain(sum(scores, ZERO))}分"
    totals = "、".join(f"第{total.line}行{total.text}" for total in original.totals)
    yield f"总得分：{totals or UNKNOWN}"
    for doubt in original.doubts:
        yield f"  没有读懂：{where(doubt.line)}{doubt.message}"


def where(line: int) -> str:
    """Return the line in words, empty for the whole report."""
    return f"第{line}行：" if line else ""


def _findings(proof: Proof) -> Iterator[str]:
    counts = Counter(finding.severity for finding in proof.findings)
    yield "校验：" + "，".join(f"{severity.label}{counts[severity]}项" for severity in Severity)
    for finding in proof.findings:
        yield f"  {finding.severity.label} {finding.id} {where(finding.line)}{finding.words}"
