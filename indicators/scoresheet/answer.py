"""From the file to the scores, as plain values for JSON. Pure."""

from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext
from typing import Any

from indicators.scoresheet.reading import Sheet, read_sheet
from indicators.scoresheet.strict import SheetError
from indicators.scoring import (
    DEFAULT,
    RULES,
    Conventions,
    Explanation,
    Line,
    Mode,
    Outcome,
    Problem,
    ScoredNode,
    ScoredTree,
    score_tree,
    too_fine,
)
from perfeval.lib.decimals import plain, round_half_up

DIGITS = 100  # no sum of numbers within the bounds of `exact` needs more
IDLE = "本指标不适用，不参与计分。"
LOCKED = "所用方案的得分由系统计算，不能自定，请删除自定得分和理由，或者换用允许自定的方案。"


def score_sheet(text: str, conventions_of: Callable[[str], Conventions], scheme: str = "") -> dict[str, Any]:
    """Return the scores of a file.

    Args:
        text: the JSON.
        conventions_of: finds a scheme's conventions by name, KeyError when there is none.
        scheme: overrules the scheme that the file names.

    Raises:
        SheetError: with everything that is wrong.
    """
    with localcontext(prec=DIGITS):
        sheet = read_sheet(text)
        conventions = _conventions(sheet, conventions_of, scheme or sheet.scheme)
        scored = score_tree(sheet.root, conventions)
        problems = [*sheet.problems, *_refused(scored, conventions)]
        if problems:
            raise SheetError(problems)
        return _answer(sheet, scored, conventions.decimals)


def _conventions(sheet: Sheet, conventions_of: Callable[[str], Conventions], name: str) -> Conventions:
    try:
        return conventions_of(name)
    except KeyError:
        sheet.problems.append(Problem("scheme", f"没有名为“{name}”的方案，可用的方案见 manage.py schemes list。"))
        return DEFAULT


def _refused(scored: ScoredTree, conventions: Conventions) -> Iterator[Problem]:
    """Yield what the rules and the scheme refuse, with the place in the file."""
    for leaf in scored.root.leaves():
        if leaf.result and leaf.result.outcome is Outcome.INVALID:
            yield from (Problem(f"{leaf.key}.{problem.path}", problem.message) for problem in leaf.result.problems)
        if message := too_fine("分值", leaf.points, conventions.decimals):
            yield Problem(f"{leaf.key}.points", message)
        if message := _own_refusal(leaf, conventions):
            yield Problem(f"{leaf.key}.own_score", message)


def _own_refusal(leaf: ScoredNode, conventions: Conventions) -> str:
    """Return why nobody may say a score of their own here, empty where they may or nobody does."""
    given = leaf.node.measurement
    rule = RULES.get(given.rule) if given else None
    if given is None or rule is None or given.own_score is None:
        return ""
    if rule.is_judged or rule.is_fixed:
        return f"“{rule.title}”的得分不能另行自定，请删除自定得分和理由。"
    return LOCKED if conventions.mode is Mode.LOCKED else ""


def _answer(sheet: Sheet, scored: ScoredTree, decimals: int) -> dict[str, Any]:
    """Return everything as strings, null where there is no number."""

    def text(number: Decimal | None) -> str | None:
        return None if number is None else f"{round_half_up(number, decimals):f}"

    leaves = [leaf for leaf in scored.root.leaves() if leaf.key in sheet.leaves]
    return {
        "scores": [
            {"id": sheet.leaves[leaf.key].id, "score": text(leaf.score), "explanation": _explained(sheet, leaf)}
            for leaf in leaves
        ],
        "subtotals": [
            {"name": node.name, "path": node.key, "points": plain(node.points), "score": text(node.score)}
            for child in scored.root.children
            for node in child.walk()
            if node.children
        ],
        "raw_total": text(scored.raw_total),
        "lines": [_line(line, text) for line in scored.lines],
        "total": text(scored.total),
        "grade": scored.grade or None if sheet.is_whole else None,
    }


def _explained(sheet: Sheet, leaf: ScoredNode) -> dict[str, Any]:
    """Return the explanation of a leaf and how its figures were read."""
    explanation = leaf.result.explanation if leaf.result else _idle(leaf)
    return explanation.as_json() | {"readings": list(sheet.leaves[leaf.key].readings)}


def _idle(leaf: ScoredNode) -> Explanation:
    """Return the explanation of what does not apply."""
    name = leaf.node.measurement.rule if leaf.node.measurement else ""
    rule = RULES.get(name)
    return Explanation(name, rule.title if rule else "", rule.basis if rule else "", result=IDLE)


def _line(line: Line, text: Callable[[Decimal], str | None]) -> dict[str, str | None]:
    """Return one step from the raw total to the total."""
    before, after = text(line.before), text(line.after)
    return {"title": line.title, "before": before, "after": after, "reason": line.reason}
