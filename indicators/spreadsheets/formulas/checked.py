"""Formulas of yes or no, once or item by item."""

from indicators.scoring.parameters import Item
from indicators.spreadsheets.formulas.language import EMPTY, GUARD
from indicators.spreadsheets.formulas.leaf import Leaf, Setting, Sum

ANSWERS = {True: "是", False: "否", None: None}


def yes_no(leaf: Leaf) -> Sum:
    """All or nothing; anything but 1 and 0 is no answer."""
    return Sum(f"{leaf.actual}*{leaf.points}", refusals=((f"AND({leaf.actual}<>1,{leaf.actual}<>0)", EMPTY),))


def checklist(leaf: Leaf) -> Sum:
    """The points of the items that hold, equal shares, or a count of items."""
    items: tuple[Item, ...] | None = leaf.parameters["items"]
    if items is None:
        return _counted(leaf)
    for index, item in enumerate(items):
        leaf.add(Setting(item.name, ANSWERS[item.done], bound=item.points, key=f"item_{index}"))
    answers, shares = leaf.span("actual", len(items)), leaf.span("target", len(items))
    done = f'COUNTIF({answers},"是")'
    gaps = (f'{done}+COUNTIF({answers},"否")<{len(items)}',)
    if items[0].points is None:
        return Sum(f"{done}*{leaf.points}/{len(items)}", counted=done, gaps=gaps)
    unequal = (f"ROUND(SUM({shares})-{leaf.points},{GUARD})<>0", EMPTY)
    return Sum(f'SUMIF({answers},"是",{shares})', refusals=(unequal,), counted=done, gaps=gaps)


def _counted(leaf: Leaf) -> Sum:
    given, count = leaf.given, leaf.target
    wrong = (f"OR({count}<=0,{given}<0,{given}>{count})", EMPTY)
    return Sum(f"{given}*{leaf.points}/{count}", needs=(given, count), refusals=(wrong,))
