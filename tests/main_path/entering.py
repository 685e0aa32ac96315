"""Entering the demo's year in a browser, field by field, as a finance officer would who never takes the mouse."""

from reports.demo.content import content
from tests.main_path.keyboard import choose, pick, press, tick, write, write_day

CONTENT = content()


def put(page, name, value):
    """Fill in the field with this name, whatever kind it is."""
    field = page.locator(f"[name='{name}']").first
    kind = field.evaluate("field => field.type")
    if kind == "radio":
        pick(page, page.locator(f"[name='{name}'][value='{value}']"))
    else:
        WAYS.get(kind, write)(page, field, value)


WAYS = {"checkbox": tick, "select-one": choose, "date": write_day}


def put_all(page, prefix, values):
    for name, value in values.items():
        put(page, f"{prefix}-{name}", value)


def put_rows(page, prefix, rows):
    """Fill in rows, adding empty ones where the screen shows too few."""
    for index, row in enumerate(rows):
        if page.locator(f"[name^='{prefix}-{index}-']").count() == 0:
            press(page, page.locator(f"[data-rows='{prefix}'] > [data-add]"))
        put_all(page, f"{prefix}-{index}", row)


def save(page, keys="Control+s"):
    with page.expect_navigation():
        page.keyboard.press(keys)
    problems = page.locator("#problems")
    assert not problems.count(), problems.inner_text()
    page.get_by_text("已保存").first.wait_for()


def basis(page):
    for box in page.locator("[name$='-is_cited']").all():
        tick(page, box)
    put(page, "preamble-text", CONTENT["sections"]["preamble"])


def profile(page):
    put_rows(page, "duties", CONTENT["duties"])
    put_rows(page, "offices", CONTENT["offices"])
    put_all(page, "staffing", CONTENT["staffing"])


def goals(page):
    put_all(page, "goal", CONTENT["goal"])
    put_rows(page, "tasks", CONTENT["tasks"])


def budget(page):
    for category, amounts in CONTENT["budget"]["lines"].items():
        for column, amount in zip(("initial", "executed", "previous"), amounts, strict=True):
            if page.locator(f"[name='{category}-{column}']").count():
                put(page, f"{category}-{column}", amount)
    put_all(page, "budget", CONTENT["budget"]["figures"])
    put_rows(page, "projects", CONTENT["projects"])


def management(page):
    proofs = page.locator("[name$='-proof']").all()
    for field, proof in zip(proofs, CONTENT["management"]["proofs"], strict=True):
        item = field.get_attribute("name").removesuffix("-proof")
        pick(page, page.locator(f"[name='{item}-is_met']").nth(1))
        write(page, field, proof)


def performance(page):
    put(page, "performance_management-text", CONTENT["sections"]["performance_management"])


def results(page):
    put(page, "result_use-text", CONTENT["sections"]["result_use"])
    put(page, "disclosure-text", CONTENT["sections"]["disclosure"])


def signature(page):
    put_all(page, "signature", CONTENT["signature"])


def indicator(page, given):
    """Fill in the form of one indicator."""
    parameters = given.get("parameters", {})
    put(page, "indicator-rule", given["rule"])
    put_all(page, "indicator", {name: value for name, value in given.items() if name in PLAIN})
    RULES.get(given["rule"], measured)(page, given, parameters)
    if "survey" in given:
        put_all(page, "survey", given["survey"])


PLAIN = (
    "name",
    "points",
    "nature",
    "sign",
    "target",
    "target_text",
    "unit",
    "standard",
    "source",
    "method",
    "accuracy",
)
PLAIN += ("narrative", "reason", "measure", "actual_text")


def measured(page, given, parameters):
    put(page, "indicator-actual", given["actual"])


def answered(page, given, parameters):
    pick(page, page.locator("[name='indicator-rule_done']").nth(1))


def judged(page, given, parameters):
    put(page, "indicator-rule_grade", parameters["grade"])
    put(page, "indicator-rule_awarded", given["actual"])


def listed(page, given, parameters):
    for index, item in enumerate(parameters["items"]):
        put(page, f"indicator-rule_item_{index}_name", item["name"])
        put(page, f"indicator-rule_item_{index}_points", item["points"])
        pick(page, page.locator(f"[name='indicator-rule_item_{index}_done']").nth(1))


def banded(page, given, parameters):
    for index, band in enumerate(parameters["bands"]):
        put(page, f"indicator-rule_band_{index}_bound", band["min"])
        put(page, f"indicator-rule_band_{index}_amount", band["score"])
    measured(page, given, parameters)


RULES = {"yes_no": answered, "qualitative": judged, "checklist": listed, "bands": banded}


def project(page, given):
    """Fill in funds and goal of one project."""
    put_all(page, "project", given["texts"])
    for source, amounts in given["funds"].items():
        put_all(page, f"fund-{source}", dict(zip(("initial", "adjusted", "executed"), amounts, strict=True)))


def problem(page, index, given):
    put(page, f"problems-{index}-title", given["title"])
    put(page, f"problems-{index}-text", given["text"])
    for name in given["indicators"]:
        offered = page.locator(f"[name='problems-{index}-indicators']").and_(page.get_by_label(name, exact=False))
        tick(page, offered.first)
    put_rows(page, f"problems-{index}-measures", given["measures"])
