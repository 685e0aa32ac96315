"""What is asked of a screen beside the rules of axe: where the focus is, what moves, in which language it speaks."""

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
AGAIN = """() => axe.run({ resultTypes: ["violations"] })
  .then(({ violations }) => violations.map(({ id, help }) => `${id}: ${help}`))"""
"""Axe once more on a page into which it has been put already."""


def troubles_of_senses(page):
    """Return what cannot be seen, moves or is read out in the wrong language; motion has to be reduced before."""
    page.keyboard.press("Tab")
    found = [f"focus not seen: {one}" for one in page.evaluate(UNSEEN)]
    found += [f"moves: {one}" for one in page.evaluate(MOVING)]
    found += [f"language not marked: {one}" for one in page.evaluate(FOREIGN)]
    if page.evaluate("document.documentElement.lang") != "zh-CN":
        found.append("the page does not say its language")
    return found


def troubles_on(page, size, where):
    """Return what axe finds once the page has another size."""
    page.set_viewport_size(size)
    return [f"{where}: {one}" for one in page.evaluate(AGAIN)]
