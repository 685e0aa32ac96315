"""Somebody who works with the keyboard alone: Tab to a control, then the keys that it asks for.

Nothing is clicked, nothing is given focus by a script: where no key leads, the test fails.
"""

import pytest

MOST_ROUNDS = 30
WAY_TO = """field => {
  const here = document.activeElement;
  const groupOf = (one) => (one.type === "radio" ? one.name : one);
  const isStop = (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true });
  const every = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const before = (one) => one === here || here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING;
  const groupsOf = (stops) => [...new Set(stops.map(groupOf))];
  const stops = Array.from(every).filter(isStop);
  return {
    isThere: groupOf(here) === groupOf(field),
    isPastTheTop: here === document.body && Boolean(field.closest("main")),
    stops: groupsOf(stops).indexOf(groupOf(field)) - groupsOf(stops.filter(before)).length + 1,
  };
}"""
"""How many stops of the Tab key lie between what has the focus and the control; a group of options is one stop."""
INDEX_OF = "(field, value) => Array.from(field.options).findIndex(option => option.value === value)"


def reach(page, locator):
    """Press Tab, or Shift+Tab for what lies before, until the control has the focus."""
    target = locator.first.element_handle()
    for _ in range(MOST_ROUNDS):
        way = target.evaluate(WAY_TO)
        if way["isThere"]:
            return
        if way["isPastTheTop"]:
            skip_to_content(page)
        else:
            press_tab(page, way["stops"])
    pytest.fail(f"No key leads to {locator}.")


def press_tab(page, stops):
    """Press Tab as often as there are stops on the way, backwards for a negative number."""
    for _ in range(max(abs(stops), 1)):
        page.keyboard.press("Tab" if stops >= 0 else "Shift+Tab")


def skip_to_content(page):
    """Take the first link of every page, past the navigation."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def press(page, locator, key="Enter"):
    """Reach a button or a box, and press a key on it."""
    reach(page, locator)
    page.keyboard.press(key)


def follow(page, link):
    """Reach a link and follow it."""
    reach(page, link)
    with page.expect_navigation():
        page.keyboard.press("Enter")


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
