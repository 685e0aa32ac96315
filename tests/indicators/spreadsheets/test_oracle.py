"""LibreOffice, which knows nothing of our rules, recalculates our workbooks and comes to the same scores.

The gate asks it for a twentieth of the generated evaluations, `make soak` for all 500.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from random import Random

import openpyxl
import pytest
from hypothesis import settings as hypothesis

from indicators.schemes import preset, preset_names
from indicators.scoring import Mode, Node, Overfulfilment, score_tree
from indicators.spreadsheets import Table, TableFacts, write_workbook
from indicators.spreadsheets.formulas import rounded
from indicators.spreadsheets.score_plan import plan_scores
from tests.indicators.scoring.cases import CASES, measure
from tests.indicators.scoring.test_deciding import UNFINISHED
from tests.indicators.spreadsheets.comparing import differences
from tests.indicators.spreadsheets.generator import evaluation
from tests.indicators.spreadsheets.office import recalculated
from tests.indicators.spreadsheets.samples import EXECUTED, ITEMS, leaves, sample

pytestmark = pytest.mark.files

EVALUATIONS = hypothesis.default.max_examples // 4  # 25 in the gate, 500 in `make soak`
PER_WORKBOOK = 10
QUOTIENTS = 2000
WHY = "现场核实"
BESIDE = [
    measure("positive", "10", "100", "200"),
    measure("positive", "10", "100", "80"),
    measure("yes_no", "10", None, "0.5"),
    measure("interval", "10", None, "5", low=5, high=4),
    measure("formula", "10", numerator=0, denominator=0),
    measure("qualitative", "10", None, "7.96", grade="partial"),
    measure("manual", "10", None, "4.55", reason="专家评审意见"),
    measure("execution", "10", "0", "0", zero_policy="manual"),
]


def table_of_cases():
    """Return one table that holds every case of every rule."""
    rows = [(f"{rule}: {row[0]}", measure(rule, *row[2], **row[3])) for rule, rows in CASES.items() for row in rows]
    children = tuple(Node(name, given.points, measurement=given, key=name) for name, given in rows)
    return Table(TableFacts(2022, Node("总分", Decimal(100), children)), preset("national-project"))


def table_of_own_scores(mode):
    """Return one table of what people say beside figures that are missing, wrong, or far above their target."""
    said = [(None, ""), ("5", WHY), ("5", " "), ("5.55", WHY), ("11", WHY), ("10", WHY)]
    measurements = [*UNFINISHED.values(), *((given, "") for given in BESIDE)]
    rows = [
        replace(given, own_score=value and Decimal(value), own_reason=reason)
        for given, _ in measurements
        for value, reason in said
    ]
    children = tuple(
        Node(f"{given.rule}{number}", given.points, measurement=given, key=str(number))
        for number, given in enumerate(rows)
    )
    scheme = preset("national-project")
    limit = Overfulfilment(Decimal(120), Decimal(10))
    conventions = replace(scheme.conventions, mode=mode, decimals=1, overfulfilment=limit)
    return Table(TableFacts(2022, Node("总分", Decimal(100), children)), replace(scheme, conventions=conventions))


def table_of_deductions():
    """Return a table that is complete, so that the deductions for low targets show in its total."""
    easy = measure("positive", "50", "100", "200")
    lowered = replace(easy, own_score=Decimal("45.5"), own_reason=WHY)
    children = tuple(
        Node(str(key), given.points, measurement=given, key=str(key)) for key, given in enumerate([easy, lowered])
    )
    scheme = preset("national-project")
    limit = Overfulfilment(Decimal(120), Decimal(10))
    conventions = replace(scheme.conventions, mode=Mode.EDITABLE, overfulfilment=limit)
    return Table(TableFacts(2022, Node("总分", Decimal(100), children)), replace(scheme, conventions=conventions))


def generated():
    """Return the evaluations of the first seeds, each with sheets of its own."""
    found = [evaluation(seed) for seed in range(EVALUATIONS)]
    return [replace(table, facts=replace(table.facts, stem=f"例{seed}")) for seed, table in enumerate(found)]


def halves():
    """Return factors and divisors whose exact quotient lies on, just below or just above half a cent."""
    random = Random(20)
    while True:
        points, divisor = random.randint(1, 10000), random.choice([8, 40, 66, 125, 200, 928, 3000, 256974283])
        actual = random.randint(1, 10 * divisor) if divisor < 10**6 else random.randint(1, divisor)
        if (2 * points * actual) % divisor == 0 and (2 * points * actual // divisor) % 2:
            nudge = random.choice([0, 0, Fraction(-1, 10000), Fraction(1, 10000)])
            yield Decimal(points) / 100, Decimal(actual) + Decimal(nudge.numerator) / nudge.denominator, divisor


def quotients():
    """Return a workbook with nothing but roundings, and what each must give."""
    workbook, expected = openpyxl.Workbook(), []
    for row, (points, actual, divisor) in zip(range(1, QUOTIENTS + 1), halves(), strict=False):
        for column, value in zip("ABC", (points, actual, divisor), strict=True):
            workbook.active[f"{column}{row}"] = value
        workbook.active[f"D{row}"] = "=" + rounded(f"B{row}*A{row}/C{row}", 2)
        exact = Fraction(points) * Fraction(actual) / divisor * 100
        expected.append(Decimal(int(exact + Fraction(1, 2))) / 100)
    return saved(workbook), expected


def saved(workbook):
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def changed():
    """Return a table, its workbook with figures changed by hand, and the table that these figures make."""
    table = sample("donghu")
    workbook = openpyxl.load_workbook(BytesIO(write_workbook([table])))
    planned = plan_scores("计分", table.facts.tree, table.scheme.conventions, ())
    scores, form = workbook["计分"], workbook["自评表"]
    by_name = {}
    for entry in planned.root.walk():
        by_name.setdefault(entry.node.name, entry)
    letters = planned.letters
    scores[f"{letters['actual']}{by_name['整治行动次数'].row}"] = 30
    scores[f"{letters['applies']}{by_name['投诉件数'].row}"] = "否"
    scores[f"{letters['actual']}{by_name['基础信息完善'].row + 3}"] = "是"
    funds = next(cell for row in form.iter_rows() for cell in row if cell.value == float(EXECUTED))
    funds.value = 1500
    return saved(workbook), replace(table, facts=replace(table.facts, tree=edited(table.facts.tree)))


def measured(node, **figures):
    return replace(node, measurement=replace(node.measurement, **figures))


EDITS = {
    "预算执行": lambda node: measured(node, actual=Decimal(1500)),
    "整治行动次数": lambda node: measured(node, actual=Decimal(30)),
    "投诉件数": lambda node: replace(node, is_applicable=False),
    "基础信息完善": lambda node: measured(node, parameters={"items": [item | {"done": True} for item in ITEMS]}),
}


def edited(tree):
    """Return the tree with the same changes, made on the first indicator of each name."""
    left = dict(EDITS)

    def edit(node):
        if node.children:
            return replace(node, children=tuple(map(edit, node.children)))
        return left.pop(node.name, lambda same: same)(node)

    return edit(tree)


@pytest.fixture(scope="module")
def tables():
    said = {f"said-{mode}": [table_of_own_scores(mode)] for mode in Mode} | {"deductions": [table_of_deductions()]}
    said |= {"short of points": [short_of_points()]}
    return {"cases": [table_of_cases()]} | said | {name: [sample(name)] for name in preset_names()} | batches()


def short_of_points():
    """Return a table that is scored whole, with its last indicator taken out."""
    table = sample("donghu")
    root = table.facts.tree
    tree = replace(root, children=root.children[:-1])
    return replace(table, facts=replace(table.facts, tree=tree))


def batches():
    found = generated()
    return {f"generated-{first}": found[first : first + PER_WORKBOOK] for first in range(0, len(found), PER_WORKBOOK)}


@pytest.fixture(scope="module")
def office(tables, tmp_path_factory):
    workbooks = {name: write_workbook(group) for name, group in tables.items()}
    workbooks |= {"quotients": quotients()[0], "changed": changed()[0]}
    return recalculated(tmp_path_factory.mktemp("office"), workbooks)


def test_every_case_of_every_rule_has_the_same_score(tables, office):
    assert differences("cases", tables["cases"][0], office["cases"]) == []


@pytest.mark.parametrize("name", [*(f"said-{mode}" for mode in Mode), "deductions"])
def test_what_a_person_says_has_the_same_effect(tables, office, name):
    assert differences(name, tables[name][0], office[name]) == []


def test_a_tree_short_of_points_has_a_total_and_no_grade(tables, office):
    table = tables["short of points"][0]
    scored = score_tree(table.facts.tree, table.scheme.conventions)

    assert scored.total
    assert scored.grade == ""
    assert differences("short of points", table, office["short of points"]) == []


def test_every_preset_comes_to_the_same_scores_total_and_grade(tables, office):
    found = [line for name in preset_names() for line in differences(name, tables[name][0], office[name])]

    assert found == []


def test_generated_evaluations_come_to_the_same_scores_totals_and_grades(tables, office):
    groups = {name: group for name, group in tables.items() if name.startswith("generated")}

    found = [
        line
        for name, group in groups.items()
        for table in group
        for line in differences(table.facts.stem, table, office[name])
    ]
    assert found == []
    assert sum(map(len, groups.values())) == EVALUATIONS


def test_figures_changed_in_the_workbook_change_score_subtotal_total_and_grade(office):
    _, expected = changed()

    assert differences("changed", expected, office["changed"]) == []


def test_a_half_is_rounded_up_although_binary_numbers_cannot_hold_it(office):
    _, expected = quotients()
    sheet = office["quotients"].active

    found = [Decimal(repr(sheet[f"D{row}"].value)) for row in range(1, QUOTIENTS + 1)]

    assert found == expected


def test_samples_hold_every_kind_of_figure():
    rules = {leaf.measurement.rule for leaf in leaves(sample("donghu").facts.tree)}

    assert {"execution", "checklist", "formula", "qualitative", "bands"} <= rules
