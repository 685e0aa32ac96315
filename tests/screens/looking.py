"""What is asked of every screen: the rules of axe, whether it fits, where the focus is, what moves, its language."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESKTOP, PHONE

NARROW = {"a phone": PHONE, "a desk at 200 %": {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}}
UNSEEN = """() => {
  const isReached = (one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true });
  const isSeen = (one) => {
    one.focus({ preventScroll: true });
    if (document.activeElement !== one) return true;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  };
  const every = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  return Array.from(every).filter((one) => isReached(one) && !one.disabled && !isSeen(one))
    .map((one) => one.outerHTML.slice(0, 120));
}"""
"""Stops of the Tab key at which nothing says that the focus is there; some key has to be pressed before."""
MOVING = """() => Array.from(document.querySelectorAll("*")).filter((element) => {
  const { transitionDuration, animationDuration } = getComputedStyle(element);
  return `${transitionDuration},${animationDuration}`.split(",").some((time) => parseFloat(time) > 0.001);
}).map((element) => element.outerHTML.slice(0, 80))"""
FOREIGN = r"""() => {
  const words = /[A-Za-z]{2,}(?:[,.;:'-]*\s+[A-Za-z]{2,}){3,}/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    const isTold = parentElement.closest("script, style, template, pre, code, [lang]:not(html)");
    if (!isTold && words.test(textContent)) found.push(textContent.trim().slice(0, 80));
  }
  return found;
}"""
"""English in running text that is not marked as such; names such as Excel or PDF are Chinese by now."""
RULES_OF_SIZE = ["color-contrast", "scrollable-region-focusable"]
"""The rules whose answer depends on the room that there is; names, roles and order are the same in every size."""
AGAIN = """(rules) => axe.run({ resultTypes: ["violations"], runOnly: rules })
  .then(({ violations }) => violations.map(({ id, help }) => `${id}: ${help}`))"""
"""Axe once more on a page into which it has been put already."""
IS_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def troubles_of(page):
    """Return what axe finds, and what does not fit the window."""
    response = Axe().run(page, options={"resultTypes": ["violations"]}).response
    found = [f"{violation['id']}: {violation['help']}" for violation in response["violations"]]
    return [*found, *(["wider than the window"] if page.evaluate(IS_WIDE) else [])]


def troubles_at_both_sizes(page):
    """Return what is wrong at a desk, on a phone and at a desk at 200 %."""
    page.set_viewport_size(DESKTOP)
    found = troubles_of(page)
    page.set_viewport_size(PHONE)
    found += [f"on a phone: {one}" for one in page.evaluate(AGAIN, RULES_OF_SIZE)]
    for name, size in NARROW.items():
        page.set_viewport_size(size)
        found += [f"wider than {name}"] if page.evaluate(IS_WIDE) else []
    return found


def troubles_of_senses(page):
    """Return what cannot be seen, moves or is read out in the wrong language; motion has to be reduced before."""
    page.keyboard.press("Tab")
    found = [f"focus not seen: {one}" for one in page.evaluate(UNSEEN)]
    found += [f"moves: {one}" for one in page.evaluate(MOVING)]
    found += [f"language not marked: {one}" for one in page.evaluate(FOREIGN)]
    if page.evaluate("document.documentElement.lang") != "zh-CN":
        found.append("the page does not say its language")
    return found
