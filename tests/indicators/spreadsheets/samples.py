"""A filled-in table for each preset, with the figures that tests change."""

from decimal import Decimal

from indicators.schemes import preset
from indicators.scoring import Measurement, Node
from indicators.spreadsheets import Display, FundFacts, Table, TableFacts

BUDGET, EXECUTED = Decimal("1868.17"), Decimal("1845.5025")
ITEMS = [{"name": name, "done": name != "准确"} for name in ("真实", "完整", "准确")]
LEAVES = (
    ("整治行动次数", "positive", "50", "48", "次", {}),
    ("居民满意度", "bands", None, "85", "%", {}),
    ("投诉件数", "reverse_linear", "40", "47", "件", {}),
    ("基础信息完善", "checklist", None, None, "", {"items": ITEMS}),
    (
        "在职人员控制率",
        "formula",
        None,
        None,
        "人",
        {"ratio": "在职人员控制率", "numerator": "38", "denominator": "37"},
    ),
    ("制度建设", "qualitative", None, None, "", {"grade": "full"}),
)


def sample(name, **fields):
    """Return the table of a preset; every branch has the same indicators."""
    scheme = preset(name)
    tree = Node("总分", Decimal(100), tuple(_block(level) for level in scheme.levels), key="root")
    funds = (FundFacts("total", BUDGET, BUDGET, EXECUTED),)
    displays = {
        leaf.key: Display("定量", "≥", deviation="两次行动推迟。" if leaf.name == "整治行动次数" else "")
        for leaf in leaves(tree)
    }
    values = {"year": 2022, "tree": tree, "funds": funds, "displays": displays, "publisher": "某街道办事处"} | fields
    return Table(TableFacts(**values), scheme)


def leaves(node):
    """Yield the leaves of a tree."""
    for child in node.children:
        yield from leaves(child)
    if not node.children:
        yield node


def _block(level):
    if level.rule:
        given = Measurement(level.rule, level.points, BUDGET, EXECUTED, "万元")
        return Node(level.name, level.points, measurement=given, key=level.name)
    children = tuple(map(_block, level.children)) if level.children else _leaves(level)
    return Node(level.name, level.points, children, key=level.name)


def _leaves(level):
    """Return all kinds of indicators, which share the points of their branch."""
    share = (level.points / len(LEAVES)).quantize(Decimal("0.01"))
    rest = level.points - share * (len(LEAVES) - 1)
    return tuple(_leaf(level.name, share if position else rest, given) for position, given in enumerate(LEAVES))


def _leaf(branch, points, given):
    name, rule, target, actual, unit, parameters = given
    judged = (points * 9 / 10).quantize(Decimal("0.01")) if rule == "qualitative" else None
    figures = [None if value is None else Decimal(value) for value in (target, actual)]
    measurement = Measurement(rule, points, figures[0], judged or figures[1], unit, parameters)
    return Node(name, points, measurement=measurement, key=f"{branch}/{name}")
