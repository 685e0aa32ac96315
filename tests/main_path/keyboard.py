"""Somebody who works with the keyboard alone: Tab to a control, then the keys that it asks for.

Nothing is clicked, nothing is given focus by a script: where no key leads, the test fails.
"""

import pytest

MOST_STOPS = 400
HAS_FOCUS = """field => {
  const here = document.activeElement;
  return here === field || (field.type === "radio" && here.type === "radio" && here.name === field.name);
}"""
LIES_BEFORE = """field => {
  const here = document.activeElement;
  return here !== document.body && Boolean(here.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_PRECEDING);
}"""
INDEX_OF = "(field, value) => Array.from(field.options).findIndex(option => option.value === value)"


def reach(page, locator):
    """Press Tab, or Shift+Tab for what lies before, until the control has the focus."""
    target = locator.first.element_handle()
    key = "Shift+Tab" if target.evaluate(LIES_BEFORE) else "Tab"
    for _ in range(MOST_STOPS):
        if target.evaluate(HAS_FOCUS):
            return
        page.keyboard.press(key)
    pytest.fail(f"No key leads to {locator}.")


def press(page, locator, key="Enter"):
    """Reach a button or a box, and press a key on it."""
    reach(page, locator)
    page.keyboard.press(key)


def follow(page, link):
    """Reach a link and follow it."""
    with page.expect_navigation():
        press(page, link)


def write(page, field, value):
    """Write over what stands in the field."""
    reach(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(str(value).strip())


def write_day(page, field, value):
    """Type month, day and year one after the other: the order in which this Chromium asks for them."""
    reach(page, field)
    page.keyboard.type(f"{value:%m%d%Y}")
    assert field.input_value() == value.isoformat()


def choose(page, field, value):
    """Walk through the list of a select to the option."""
    reach(page, field)
    page.keyboard.press("Home")
    for _ in range(field.evaluate(INDEX_OF, value) - field.evaluate("field => field.selectedIndex")):
        page.keyboard.press("ArrowDown")
    assert field.input_value() == value


def tick(page, box, is_wanted=True):
    """Tick a box, or take the tick away."""
    if box.is_checked() != bool(is_wanted):
        press(page, box, "Space")


def pick(page, option):
    """Walk with the arrows to one of a group of options."""
    reach(page, option)
    page.keyboard.press("Space")
    for _ in range(10):
        if option.is_checked():
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"The arrows do not lead to {option}.")
