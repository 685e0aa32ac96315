"""The result as one page: the text line by line, what is marked in it, and the remarks in the margin. No script."""

from collections import defaultdict
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from ..proofread import Proof, Remark
from .as_text import where

STYLE = """
body { font: 16px/1.75 "Noto Serif CJK SC", SimSun, serif; margin: 2rem auto; max-width: 78rem; color: #1b1b1b }
h1 { font-size: 1.4rem } table { border-collapse: collapse; width: 100% }
td, th { padding: .25rem .6rem; vertical-align: top; text-align: left; border-bottom: 1px solid #e4e4e4 }
td.n { color: #5c5c5c; text-align: right; width: 3rem } td.m { width: 36% ; font-size: .9rem }
mark { background: #fff2b3; padding: 0 } p { margin: 0 0 .3rem }
.block { border-left: 4px solid #b3261e; padding-left: .5rem }
.explain { border-left: 4px solid #a15c00; padding-left: .5rem }
.hint { border-left: 4px solid #2f5fa8; padding-left: .5rem }
"""


def page(name: str, proof: Proof) -> str:
    """Return a page about the file `name` that needs nothing else."""
    remarks: dict[int, list[Remark]] = defaultdict(list)
    for finding in proof.findings:
        remarks[finding.line].append(finding)
    rows = "\n".join(
        _row(number, line, remarks[number])
        for number, line in enumerate(proof.original.lines, start=1)
        if line.strip() or remarks[number]
    )
    doubts = "".join(f"<li>{escape(where(doubt.line) + doubt.message)}</li>" for doubt in proof.original.doubts)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(name)} 校对结果</title><style>{STYLE}</style></head><body>"
        f"<h1>{escape(name)} 校对结果</h1><p>共{len(proof.findings)}项。</p>{_remarks(remarks[0])}"
        f"<h2>没有读懂的内容</h2><ul>{doubts or '<li>没有</li>'}</ul><h2>原文</h2>"
        '<table><thead><tr><th scope="col">行</th><th scope="col">原文</th><th scope="col">校验结果</th></tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table></body></html>\n"
    )


def _row(number: int, line: str, remarks: Sequence[Remark]) -> str:
    marked = "".join(
        f"<mark>{escape(part)}</mark>" if is_marked else escape(part) for part, is_marked in stretches(line, remarks)
    )
    margin = f'<td class="m">{_remarks(remarks)}</td>'
    return f'<tr id="line-{number}"><td class="n">{number}</td><td>{marked}</td>{margin}</tr>'


def _remarks(remarks: Sequence[Remark]) -> str:
    return "".join(
        f'<p class="{remark.severity.value}"><strong>{remark.severity.label} {remark.id}</strong> '
        f"{escape(remark.words)}</p>"
        for remark in remarks
    )


def stretches(line: str, remarks: Sequence[Remark]) -> list[tuple[str, bool]]:
    """Return a line cut into stretches, and whether a remark is about each.

    >>> stretches("甲乙丙", ())
    [('甲乙丙', False)]
    """
    cuts = {0, len(line)} | {min(at, len(line)) for remark in remarks for at in (remark.start, remark.end)}
    ordered = sorted(cuts)
    return [
        (line[start:end], any(remark.start <= start and end <= remark.end for remark in remarks))
        for start, end in pairwise(ordered)
    ]
